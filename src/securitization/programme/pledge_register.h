// The pledge register (质押登记) of a pool: which right secures which loan, from its registration
// (质权登记日; a pledge of IP exists from then on: 民法典第444条) to its release. A value; history
// only grows. A right secures one loan at a time. Tested by pledge_register_test.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/money.h"

namespace zheli::programme {

struct Registration {
  std::string right, loan;
  std::string number;  ///< 登记号, as the register gave it
  core::Date on;
  int rank = 1;         ///< as registered; 1 is paid first
  core::Money secured;  ///< 被担保债权数额
};

struct Release {
  std::string number;  ///< of the registration
  core::Date on;
  core::Money owed;  ///< on the loan that day
};

/// A registration and when it was released.
struct Entered {
  Registration registration;
  std::optional<core::Date> released;
};

class PledgeRegister {
 public:
  /// Errors: a right, loan or number without a name, a number that is there, a rank below 1,
  /// nothing secured, a right that secures a loan already or did so on that day.
  core::Result<PledgeRegister> with(const Registration& registration) const;

  /// Errors: an unknown number, one that was released, a day before the registration, a loan that
  /// is not repaid.
  core::Result<PledgeRegister> with(const Release& release) const;

  /// What stood at the end of a day, in the order of entry.
  std::vector<Registration> on(core::Date day) const;

  const std::vector<Entered>& history() const { return entries_; }

 private:
  std::vector<Entered> entries_;
};

}  // namespace zheli::programme
