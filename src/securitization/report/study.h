// What a structurer asks of a deal, as sheets: prices, implied ratings, sizes, what banding
// together brings each firm. Plain figures of pricing/, gathered. Tested by
// tests/cases/cli/deal.sh.
#pragma once

#include <cstdint>

#include "securitization/credit/pool.h"
#include "securitization/deal/deal.h"
#include "securitization/deal/schedules.h"
#include "securitization/pricing/losses.h"
#include "securitization/pricing/rating.h"
#include "securitization/pricing/sizing.h"
#include "securitization/report/sheet.h"
#include "securitization/report/words.h"

namespace zheli::report {

/// A deal with all that its figures rest on; the parts must outlive it.
struct Study {
  const deal::Deal& deal;
  const credit::Pool& pool;
  const waterfall::Program& program;
  const waterfall::Program& unsupported;  ///< the same terms, its supporters good for nothing
  const pricing::RatingScale& scale;
  const pricing::LargeObligorTest& large_obligors;
};

/// One row a tranche: what its mean payments are worth on the deal's curve, their yield, spread,
/// life and sensitivity; of the residual the internal rate of return. Errors: the curve.
core::Result<Sheet> prices(const Study& study, const pricing::Losses& losses, Language language);

/// The deal's terms with supporters that stand and pay nothing: the pool alone.
waterfall::Terms without_support(waterfall::Terms terms);

/// One row a tranche: the rating of the pool alone (`alone`: losses of the unsupported program), of
/// its supporter, of both together, how many of the largest borrowers it survives, and the rating
/// that the stricter test leaves.
Sheet ratings(const Study& study, const pricing::Losses& alone, const pricing::Losses& backed,
              Language language);

/// One row a tranche: the size that meets its target beside the size in the deal.
Sheet sizing(const Study& study, const pricing::Sizing& found, Language language);

/// The pool of the first 1, 2 … n firms: risk and the subordination that the senior's target needs.
Sheet bands(const Study& study, Language language);

/// One row a firm: its rate alone, its cost in the deal with the subsidy, what it saves and the
/// fair share of what all save. `seed` orders the coalitions. Errors: a firm whose cost has no
/// root.
core::Result<Sheet> costs(const Study& study, std::uint64_t seed, int threads, Language language);

}  // namespace zheli::report
