#include "securitization/deal/structure.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/contains.h"
#include "core/day_count.h"
#include "securitization/credit/vectors.h"
#include "securitization/deal/pledges.h"
#include "securitization/deal/schedules.h"
#include "securitization/waterfall/bounds.h"
#include "securitization/waterfall/engine.h"

namespace zheli::deal {
namespace {

using waterfall::Claim;
using waterfall::Line;
using waterfall::Step;
using waterfall::Waterfall;
using Kind = Claim::Kind;

bool is_principal(Kind kind) {
  return kind == Kind::principal || kind == Kind::redemption;
}

class Linter {
 public:
  explicit Linter(const Deal& deal) : deal_(deal), terms_(deal.terms) {}

  std::vector<files::Problem> all() {
    for (const Waterfall& order : terms_.waterfalls) {
      look_at_seniority(order);
      look_at_claims(order);
      look_at_support(order);
    }
    look_at_triggers();
    look_at_dates();
    for (files::Problem& problem : Pledges(deal_).unranked_within_firms())
      warnings_.push_back(std::move(problem));
    run();
    std::sort(warnings_.begin(), warnings_.end());
    warnings_.erase(std::unique(warnings_.begin(), warnings_.end()), warnings_.end());
    return std::move(warnings_);
  }

 private:
  void warn(const std::string& at, std::string message) {
    warnings_.push_back({"deal.yaml", line_of(deal_.places, at), std::move(message)});
  }
  static std::string step_of(const Waterfall& order, std::size_t number) {
    return fmt::format("waterfalls.{}[{}]", order.status, number);
  }

  bool may_run(const Step& step, const waterfall::Owed& owed) const;
  void look_at_seniority(const Waterfall& order);
  void look_at_claims(const Waterfall& order);
  void look_at_support(const Waterfall& order);
  void look_at_triggers();
  void look_at_dates();
  void run();
  void look_at_ends(const waterfall::Statement& paid, bool as_scheduled);

