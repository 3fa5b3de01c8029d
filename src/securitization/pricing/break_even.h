// How much may fail until a tranche is hurt: named firms that fail altogether, or a share of every
// loan. No chance in it: pools that were stressed by plain arithmetic run through the deal's own
// waterfall, all at once as columns of one block.
//
// Tested by break_even_test.cc.
#pragma once

#include <vector>

#include "securitization/credit/pool.h"
#include "securitization/pricing/simulate.h"

namespace zheli::pricing {

/// Which part of each name fails, [name] in [0, 1].
using Failing = std::vector<double>;

/// The pool's collections, one path for each way of failing. The failing part of a name pays
/// nothing from period `when` on, 0 the first; what of it is outstanding then defaults, and its
/// part of the mean recovery, at most what defaulted, comes `lag` periods later, if there is such a
/// period. The rest pays as scheduled. Balances and interest are rounded half to even name by name.
cash::Collections stressed(const std::vector<credit::Name>& names,
                           const std::vector<Failing>& paths, int when);

/// Numbers of the names by what they owe, the largest first; as much: the earlier one.
std::vector<std::size_t> by_size(const std::vector<credit::Name>& names);

/// Which tranches are unhurt, [way of failing][tranche]: all interest paid on time, nothing owed in
/// the end. `support` is certain or none.
std::vector<std::vector<bool>> unhurt(const waterfall::Program& program,
                                      const std::vector<credit::Name>& names,
                                      const std::vector<Failing>& paths, int when, Support support);

/// How many of the names may fail altogether in period `when`.
struct FirmsThatMayFail {
  int largest_first = 0;   ///< the worst case: the large-obligor test asks for 1 … 5 of these
  int smallest_first = 0;  ///< the best case
};

/// [tranche] the largest n such that the first 0 … n may all fail. −1: hurt though none fails.
std::vector<FirmsThatMayFail> firms_that_may_fail(const waterfall::Program& program,
                                                  const std::vector<credit::Name>& names, int when,
                                                  Support support);

/// [tranche] the largest x up to `most` such that it is unhurt while each name fails to the part
/// min(1, x · weight), to 1/65536 of `most`; −1: hurt even at 0. With all weights 1 and most 1: the
/// break-even default rate. With each name's own default probability: the multiple of expected
/// defaults (CDR multiple) that the tranche bears.
std::vector<double> break_even(const waterfall::Program& program,
                               const std::vector<credit::Name>& names,
                               const std::vector<double>& weights, double most, int when,
                               Support support);

}  // namespace zheli::pricing
