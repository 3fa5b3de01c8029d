// A small issue for the programme's tests: the waterfall's small deal over three loans, its
// tranches held by a few synthetic investors. Tested by life_test.cc, which uses it.
#pragma once

#include "core/check.h"
#include "securitization/programme/life.h"
#include "securitization/waterfall/small_deal.h"

namespace zheli::programme {

inline constexpr core::Money kLot = core::yuan(10'000);

inline std::shared_ptr<const waterfall::Program> program_of(waterfall::Terms terms) {
  waterfall::Compilation compilation = waterfall::compile(std::move(terms));
  CHECK(compilation.program.has_value());
  return std::make_shared<const waterfall::Program>(std::move(*compilation.program));
}

/// Every tranche: 30 % of "investor-a", 70 % of "investor-b".
inline std::map<std::string, Holders> held_by_two(const waterfall::Terms& terms) {
  std::map<std::string, Holders> to;
  for (const waterfall::Tranche& one : terms.tranches) {
    const core::Money part{one.size.fen / (kLot.fen * 10) * 3 * kLot.fen};
    to.emplace(one.id, Holders::allot({{"investor-a", part}, {"investor-b", one.size - part}},
                                      one.size, kLot)
                           .take());
  }
  return to;
}

inline Issue small_issue() {
  Issue to;
  to.program = program_of(waterfall::small_deal());
  to.pool = {{"L1", core::yuan(50'000'000)},
             {"L2", core::yuan(30'000'000)},
             {"L3", core::yuan(20'000'000)}};
  to.holders = held_by_two(to.program->terms());
  return to;
}

/// A period in which every loan pays 1.25 % interest on what it owed and nothing else.
inline Report sound(const Report& before) {
  Report to = before;
  for (Serviced& one : to) {
    const core::Money interest{one.balance.fen / 80};
    one = {interest, interest, {}, {}, {}, {}, 0, false, one.balance};
  }
  return to;
}

/// Settles the next period as the record gives it.
inline core::Result<Life> settle(const Life& life) {
  const auto order = life.order(life.settled());
  if (!order) return order.error();
  return life.with(Settled{life.settled(), hash_of(order.value()), "maker", "checker"});
}

}  // namespace zheli::programme
