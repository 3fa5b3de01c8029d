// The holders' book (持有人名册) of one tranche: who holds how much of its face, from the allotment
// on through every transfer, on any record date (权益登记日). Tested by holders_test.cc.
//
// What is kept is face: the size at closing. What of it is still outstanding, and what a payment
// brings each holder, are parts of the tranche's one figure, divided by face.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/money.h"

namespace zheli::programme {

struct Holding {
  std::string holder;
  core::Money face;

  bool operator==(const Holding&) const = default;
};

/// From the end of `on`: a snapshot of that day has it.
struct Transfer {
  core::Date on;
  std::string from, to;
  core::Money face;
};

/// Invariant: faces are above 0, each holder is there once, in the order of their names, and on
/// every day they add up to the size.
class Holders {
 public:
  /// Errors: no holder, an unnamed one or one that is there twice, a face that is no whole number
  /// of lots, faces that do not add up to `size`. `lot` is above 0 (CHECK).
  static core::Result<Holders> allot(std::vector<Holding> allotment, core::Money size,
                                     core::Money lot);

  /// Errors: earlier than the last transfer, a holder without a name or the same on both sides, no
  /// whole number of lots above 0, more than `from` holds; the book is then as it was.
  core::Result<Holders> with(const Transfer& transfer) const;

  /// At the end of a day.
  std::vector<Holding> on(core::Date day) const;

 private:
  Holders(std::vector<Holding> allotment, core::Money lot)
      : allotment_(std::move(allotment)), lot_(lot) {}

  std::vector<Holding> allotment_;
  core::Money lot_;
  std::vector<Transfer> transfers_;  // by day
};

/// `amount` by face, in whole fen: each the fen below its exact part, then one fen more to those
/// with the largest remainders, of equal ones to the first (largest remainder method, 最大余额法).
/// Parts add up to `amount`, and no part is a fen or more from the exact one. There is a holding
/// and `amount` is not negative (CHECK). n log n.
std::vector<core::Money> divide(core::Money amount, std::span<const Holding> among);

}  // namespace zheli::programme
