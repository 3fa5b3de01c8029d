// A checked deal and the tables it is judged by → everything its figures rest on: borrowers that
// default together, the compiled waterfall, what each rating allows. What may be asked of it stands
// in tranches.h and firms.h.
//
// Tested by model_test.cc.
#pragma once

#include <cstdint>

#include "securitization/credit/simulator.h"
#include "securitization/credit/vectors.h"
#include "securitization/deal/deal.h"
#include "securitization/pricing/rating.h"
#include "securitization/pricing/simulate.h"

namespace zheli::study {

/// The tables of one agency: what each rating allows, and which failures it must survive.
struct Scale {
  pricing::RatingScale ratings;
  pricing::LargeObligorTest large_obligors;
};

class Model {
 public:
  /// `deal` as deal::read_deal gives it. Errors: a rating of a borrower or of a supporter that
  /// `default_rates` lacks.
  static core::Result<Model> make(deal::Deal deal, const credit::DefaultTable& default_rates,
                                  Scale scale);

  /// Without the dates on which nothing can come in (deal::without_idle_dates).
  const deal::Deal& deal() const { return deal_; }
  const credit::Pool& pool() const { return simulator_.pool(); }
  const credit::Simulator& simulator() const { return simulator_; }
  const waterfall::Program& program() const { return program_; }
  const Scale& scale() const { return scale_; }

 private:
  Model(deal::Deal deal, credit::Pool pool, Scale scale);

  deal::Deal deal_;
  credit::Simulator simulator_;
  waterfall::Program program_;
  Scale scale_;
};

/// How many paths, of which seed. The number of threads changes no digit.
struct Paths {
  std::int64_t count = 0;
  std::uint64_t seed = 0;
  int threads = 1;
};

/// What the tranches of the deal lose over the paths; of the pool alone: Support::none.
pricing::Losses losses(const Model& model, const Paths& paths, pricing::Support support);

/// Who is paid what on each date, on one path.
struct Projection {
  cash::Collections collected;
  waterfall::Statement paid;
};

/// The deal's projection under stated rates, without chance; no rates: all pay as scheduled.
/// Errors: as deal::each_schedule.
core::Result<Projection> project(const deal::Deal& deal, const waterfall::Program& program,
                                 const credit::Vectors& rates);

}  // namespace zheli::study
