// Two borrowers, two loans, three rights, for the tests of this room.
#pragma once

#include "securitization/deal/deal.h"

namespace zheli::deal {

inline core::Date ymd(int y, unsigned m, unsigned d) {
  return {std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)};
}

/// L1 of F1: 6 million; its rights P1 and P2 are worth 12 million and bring 3 million.
/// L2 of F2: 3 million; its right P3 is worth 6 million and brings 1.5 million.
inline Deal small_pledges() {
  using core::yuan;
  Deal deal;
  deal.cut_off = ymd(2021, 6, 30);
  for (int year = 2021; year < 2024; ++year) {
    const core::Date to = ymd(year + 1, 6, 30);
    deal.terms.periods.push_back({ymd(year, 6, 30), to, to});
  }
  deal.borrowers = {{"F1", "", "a", "x", "BB", 0, 0}, {"F2", "", "b", "x", "BB", 0, 0}};
  Loan one;
  one.id = "L1";
  one.borrower = "F1";
  one.balance = yuan(6'000'000);
  one.rate = 0.055;
  one.start = ymd(2021, 1, 31);
  one.maturity = ymd(2024, 6, 29);
  one.line = 2;
  Loan other = one;
  other.id = "L2";
  other.borrower = "F2";
  other.balance = yuan(3'000'000);
  other.line = 3;
  deal.loans = {one, other};
  deal.terms.pool_balance = yuan(9'000'000);
  deal.rights = {{"P1", "F1", "patent", "", ymd(2030, 6, 29), yuan(8'000'000), yuan(2'000'000), 2},
                 {"P2", "F1", "patent", "", ymd(2025, 1, 1), yuan(4'000'000), yuan(1'000'000), 3},
                 {"P3", "F2", "patent", "", ymd(2030, 6, 29), yuan(6'000'000), yuan(1'500'000), 4}};
  deal.credit.recovery_share = 1;
  return deal;
}

/// Every loan in two of half the balance: L1 becomes L1a and L1b.
inline Deal split_in_halves(Deal deal) {
  std::vector<Loan> halves;
  for (Loan loan : deal.loans) {
    const std::string id = loan.id;
    loan.balance = {loan.balance.fen / 2};
    if (loan.liquidation_value) loan.liquidation_value = {loan.liquidation_value->fen / 2};
    for (const char* half : {"a", "b"}) {
      loan.id = id + half;
      loan.line = static_cast<int>(halves.size()) + 2;
      halves.push_back(loan);
    }
  }
  deal.loans = halves;
  return deal;
}

}  // namespace zheli::deal
