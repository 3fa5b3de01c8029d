// A deal made ready to be simulated and rated: what `zheli deal` commands that need losses share.
// Tested by tests/cases/cli/deal.sh.
#pragma once

#include "cli/deal_options.h"
#include "securitization/credit/simulator.h"
#include "securitization/pricing/rating.h"
#include "securitization/pricing/simulate.h"
#include "securitization/report/study.h"

namespace zheli::cli {

/// How many paths, of which seed, on how many threads.
struct PathOptions {
  std::int64_t paths = 0;
  std::uint64_t seed = 20210713;
  int threads = 0;  ///< 0: all of the machine

  /// As options of a command; this must outlive it.
  std::vector<Option> described();
  int thread_count() const;
};

class DealModel {
 public:
  /// Reads everything; prints problems and throws Exit{1} where there are any.
  explicit DealModel(const DealOptions& options);
  DealModel(const DealModel&) = delete;

  const deal::Deal& deal() const { return deal_; }
  const credit::Simulator& simulator() const { return simulator_; }
  const waterfall::Program& program() const { return program_; }
  const waterfall::Program& unsupported() const { return unsupported_; }
  const pricing::RatingScale& scale() const { return scale_; }
  report::Study study() const {
    return {deal_, simulator_.pool(), program_, unsupported_, scale_, large_obligors_};
  }

  /// The simulator's paths of a seed.
  pricing::Sources sources(std::uint64_t seed) const;

 private:
  deal::Deal deal_;
  credit::Simulator simulator_;
  waterfall::Program program_, unsupported_;
  pricing::RatingScale scale_;
  pricing::LargeObligorTest large_obligors_;
};

}  // namespace zheli::cli
