// The subordination that every coalition of a group of firms needs, all 2^firms of them, exactly as
// banding.h has it: what the exact Shapley value of banding together rests on. Tested by
// coalitions_test.cc against needed(), coalition by coalition.
//
// By recursion over subsets: firms are taken in blocks that are independent given the global factor
// (a sector, or a few firms where sectors share nothing). A block's law given the factor is summed
// over the sector's factor once for each of its subsets; laws of several blocks are made by adding
// one block's subset to those before it; of the last block no law is made: its few losses are held
// against the tail of the others. A firm more needs no less, and at most its own loss more, so that
// each search is short. Source of the law: Andersen, Sidenius, Basu (2003), as banding.h.
#pragma once

#include <optional>
#include <vector>

#include "securitization/pricing/banding.h"

namespace zheli::pricing {

/// Firms that all coalitions are counted of.
constexpr int kCoalitionFirmsMost = 20;
/// Of one sector: its subsets times their defaults are 3^firms.
constexpr int kSectorFirmsMost = 8;

/// [mask] fen, as needed(banding, firms of the mask).supported, or .alone. Nothing where there are
/// more than kCoalitionFirmsMost firms or more than kSectorFirmsMost in a sector that shares a
/// factor. The same digits on any number of threads.
///
/// Cost: for n firms 2^n searches, and 2^n / (subsets of the last block) laws of as many units as
/// may be lost: a second or two for 20 firms of 5 sectors and 400 units.
std::optional<std::vector<double>> needed_of_all(const Banding& banding, bool supported,
                                                 int threads);

}  // namespace zheli::pricing
