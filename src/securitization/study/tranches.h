// What is asked of a deal's tranches: what they are worth, which rating their risk implies, how
// large they may be. Formulas and sources: docs/methods/pricing.md.
//
// Tested by tranches_test.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "securitization/pricing/sizing.h"
#include "securitization/study/model.h"

namespace zheli::study {

/// What a tranche's mean payments are worth.
struct Price {
  double price = 0;                  ///< on the deal's curve, of the size
  std::optional<double> yield;       ///< bought at its size; of a residual: its return
  std::optional<double> z_spread;    ///< over the deal's curve, at its size
  double life = 0;                   ///< years, weighted average of mean principal
  pricing::Sensitivity sensitivity;  ///< at `yield`; all 0 without one
  double expected_loss = 0;          ///< of the size
};

/// [tranche] out of losses of the deal as it is. Errors: the deal's curve.
core::Result<std::vector<Price>> prices(const Model& model, const pricing::Losses& losses);

/// A supporter that a step of some waterfall calls for a tranche's interest or principal.
struct Backer {
  int supporter = 0;
  std::string rating;  ///< its party's own
};

/// The ratings that a tranche's risk implies, and how much may fail until it is hurt.
struct Rated {
  int tranche = 0;
  pricing::Grade alone = 0;     ///< of the pool without supporters
  std::vector<Backer> backers;  ///< who may be called for it, in the deal's order
  pricing::Grade together = 0;
  int survives = 0;                  ///< defaults of the largest borrowers, supporters standing
  pricing::Grade cap = 0;            ///< the best that a tranche surviving so many may have
  pricing::Grade implied = 0;        ///< the worse of `together` and `cap`
  std::optional<double> break_even;  ///< share of each loan, pool alone; nothing: hurt at 0
  int may_fail = 0;                  ///< largest borrowers, pool alone; −1: hurt at none
};

/// Each tranche but residual ones, in the deal's order. `alone` are the losses of Support::none,
/// `together` those of the deal as it is.
std::vector<Rated> ratings(const Model& model, const pricing::Losses& alone,
                           const pricing::Losses& together);

/// The largest tranches that reach the deal's target ratings, all tried on the same paths, in steps
/// of 1/200 of the issue. Errors: a tranche before the last without a target, or a target that the
/// scale lacks; each says what to write.
core::Result<pricing::Sizing> sizes(const Model& model, const Paths& paths);

}  // namespace zheli::study
