// A small deal for the waterfall's tests: three tranches, a reserve, fees, a capped commitment, a
// trigger; four quarters of 2022.
#pragma once

#include "securitization/waterfall/terms.h"

namespace zheli::waterfall {

inline core::Date ymd(int y, unsigned m, unsigned d) {
  return {std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)};
}

inline Pay pay(std::vector<Claim> claims, std::vector<std::string> from,
               std::vector<std::string> support = {}) {
  Pay to;
  to.claims = std::move(claims);
  to.from = std::move(from);
  to.support = std::move(support);
  return to;
}

inline Step step(Pay pay) {
  Step to;
  to.pay = std::move(pay);
  return to;
}

inline Tranche tranche(std::string id, std::int64_t size_yuan, double rate) {
  Tranche to;
  to.id = std::move(id);
  to.size = core::yuan(size_yuan);
  to.coupon.rate = rate;
  return to;
}

/// Pool of 100 million: A 80, B 10, sub 10; reserve of 1 million filled at closing.
inline Terms small_deal() {
  using Kind = Claim::Kind;
  Terms terms;
  terms.closing = ymd(2022, 1, 1);
  for (unsigned m : {1U, 4U, 7U, 10U}) {
    const core::Date to = m == 10 ? ymd(2023, 1, 1) : ymd(2022, m + 3, 1);
    terms.periods.push_back({ymd(2022, m, 1), to, to});
  }
  terms.pool_balance = core::yuan(100'000'000);
  Account reserve{"reserve", core::yuan(1'000'000), {}, 0};
  reserve.target = {number(0.01), metric(Metric::pool_balance), operation(Operation::multiply)};
  terms.accounts = {{"collection", {}, {}, 0}, reserve};
  using cash::Flow;
  for (const Flow flow : {Flow::interest, Flow::principal, Flow::prepayment, Flow::recovery})
    terms.collect.emplace_back(flow, "collection");
  Fee trustee{"trustee", {}, true};
  trustee.amount = {number(0.001), metric(Metric::pool_balance_before),
                    operation(Operation::multiply)};
  terms.fees = {trustee, {"audit", {number(1'000'000)}, false}};
  terms.tranches = {tranche("A", 80'000'000, 0.036), tranche("B", 10'000'000, 0.05),
                    tranche("sub", 10'000'000, 0)};
  terms.tranches[2].residual = true;
  terms.supporters = {{"commitment", core::yuan(5'000'000), false, 0, 0}};
  const Step fees = step(pay({{Kind::fee, "trustee"}, {Kind::fee, "audit"}}, {"collection"}));
  const Step senior = step(pay({{Kind::interest, "A"}}, {"collection", "reserve"}, {"commitment"}));
  const Step turbo = step(pay({{Kind::principal, "A"}}, {"collection"}));
  const Step mezzanine = step(pay({{Kind::interest, "B"}}, {"collection"}));
  const Step principal_b = step(pay({{Kind::principal, "B"}}, {"collection"}));
  const Step refill = step(pay({{Kind::reserve, "reserve"}}, {"collection"}));
  const Step thanks = step(pay({{Kind::reimbursement, "commitment"}}, {"collection"}));
  const Step residual = step(pay({{Kind::residual, "sub"}}, {"collection"}));
  terms.waterfalls = {
      {"normal", {fees, senior, mezzanine, refill, turbo, principal_b, thanks, residual}},
      {"accelerated", {fees, senior, turbo, mezzanine, principal_b, thanks, residual}}};
  Trigger defaults;
  defaults.id = "defaults";
  defaults.when = {metric(Metric::cumulative_default_rate), number(0.1),
                   operation(Operation::above)};
  defaults.status = "accelerated";
  terms.triggers = {defaults};
  return terms;
}

}  // namespace zheli::waterfall
