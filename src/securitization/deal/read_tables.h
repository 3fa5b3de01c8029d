// The tables of a deal's folder → who borrows, what is lent, licensed and pledged. Tested by
// read_deal_test.cc and tests/fuzz/deal_fuzz.cc.
#pragma once

#include <string_view>

#include "files/problem.h"
#include "securitization/deal/deal.h"

namespace zheli::deal {

/// Each appends a file's rows to the deal and reports what is wrong with them: an id twice, a
/// borrower that is not there, what would be paid after the deal's last date. The deal's dates are
/// read before, and the borrowers before the rest.
void read_borrowers(std::string_view bytes, Deal& deal, files::Findings& findings);
void read_loans(std::string_view bytes, Deal& deal, files::Findings& findings);
void read_licences(std::string_view bytes, Deal& deal, files::Findings& findings);

/// Loans and rights are read before.
void read_pledges(std::string_view bytes, Deal& deal, files::Findings& findings);

/// And sets the day on which all rights were valued.
void read_rights(std::string_view bytes, Deal& deal, files::Findings& findings);

}  // namespace zheli::deal
