// What a simulation found, as sheets. Tested by tests/cases/cli/deal.sh.
#pragma once

#include <vector>

#include "securitization/deal/deal.h"
#include "securitization/pricing/losses.h"
#include "securitization/report/page.h"
#include "securitization/report/sheet.h"
#include "securitization/report/words.h"

namespace zheli::report {

/// One row a tranche, then one a supporter.
std::vector<Sheet> losses(const deal::Deal& deal, const pricing::Losses& losses, Language language);

/// How likely each tranche loses more than 0 %, 2 %, … of its size, drawn and as a sheet.
Section loss_section(const deal::Deal& deal, const pricing::Losses& losses, Language language);

}  // namespace zheli::report
