// Which rights cover which loans, and with how much: a right that is pledged for several loans is
// divided among them, so that it covers what it is pledged for once. Tested by pledges_test.cc.
//
// What a right is worth goes to the pledges of the first rank, then to those of the next (民法典
// 第414条: registered pledges by their order, those of one rank by what they secure). Within a rank
// it is divided by the loans' balances at the cut-off day, whoever their borrowers are, each up to
// its secured amount where pledges.csv states one; what a capped pledge leaves goes to the others
// of its rank first. Without pledges.csv all are of one rank and secured whole: a loan split in two
// is covered as before. A loan that states its own liquidation value stands at that, instead of its
// part, and leaves the others' parts as they are.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "files/problem.h"
#include "securitization/deal/deal.h"

namespace zheli::deal {

class Pledges {
 public:
  /// Ids of loans are unique; `deal` must outlive this. Loans asked for are elements of deal.loans,
  /// else CHECK. Cost: n log n in loans and pledges.
  explicit Pledges(const Deal& deal);

  /// The rights a loan is pledged with, in the order of rights.csv: those of pledges.csv, else
  /// those it names, or all of its borrower's where it names none.
  std::vector<const Right*> of(const Loan& loan) const;

  /// What of its rights' values covers the loan, in fen.
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

  /// Rights that are pledged for loans of several firms and not, each time, with their rank in
  /// pledges.csv: one a right, at its line of rights.csv.
  std::vector<files::Problem> unranked_between_firms() const;

  /// The same for several loans of one firm: divided by their balances, which a register would not.
  std::vector<files::Problem> unranked_within_firms() const;

 private:
  /// One right's part for one loan.
  struct Part {
    const Right* right = nullptr;
    int rank = 1;
    double secured_fen = 0;  ///< at most; infinite: whole
    bool stated = false;     ///< in pledges.csv
    double value_fen = 0, sale_fen = 0;
  };
  struct Claim {
    std::size_t loan = 0;
    Part* part = nullptr;
  };

  void divide(std::vector<Claim>& claims);
  std::size_t number_of(const Loan& loan) const;
  double brought_fen(std::size_t loan) const;
  std::vector<std::vector<std::size_t>> groups() const;
  std::vector<files::Problem> unranked(bool between_firms) const;

  const Deal& deal_;
  std::vector<std::vector<Part>> parts_;                    // [loan], in rights.csv's order
  std::map<const Right*, std::vector<std::size_t>> loans_;  // that share it, in order
};

}  // namespace zheli::deal