  const Deal& deal_;
  const waterfall::Terms& terms_;
  std::vector<files::Problem> warnings_;
};

/// Whether a step may pay on some date while a tranche is still owed something.
bool Linter::may_run(const Step& step, const waterfall::Owed& owed) const {
  if (step.pay->when.empty()) return true;
  for (std::size_t p = 0; p < terms_.periods.size(); ++p) {
    if (!waterfall::bounds(step.pay->when, terms_, p, owed).is_zero()) return true;
  }
  return false;
}

void Linter::look_at_seniority(const Waterfall& order) {
  for (std::size_t junior = 1; junior < terms_.tranches.size(); ++junior) {
    const std::string& id = terms_.tranches[junior].id;
    const auto pays = [&](const Step& step, const std::string& tranche) {
      return step.pay &&
             std::any_of(step.pay->claims.begin(), step.pay->claims.end(), [&](const Claim& claim) {
               return claim.of == tranche &&
                      (is_principal(claim.kind) || claim.kind == Kind::residual);
             });
    };
    for (std::size_t s = 0; s < order.steps.size(); ++s) {
      if (!pays(order.steps[s], id)) continue;
      for (std::size_t senior = 0; senior < junior; ++senior) {
        const std::string& first = terms_.tranches[senior].id;
        const bool earlier = std::any_of(order.steps.begin(),
                                         order.steps.begin() + static_cast<std::ptrdiff_t>(s) + 1,
                                         [&](const Step& step) { return pays(step, first); });
        if (earlier || !may_run(order.steps[s], first)) continue;
        warn(step_of(order, s), fmt::format("it pays the principal of {} before any step pays that "
                                            "of {}, which ranks before it; add \"when: "
                                            "tranche_balance({}) == 0\", or move the step down",
                                            id, first, first));
      }
      break;
    }
  }
}

void Linter::look_at_claims(const Waterfall& order) {
  std::set<std::pair<Kind, std::string>> paid;
  for (const Step& step : order.steps) {
    if (!step.pay) continue;
    for (const Claim& claim : step.pay->claims) paid.emplace(claim.kind, claim.of);
  }
  const auto need = [&](Kind kind, const std::string& of, std::string_view what) {
    if (paid.contains({kind, of})) return;
    warn("waterfalls." + order.status,
         fmt::format("no step of status {} pays {} {}; add one", order.status, what, of));
  };
  for (const waterfall::Fee& fee : terms_.fees) need(Kind::fee, fee.id, "fee");
  for (const waterfall::Tranche& tranche : terms_.tranches) {
    const waterfall::Coupon& coupon = tranche.coupon;
    const bool bears = coupon.rate != 0 || !coupon.index.empty() || !coupon.step_ups.empty();
    if (bears) need(Kind::interest, tranche.id, "the interest of");
  }
  for (const waterfall::Supporter& supporter : terms_.supporters) {
    need(Kind::reimbursement, supporter.id, "back what was called from");
    if (supporter.rate > 0 || supporter.premium > 0)
      need(Kind::premium, supporter.id, "the premium of");
  }
}

/// What the first status calls from whom, another calls too.
void Linter::look_at_support(const Waterfall& order) {
  using Call = std::pair<std::string, std::string>;  // of whom, for what
  const auto calls_of = [](const Waterfall& one) {
    std::set<Call> calls;
    for (const Step& step : one.steps) {
      if (!step.pay) continue;
      for (const Claim& claim : step.pay->claims) {
        if (!is_principal(claim.kind) && claim.kind != Kind::interest) continue;
        const char* what = is_principal(claim.kind) ? "the principal of " : "the interest of ";
        for (const std::string& supporter : step.pay->support)
          calls.emplace(supporter, what + claim.of);
      }
    }
    return calls;
  };
  const std::set<Call> here = calls_of(order);
  for (const auto& call : calls_of(terms_.waterfalls.front())) {
    if (here.contains(call)) continue;
    warn("waterfalls." + order.status,
         fmt::format("{} is called for {} in status {}, not in status {}; name it in \"support\" "
                     "there too",
                     call.first, call.second, terms_.waterfalls.front().status, order.status));
  }
}

void Linter::look_at_triggers() {
  for (const waterfall::Trigger& trigger : terms_.triggers) {
    bool never = true, always = true;
    for (std::size_t p = 0; p < terms_.periods.size(); ++p) {
      const waterfall::Bounds of = waterfall::bounds(trigger.when, terms_, p);
      never = never && of.is_zero();
      always = always && !of.may_be_zero();
    }
    if (!never && !always) continue;
    warn("triggers." + trigger.id,
         never ? "its condition can never hold; what it is to catch goes unnoticed"
               : "its condition holds on every date; the first status is never in force");
  }
}

void Linter::look_at_dates() {
  const int lag = deal_.credit.recovery_lag;
  if (terms_.tail < lag) {
    warn("legal_final",
         fmt::format("a default of the last period recovers {} periods later, and the legal final "
                     "date {} leaves room for {}; make it later",
                     lag, core::to_string(deal_.legal_final), terms_.tail));
  }
  if (deal_.provisional_from) {
    warn("periods",
         fmt::format("payment dates from {} on are provisional, for the holidays of that year are "
                     "not known: weekends and holidays of fixed date only; put the State Council's "
                     "notice into calendars/china-{}.csv",
                     core::to_string(*deal_.provisional_from),
                     static_cast<int>(deal_.provisional_from->year())));
  }
  for (const waterfall::Supporter& supporter : terms_.supporters) {
    const core::Date last = terms_.periods[terms_.scheduled() - 1].pay;
    if (!supporter.until || !(*supporter.until < last)) continue;
    warn("supporters." + supporter.id,
         fmt::format("it ends on {}, before the last payment date {}, on which it is still called",
                     core::to_string(*supporter.until), core::to_string(last)));
  }
}

/// As scheduled, and where a twentieth or a third of the loans defaults each year.
void Linter::run() {
  const auto scheduled = collected_as_scheduled(deal_);
  waterfall::Compilation compilation = waterfall::compile(terms_);
  if (!scheduled || !compilation.program) return;
  std::vector<double> years;
  for (const waterfall::CollectionPeriod& period : terms_.periods)
    years.push_back(core::years(period.from, period.to));
  waterfall::Scratch scratch(*compilation.program, 1);
  for (const double cdr : {0.0, 0.05, 0.3}) {
    const credit::Vectors rates{{cdr}, {}, {0.5}, std::min(deal_.credit.recovery_lag, terms_.tail)};
    waterfall::Statement paid(*compilation.program, 1);
    waterfall::run(*compilation.program, credit::under(rates, scheduled.value(), years), {}, paid,
                   scratch);
    look_at_ends(paid, cdr == 0);
  }
}

void Linter::look_at_ends(const waterfall::Statement& paid, bool as_scheduled) {
  const int last = static_cast<int>(terms_.periods.size()) - 1;
  for (std::size_t a = 0; a < terms_.accounts.size(); ++a) {
    const core::Money left = paid.money(0, last, Line::account, static_cast<int>(a));
    if (left.fen == 0) continue;
    warn("accounts." + terms_.accounts[a].id,
         "money is left in it after the last payment date, in some case nobody's; add a step that "
         "pays it out");
  }
  for (std::size_t t = 0; as_scheduled && t < terms_.tranches.size(); ++t) {
    const core::Money left =
        paid.money(0, static_cast<int>(terms_.scheduled()) - 1, Line::balance, static_cast<int>(t));
    if (left.fen == 0) continue;
    warn("tranches." + terms_.tranches[t].id,
         fmt::format("it is still owed {} yuan on the last payment date though every loan pays as "
                     "scheduled",
                     core::to_string(left)));
  }
}

}  // namespace

std::vector<files::Problem> structure_warnings(const Deal& deal) {
  return Linter(deal).all();
}

}  // namespace zheli::deal
