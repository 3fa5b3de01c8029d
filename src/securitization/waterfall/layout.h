// Where a deal's figures lie: one row of columns for each running figure and each line of a payment
// date. Tested by program_test.cc.
#pragma once

#include "securitization/waterfall/terms.h"

namespace zheli::waterfall {

/// The running figures of a deal, one row of columns each (`Program::row`).
enum class Figure {
  account,        ///< of an account: its balance
  balance,        ///< of a tranche
  interest_due,   ///< of a tranche, unpaid
  fee_due,        ///< of a fee, unpaid
  drawn,          ///< of a supporter: drawn, not yet reimbursed
  used,           ///< of a supporter: counted against its limit
  arrears,        ///< of a tranche: part of interest due that is interest on unpaid interest
  earned,         ///< of a supporter: premium and interest due to it
  standing,       ///< of a supporter: 1 or 0
  active,         ///< of a trigger: 1 or 0
  called,         ///< the pool was sold: 1 or 0
  status,         ///< number of the waterfall in force
  pool_before,    ///< performing balance before the period
  flow,           ///< of a cash::Flow: in the period, less what went with a sold pool
  all_defaulted,  ///< since closing
};
constexpr int kFigures = 15;

/// What a deal did on one payment date, one row of columns each (`Program::line`). Flows in fen.
enum class Line {
  received,         ///< collected from the pool into accounts
  fee_unpaid,       ///< of a fee, after the date
  interest_unpaid,  ///< of a tranche, after the date; what was deferred is in its balance
  balance,          ///< of a tranche, after the date
  account,          ///< of an account: its balance after the date
  status,           ///< number of the waterfall that paid
  flow,             ///< of a cash::Flow: less what went with a sold pool, with what bought loans
                    ///< brought; no rows where the pool can do neither
  // From here on what steps add to; it is 0 before the date.
  reinvested,      ///< of an account: earned on its balance
  sold,            ///< got for the pool on the clean-up call
  bought,          ///< spent on new loans
  fee_paid,        ///< of a fee
  interest_paid,   ///< of a tranche; of the residual one: its yield
  principal_paid,  ///< of a tranche
  called,          ///< from a supporter
  reimbursed,      ///< to a supporter
  earned_paid,     ///< to a supporter: premium and interest
};
constexpr Line kFirstSummed = Line::reinvested;
constexpr int kLines = 16;

/// Rows by kind and number, in the order of the terms' lists.
class Layout {
 public:
  explicit Layout(const Terms& terms);

  int row(Figure figure, int of = 0) const { return first_row_[static_cast<int>(figure)] + of; }
  int rows() const { return first_row_[kFigures]; }
  int line(Line line, int of = 0) const { return first_line_[static_cast<int>(line)] + of; }
  int lines() const { return first_line_[kLines]; }

 private:
  int first_row_[kFigures + 1] = {};
  int first_line_[kLines + 1] = {};
};

}  // namespace zheli::waterfall
