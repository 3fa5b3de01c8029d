// The rating that a risk implies, after tables of what each rating allows: for the pool alone, for
// the supporter alone, for both together, and capped by how many of the largest borrowers a tranche
// survives. An implied rating is a computed figure, not an agency's opinion.
//
// The tables are data (deals/tables): default rates and expected losses by rating and year, and how
// many of the largest borrowers a rating must survive. docs/methods/pricing.md says where they come
// from and what is unconfirmed.
//
// Tested by rating_test.cc.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "files/problem.h"
#include "securitization/credit/default_table.h"
#include "securitization/pricing/losses.h"

namespace zheli::pricing {

/// The place of a rating in a scale: 0 is the best; ratings().size() is "below all".
using Grade = std::size_t;

/// What each rating allows.
class RatingScale {
 public:
  /// Both tables as credit::DefaultTable reads them; a finding where they rate differently, where a
  /// better rating allows more than a worse one in some year, or where one has no ratings.
  static RatingScale make(credit::DefaultTable default_rates, credit::DefaultTable expected_losses,
                          files::Findings& findings);

  const std::vector<std::string>& ratings() const { return default_rates_.ratings(); }
  /// The rating's name; "" below all.
  std::string name(Grade grade) const;
  /// Its grade; nothing where the scale lacks it.
  std::optional<Grade> grade(std::string_view rating) const;

  /// The best rating that allows a probability of default (an expected loss) over `years` ≥ 0. At
  /// 0 years only 0 is allowed.
  Grade by_default(double probability, double years) const;
  Grade by_loss(double expected_loss, double years) const;

  /// The probability of default that a rating of the scale allows over `years`.
  std::optional<double> allowed(std::string_view rating, double years) const {
    return default_rates_.probability(rating, years);
  }

 private:
  RatingScale(credit::DefaultTable default_rates, credit::DefaultTable expected_losses)
      : default_rates_(std::move(default_rates)), expected_losses_(std::move(expected_losses)) {}
  credit::DefaultTable default_rates_;
  credit::DefaultTable expected_losses_;
};

/// A tranche's risk as a simulation saw it, and the ratings that it implies.
struct Assessment {
  double expected_loss = 0;        ///< of its size
  double default_probability = 0;  ///< of interest paid late or of a loss
  double life = 0;                 ///< years, weighted average of mean principal
  Grade by_loss = 0;
  Grade by_default = 0;
  Grade grade = 0;    ///< the worse of the two
  Grade assured = 0;  ///< the same at the upper end of the sampling error: what so many paths prove
};

/// Of tranche number `tranche`; its life is counted from `closing`. The upper end is the mean plus
/// 1.645 standard errors (95 %, one-sided), and where no path was hit, 3 / paths for the
/// probability (the rule of three) and as much for the loss.
Assessment assess(const RatingScale& scale, const Losses& losses, int tranche, core::Date closing);

/// The probability that two default together, each with its own probability, under a Gaussian
/// copula: Φ₂(Φ⁻¹(p), Φ⁻¹(q); correlation). For a tranche and its supporter it is what a full
/// commitment leaves of the tranche's default probability. p and q in [0, 1], correlation in
/// [−1, 1], else CHECK; to about 1e-12.
///
/// Source: the integral of Plackett (1954) over the correlation, as in A. Genz, "Numerical
/// computation of rectangular bivariate and trivariate normal and t probabilities" (2004).
double both_default(double p, double q, double correlation);

/// How many of the largest borrowers a tranche must survive to have a rating.
class LargeObligorTest {
 public:
  /// Reads `rating,largest`: each rating of the scale once, a better one never less than a worse
  /// one. Whatever is wrong is a finding.
  static LargeObligorTest read(std::string_view bytes, const RatingScale& scale,
                               files::Findings& findings);

  /// The best grade that a tranche may have that survives the default of the `survived` largest.
  Grade cap(int survived) const;

 private:
  std::vector<int> largest_;  ///< [grade]
};

}  // namespace zheli::pricing
