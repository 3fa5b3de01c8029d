#include "securitization/report/study.h"

#include <algorithm>
#include <cmath>

#include "core/day_count.h"
#include "securitization/pricing/banding.h"
#include "securitization/pricing/break_even.h"
#include "securitization/pricing/shapley.h"

namespace zheli::report {
namespace {

using pricing::DatedFlow;

/// What a senior without a target is asked for: to fail less than once in a hundred.
constexpr double kNoTarget = 0.01;

std::string name_of(const deal::Deal& deal, const std::string& id, Language language) {
  const auto name = deal.names.find(id);
  return language == Language::chinese && name != deal.names.end() ? name->second : id;
}

struct Head {
  const char* key;
  Format format;
};

Sheet sheet_of(const char* id, Language language, std::initializer_list<Head> heads) {
  Sheet sheet{id, word(id, language), {}, {}};
  for (const Head& head : heads)
    sheet.columns.push_back({head.key, word(head.key, language), head.format});
  return sheet;
}

Cell cell_of(const core::Result<double>& value) {
  return value ? Cell(value.value()) : Cell();
}

/// The last party's grade that supports a deal, by its rating; nothing without a supporter.
std::optional<double> supporter_probability(const Study& study) {
  if (study.pool.standbys.empty()) return std::nullopt;
  return study.pool.standbys.front().defaults.back();
}

std::vector<double> everyone(const Study& study) {
  return std::vector<double>(study.pool.names.size(), 1.0);
}

std::string rating_name(const Study& study, pricing::Grade grade) {
  const std::string name = study.scale.name(grade);
  return name.empty() ? "<" + study.scale.ratings().back() : name;
}

pricing::Banding banding_of(const Study& study) {
  pricing::Banding banding;
  for (const credit::Name& name : study.pool.names) {
    const double balance = static_cast<double>(name.schedule.balance.fen);
    const double recovered = std::min(balance, static_cast<double>(name.recovery.mean.fen));
    banding.firms.push_back({name.schedule.balance, name.defaults.back(),
                             balance > 0 ? 1 - recovered / balance : 0, name.sector});
  }
  banding.copula = study.pool.copula;
  banding.copula.global += banding.copula.region;  // a region is here like the market
  banding.copula.region = 0;
  banding.copula.freedom = 0;
  const waterfall::Terms& terms = study.deal.terms;
  if (!terms.supporters.empty()) {
    banding.backer = {terms.supporters.front().limit.value_or(study.deal.issue),
                      study.pool.standbys.front().defaults.back(),
                      study.pool.standbys.front().global};
  }
  const double years = core::years(terms.closing, terms.periods.back().pay);
  const auto target = terms.tranches.empty() ? study.deal.targets.end()
                                             : study.deal.targets.find(terms.tranches.front().id);
  const std::string rating = target == study.deal.targets.end() ? "" : target->second;
  banding.allowed = study.scale.allowed(rating, years).value_or(kNoTarget);
  constexpr std::int64_t kUnitYuan = 100'000;
  banding.unit = core::yuan(kUnitYuan);
  return banding;
}

}  // namespace

waterfall::Terms without_support(waterfall::Terms terms) {
  for (waterfall::Supporter& supporter : terms.supporters) supporter.limit = core::Money{};
  return terms;
}

core::Result<Sheet> prices(const Study& study, const pricing::Losses& losses, Language language) {
  const waterfall::Terms& terms = study.deal.terms;
  std::vector<pricing::Curve::Point> points;
  for (const deal::CurvePoint& point : study.deal.curve) points.push_back({point.date, point.rate});
  const auto curve =
      pricing::Curve::make(terms.closing, points, pricing::Curve::Between::linear_rate);
  if (!curve) return curve.error();
  Sheet sheet = sheet_of("prices", language,
                         {{"tranche", Format::text},
                          {"size", Format::money},
                          {"rate", Format::percent},
                          {"price", Format::percent},
                          {"yield", Format::percent},
                          {"z_spread", Format::percent},
                          {"wal", Format::number},
                          {"duration", Format::number},
                          {"convexity", Format::number},
                          {"expected_loss", Format::percent}});
  for (std::size_t t = 0; t < terms.tranches.size(); ++t) {
    const int of = static_cast<int>(t);
    const waterfall::Tranche& tranche = terms.tranches[t];
    const std::vector<DatedFlow> paid = losses.payments(of);
    const double size = static_cast<double>(tranche.size.fen);
    const auto yield = pricing::yield_at_price(paid, terms.closing, size);
    const auto sensitivity =
        yield ? pricing::sensitivity(paid, terms.closing, yield.value()) : pricing::Sensitivity{};
    sheet.rows.push_back({name_of(study.deal, tranche.id, language), tranche.size,
                          tranche.residual ? Cell() : Cell(tranche.coupon.rate),
                          pricing::present_value(paid, curve.value()) / size, cell_of(yield),
                          cell_of(pricing::z_spread(paid, curve.value(), size)),
                          pricing::weighted_average_life(losses.principal(of), terms.closing),
                          sensitivity.modified, sensitivity.convexity,
                          losses.tranche(of).expected_loss});
  }
  return sheet;
}

Sheet ratings(const Study& study, const pricing::Losses& alone, const pricing::Losses& backed,
              Language language) {
  using pricing::Support;
  const waterfall::Terms& terms = study.deal.terms;
  Sheet sheet = sheet_of("ratings", language,
                         {{"tranche", Format::text},
                          {"pool_alone", Format::text},
                          {"supporter_alone", Format::text},
                          {"together", Format::text},
                          {"survives", Format::number},
                          {"cap", Format::text},
                          {"implied", Format::text},
                          {"target", Format::text},
                          {"break_even", Format::percent},
                          {"may_fail", Format::number}});
  const auto survived =
      pricing::firms_that_may_fail(study.program, study.pool.names, 0, Support::certain);
  const auto even = pricing::break_even(study.unsupported, study.pool.names, everyone(study), 1, 0,
                                        Support::certain);
  const auto without =
      pricing::firms_that_may_fail(study.unsupported, study.pool.names, 0, Support::certain);
  const std::optional<double> fallen = supporter_probability(study);
  for (std::size_t t = 0; t < terms.tranches.size(); ++t) {
    const waterfall::Tranche& tranche = terms.tranches[t];
    if (tranche.residual) continue;
    const int of = static_cast<int>(t);
    const auto pool = pricing::assess(study.scale, alone, of, terms.closing);
    const auto both = pricing::assess(study.scale, backed, of, terms.closing);
    const pricing::Grade cap = study.large_obligors.cap(survived[t].largest_first);
    const auto target = study.deal.targets.find(tranche.id);
    sheet.rows.push_back(
        {name_of(study.deal, tranche.id, language), rating_name(study, pool.grade),
         fallen ? Cell(rating_name(study, study.scale.by_default(*fallen, both.life))) : Cell(),
         rating_name(study, both.grade), static_cast<double>(survived[t].largest_first),
         rating_name(study, cap), rating_name(study, std::max(cap, both.grade)),
         target == study.deal.targets.end() ? Cell() : Cell(target->second),
         even[t] < 0 ? Cell() : Cell(even[t]), static_cast<double>(without[t].largest_first)});
  }
  return sheet;
}

Sheet sizing(const Study& study, const pricing::Sizing& found, Language language) {
  Sheet sheet = sheet_of("sizing", language,
                         {{"tranche", Format::text},
                          {"target", Format::text},
                          {"sized", Format::money},
                          {"share", Format::percent},
                          {"stated", Format::money},
                          {"implied", Format::text},
                          {"expected_loss", Format::percent}});
  const auto& tranches = study.deal.terms.tranches;
  const double all = static_cast<double>(study.deal.issue.fen);
  for (std::size_t t = 0; t < found.sizes.size() && t < tranches.size(); ++t) {
    const auto target = study.deal.targets.find(tranches[t].id);
    const bool assessed = t < found.assessed.size();
    sheet.rows.push_back({name_of(study.deal, tranches[t].id, language),
                          target == study.deal.targets.end() ? Cell() : Cell(target->second),
                          found.sizes[t], static_cast<double>(found.sizes[t].fen) / all,
                          tranches[t].size,
                          assessed ? Cell(rating_name(study, found.assessed[t].grade)) : Cell(),
                          assessed ? Cell(found.assessed[t].expected_loss) : Cell()});
  }
  return sheet;
}

Sheet bands(const Study& study, Language language) {
  Sheet sheet = sheet_of("bands", language,
                         {{"firms_banded", Format::number},
                          {"exposure", Format::money},
                          {"expected_loss", Format::percent},
                          {"deviation", Format::percent},
                          {"tail", Format::percent},
                          {"needed_alone", Format::percent},
                          {"needed_backed", Format::percent}});
  double count = 0;
  for (const pricing::Band& band : pricing::bands(banding_of(study))) {
    sheet.rows.push_back({++count, band.exposure, band.expected_loss, band.deviation, band.tail,
                          band.needed_alone, band.needed_backed});
  }
  return sheet;
}

core::Result<Sheet> costs(const Study& study, std::uint64_t seed, int threads, Language language) {
  Sheet sheet = sheet_of("costs", language,
                         {{"borrower", Format::text},
                          {"rating", Format::text},
                          {"loan_balance", Format::money},
                          {"alone_rate", Format::percent},
                          {"all_in", Format::percent},
                          {"saved", Format::money},
                          {"fair_share", Format::money}});
  core::Money all;
  for (const deal::Borrower& borrower : study.deal.borrowers) {
    for (const deal::Loan& loan : study.deal.loans) {
      if (loan.borrower != borrower.id) continue;
      std::vector<DatedFlow> drawn = {{loan.start, static_cast<double>(loan.balance.fen)}};
      std::vector<DatedFlow> interest;
      const auto flows = deal::flows_of(loan, study.deal.cut_off);
      if (!flows) return flows.error();
      for (const contracts::DatedFlow& flow : flows.value()) {
        drawn.push_back({flow.date, -static_cast<double>((flow.interest + flow.principal).fen)});
        interest.push_back({flow.date, static_cast<double>(flow.interest.fen)});
      }
      const auto got =
          loan.rate > 0
              ? pricing::subsidies(interest, {loan.rate, borrower.subsidy_rate, loan.balance})
              : std::vector<DatedFlow>{};
      const auto cost = pricing::all_in_cost(drawn, {}, got);
      if (!cost) return core::Error{borrower.id + ": " + cost.error().message};
      const double gained = borrower.alone_rate > 0 ? borrower.alone_rate - cost.value() : 0;
      const core::Money saved = core::round_fen(gained * static_cast<double>(loan.balance.fen));
      all += saved;
      const std::string name = language == Language::chinese ? borrower.name : borrower.id;
      sheet.rows.push_back({name, borrower.rating, loan.balance,
                            borrower.alone_rate > 0 ? Cell(borrower.alone_rate) : Cell(),
                            cost.value(), saved, core::Money{}});
    }
  }
  const pricing::Banding banding = banding_of(study);
  constexpr int kPairs = 60;
  const auto shapley = pricing::shapley_sampled(static_cast<int>(banding.firms.size()),
                                                pricing::saved_subordination(banding, true),
                                                {kPairs, seed, threads});
  const std::vector<core::Money> shares = pricing::split(all, shapley.value);
  for (std::size_t i = 0; i < sheet.rows.size() && i < shares.size(); ++i)
    sheet.rows[i].back() = shares[i];
  return sheet;
}

}  // namespace zheli::report
