// What people call the parts of a deal. Tested by study_test.cc.
#pragma once

#include <string>

#include "securitization/deal/deal.h"
#include "securitization/report/words.h"

namespace zheli::report {

/// The name of a fee, tranche, account or supporter in Chinese; its id in English, or without one.
std::string name_of(const deal::Deal& deal, const std::string& id, Language language);

/// A firm's name in Chinese, its id in English.
const std::string& name_of(const deal::Borrower& borrower, Language language);

}  // namespace zheli::report
