// What a structurer asked of a deal (study/), as sheets. Tested by study_test.cc.
#pragma once

#include <vector>

#include "securitization/deal/deal.h"
#include "securitization/report/sheet.h"
#include "securitization/report/words.h"
#include "securitization/study/firms.h"
#include "securitization/study/tranches.h"

namespace zheli::report {

/// One row a tranche: size, coupon, and what study::prices found.
Sheet prices(const deal::Deal& deal, const std::vector<study::Price>& prices, Language language);

/// One row a rated tranche: the ratings of the pool alone, of its supporter, of both together, how
/// many of the largest borrowers it survives, and the rating that the stricter test leaves.
Sheet ratings(const deal::Deal& deal, const pricing::RatingScale& scale,
              const std::vector<study::Rated>& rated, Language language);

/// One row a tranche: the size that meets its target beside the size in the deal.
Sheet sizing(const deal::Deal& deal, const pricing::RatingScale& scale,
             const pricing::Sizing& found, Language language);

/// One row for the pool of the first 1, 2 … n firms.
Sheet bands(const std::vector<pricing::Band>& bands, Language language);

/// One row a firm that borrows: its rate alone, its cost in the deal with the subsidy, what it
/// saves and the fair share of what all save.
Sheet costs(const deal::Deal& deal, const std::vector<study::Cost>& costs, Language language);

}  // namespace zheli::report
