// A shelf (储架): how much may be issued until when, what has been issued under it, and what each
// supporter may still be called for, whichever issue calls: one cap for all of them. A value;
// `with` adds what happened, or says why it cannot be. Tested by shelf_test.cc.
//
// What issues drew is entered with each payment date. A life (life.h) knows the limits of its own
// terms only: an order that calls more than available() is to be refused here before it is given.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/money.h"

namespace zheli::programme {

/// An issue under the shelf, from the day it is established.
struct Issuance {
  std::string id;
  core::Date on;
  core::Money size;
};

/// What a supporter paid for an issue, or got back of it (negative).
struct Drawing {
  std::string issue, supporter;
  core::Money amount;
};

struct Approval {
  core::Money size;
  core::Date from, until;                   ///< [from, until): days on which it may issue
  std::map<std::string, core::Money> caps;  ///< by supporter, over all issues
};

/// Invariant: issued ≤ size; no supporter has more out than its cap, or less than nothing of an
/// issue.
class Shelf {
 public:
  explicit Shelf(Approval approval) : approval_(std::move(approval)) {}

  /// Errors: above what is left, outside the days, an id that is there or empty, a size of nothing.
  core::Result<Shelf> with(const Issuance& issuance) const;

  /// Errors: an unknown issue or supporter, more than is available, more back than the issue drew.
  core::Result<Shelf> with(const Drawing& drawing) const;

  core::Money used() const;
  core::Money left() const { return approval_.size - used(); }

  /// What a supporter's cap leaves, after what all issues have out; 0 of an unknown one.
  core::Money available(const std::string& supporter) const;

 private:
  core::Money out(const std::string& issue, const std::string& supporter) const;
  bool has(const std::string& issue) const;

  Approval approval_;
  std::vector<Issuance> issues_;
  std::vector<Drawing> drawings_;
};

}  // namespace zheli::programme
