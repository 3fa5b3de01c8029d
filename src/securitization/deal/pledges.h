// Which rights cover which loans: a right that is pledged for several loans is divided among them,
// so that it covers what it is pledged for once. Tested by pledges_test.cc.
//
// A right is divided by the loans' balances at the cut-off day, whoever their borrowers are: a loan
// split in two is covered as before. A loan that states its own liquidation value stands at that,
// instead of its part, and leaves the others' parts as they are.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "files/problem.h"
#include "securitization/deal/deal.h"

namespace zheli::deal {

class Pledges {
 public:
  /// Ids of loans are unique; `deal` must outlive this.
  explicit Pledges(const Deal& deal);

  /// The rights a loan is pledged with, in the order of rights.csv: those it names, or all of its
  /// borrower's where it names none.
  const std::vector<const Right*>& of(const Loan& loan) const;

  /// balance / balances of all loans that are pledged with the right; 0 where they are all 0.
  double part(const Loan& loan, const Right& right) const;

  /// Σ part · value over the loan's rights, in fen.
  double value_fen(const Loan& loan) const;

  /// balance / value_fen; infinity where nothing of value is pledged.
  double loan_to_value(const Loan& loan) const;

  /// What the sale of the pledged rights would bring, by borrower id: each loan's stated value or
  /// its parts, and what licences state. Parts are rounded so that they add up to the right's
  /// value to the fen; a borrower of whom nothing is pledged or stated is left out.
  std::map<std::string, core::Money> liquidation_values() const;

  /// Loans that share rights and state more, together, than their parts of those rights bring: at
  /// the last of them in loans.csv. Loans without a right in rights.csv state what they like.
  std::vector<files::Problem> overstated() const;

 private:
  double brought_fen(const Loan& loan) const;
  std::vector<std::vector<const Loan*>> groups() const;

  const Deal& deal_;
  std::map<std::string, std::vector<const Right*>> rights_;  // by loan id
  std::map<const Right*, std::vector<const Loan*>> loans_;   // that share it
  std::map<const Right*, core::Money> balance_;              // of all of them
};

}  // namespace zheli::deal
