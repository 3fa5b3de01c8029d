// The times of a repeated event: an anchor, a cycle, an end. Tested by rhythm_test.cc.
//
// Source: ACTUS technical specification, "Schedule" and "End Of Month Shift Convention".
#pragma once

#include <vector>

#include "securitization/contracts/terms.h"

namespace zheli::contracts {

/// The most events a contract may have, such as each day for fifty years; a schedule beyond it is
/// an Error.
constexpr std::size_t kEventsMax = 20'000;

/// The times s, s + c, s + 2c … before `end`; `end` itself where `with_end`. Without a cycle the
/// anchor alone; without an anchor nothing (or `end`). A long stub drops the last time before an
/// `end` that is off the cycle, unless it is the anchor.
///
/// Errors: more than kEventsMax times.
core::Result<std::vector<Time>> times(const Rhythm& rhythm, Time end, bool with_end,
                                      bool end_of_month);

/// The rhythm with its anchor: as given, or one cycle after the initial exchange.
Rhythm anchored(const Rhythm& rhythm, const ContractTerms& terms);

}  // namespace zheli::contracts
