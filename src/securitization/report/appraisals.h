// Appraised rights as tables and pictures. Tested by tests/cases/cli/value.sh and looked at in the
// browser.
#pragma once

#include <vector>

#include "securitization/report/page.h"
#include "securitization/report/sheet.h"
#include "securitization/report/words.h"
#include "securitization/valuation/track.h"
#include "securitization/valuation/uncertainty.h"

namespace zheli::report {

/// One line a right: how it stands, what each method finds, value and interval, pledge and sale.
Sheet appraisals(const valuation::Portfolio& portfolio, const valuation::Ranges& ranges,
                 Language language);

/// Sums by owner, and of all.
Sheet owners(const valuation::Portfolio& portfolio, const valuation::Ranges& ranges,
             Language language);

/// What each driver alone would change, the widest first; beside it as a picture.
Sheet swings(const valuation::Portfolio& portfolio, Language language);
Section swing_section(const valuation::Portfolio& portfolio, Language language);

/// Why values changed since the appraisals before.
Sheet changes(const valuation::Portfolio& portfolio, const std::vector<valuation::Entry>& track,
              Language language);

/// The annual fees that fall due within a year of the appraisal.
Sheet fees_due(const valuation::Portfolio& portfolio, Language language);

}  // namespace zheli::report
