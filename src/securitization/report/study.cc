#include "securitization/report/study.h"

#include <algorithm>

#include "securitization/report/names.h"
#include "securitization/report/words.h"

namespace zheli::report {
namespace {

Cell cell_of(const std::optional<double>& value) {
  return value ? Cell(*value) : Cell();
}

Cell target_of(const deal::Deal& deal, const std::string& tranche) {
  const auto target = deal.targets.find(tranche);
  return target == deal.targets.end() ? Cell() : Cell(target->second);
}

/// "<CCC" below the last rating of the scale.
std::string rating_name(const pricing::RatingScale& scale, pricing::Grade grade) {
  const std::string name = scale.name(grade);
  return name.empty() ? "<" + scale.ratings().back() : name;
}

/// The own ratings of those that may be called for a tranche; with their names where they are
/// several. Empty where there is none.
Cell backers(const deal::Deal& deal, const study::Rated& rated, Language language) {
  std::string to;
  for (const study::Backer& backer : rated.backers) {
    const std::string& id = deal.terms.supporters[static_cast<std::size_t>(backer.supporter)].id;
    if (!to.empty()) to += ", ";
    if (rated.backers.size() > 1) to += name_of(deal, id, language) + " ";
    to += backer.rating;
  }
  return to.empty() ? Cell() : Cell(to);
}

}  // namespace

Sheet prices(const deal::Deal& deal, const std::vector<study::Price>& prices, Language language) {
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
  for (std::size_t t = 0; t < prices.size(); ++t) {
    const waterfall::Tranche& tranche = deal.terms.tranches[t];
    const study::Price& price = prices[t];
    sheet.rows.push_back({name_of(deal, tranche.id, language), tranche.size,
                          tranche.residual ? Cell() : Cell(tranche.coupon.rate), price.price,
                          cell_of(price.yield), cell_of(price.z_spread), price.life,
                          price.sensitivity.modified, price.sensitivity.convexity,
                          price.expected_loss});
  }
  return sheet;
}

Sheet ratings(const deal::Deal& deal, const pricing::RatingScale& scale,
              const std::vector<study::Rated>& rated, Language language) {
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
  for (const study::Rated& of : rated) {
    const std::string& id = deal.terms.tranches[static_cast<std::size_t>(of.tranche)].id;
    sheet.rows.push_back({name_of(deal, id, language), rating_name(scale, of.alone),
                          backers(deal, of, language), rating_name(scale, of.together),
                          static_cast<double>(of.survives), rating_name(scale, of.cap),
                          rating_name(scale, of.implied), target_of(deal, id),
                          cell_of(of.break_even), static_cast<double>(of.may_fail)});
  }
  return sheet;
}

Sheet sizing(const deal::Deal& deal, const pricing::RatingScale& scale,
             const pricing::Sizing& found, Language language) {
  Sheet sheet = sheet_of("sizing", language,
                         {{"tranche", Format::text},
                          {"target", Format::text},
                          {"sized", Format::money},
                          {"share", Format::percent},
                          {"stated", Format::money},
                          {"implied", Format::text},
                          {"expected_loss", Format::percent}});
  const double all = core::in_fen(deal.issue);
  for (std::size_t t = 0; t < found.sizes.size(); ++t) {
    const waterfall::Tranche& tranche = deal.terms.tranches[t];
    const bool assessed = t < found.assessed.size();
    sheet.rows.push_back({name_of(deal, tranche.id, language), target_of(deal, tranche.id),
                          found.sizes[t], core::in_fen(found.sizes[t]) / all, tranche.size,
                          assessed ? Cell(rating_name(scale, found.assessed[t].grade)) : Cell(),
                          assessed ? Cell(found.assessed[t].expected_loss) : Cell()});
  }
  return sheet;
}

Sheet bands(const std::vector<pricing::Band>& bands, Language language) {
  Sheet sheet = sheet_of("bands", language,
                         {{"firms_banded", Format::number},
                          {"exposure", Format::money},
                          {"expected_loss", Format::percent},
                          {"deviation", Format::percent},
                          {"tail", Format::percent},
                          {"needed_alone", Format::percent},
                          {"needed_backed", Format::percent}});
  double count = 0;
  for (const pricing::Band& band : bands) {
    sheet.rows.push_back({++count, band.exposure, band.expected_loss, band.deviation, band.tail,
                          band.needed_alone, band.needed_supported});
  }
  return sheet;
}

Sheet costs(const deal::Deal& deal, const std::vector<study::Cost>& costs, Language language) {
  Sheet sheet = sheet_of("costs", language,
                         {{"borrower", Format::text},
                          {"rating", Format::text},
                          {"loan_balance", Format::money},
                          {"average_balance", Format::money},
                          {"alone_rate", Format::percent},
                          {"all_in", Format::percent},
                          {"saved", Format::money},
                          {"fair_share", Format::money}});
  const bool sampled = std::any_of(costs.begin(), costs.end(),
                                   [](const study::Cost& cost) { return cost.fair_error.fen > 0; });
  if (sampled) sheet.columns.push_back({"fair_error", word("fair_error", language), Format::money});
  for (const study::Cost& cost : costs) {
    const deal::Borrower& borrower = deal.borrowers[cost.borrower];
    sheet.rows.push_back({name_of(borrower, language), borrower.rating, cost.balance, cost.average,
                          cell_of(cost.alone), cost.all_in, cost.saved, cost.fair_share});
    if (sampled) sheet.rows.back().push_back(cost.fair_error);
  }
  return sheet;
}

}  // namespace zheli::report
