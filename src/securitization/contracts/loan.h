// Running a loan's plan. Tested by contract_test.cc.
#pragma once

#include <vector>

#include "securitization/contracts/state.h"

namespace zheli::contracts {

/// The events of a PAM, LAM, NAM, ANN, LAX, CLM or UMP contract; see run() in contract.h.
core::Result<std::vector<Event>> run_loan(const ContractTerms& terms, const ObservedData& observed,
                                          std::optional<Time> until);

/// A loan that has been run once, to be asked for its state at any time.
class LoanHistory {
 public:
  /// Errors as for run_loan.
  static core::Result<LoanHistory> of(const ContractTerms& terms, const ObservedData& observed);

  /// The state after all events at or before `time`, with interest accrued to it.
  State at(Time time) const;

  /// The time of the last event.
  Time end() const { return end_; }

  std::size_t event_count() const { return states_.size() - 1; }

 private:
  explicit LoanHistory(const ContractTerms& terms) : terms_(terms) {}

  ContractTerms terms_;
  Plan plan_;
  std::vector<std::pair<Time, State>> states_;  // the first as of the status date
  Time end_{};
};

}  // namespace zheli::contracts
