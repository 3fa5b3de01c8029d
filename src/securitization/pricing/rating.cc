#include "securitization/pricing/rating.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/check.h"
#include "core/random.h"
#include "files/table.h"
#include "files/yaml_tree.h"
#include "securitization/pricing/normal.h"

namespace zheli::pricing {
namespace {

/// One-sided 95 %.
constexpr double kUpper = 1.645;
/// With no event in n paths, the probability is below 3/n with 95 %.
constexpr double kRuleOfThree = 3;

Grade best_that_allows(const credit::DefaultTable& table, double risk, double years) {
  const std::vector<std::string>& ratings = table.ratings();
  for (Grade grade = 0; grade < ratings.size(); ++grade) {
    if (risk <= *table.probability(ratings[grade], years)) return grade;
  }
  return ratings.size();
}

void check_order(const credit::DefaultTable& table, const std::string& what,
                 files::Findings& findings) {
  const std::vector<std::string>& ratings = table.ratings();
  if (ratings.empty()) findings.add(0, "the table of " + what + " has no rating");
  constexpr int kYears = 10;
  for (std::size_t i = 1; i < ratings.size(); ++i) {
    for (int year = 1; year <= kYears; ++year) {
      if (*table.probability(ratings[i - 1], year) <= *table.probability(ratings[i], year))
        continue;
      findings.add(0, fmt::format("{} allows more {} than {} in year {}; ratings go from the best "
                                  "to the worst",
                                  ratings[i - 1], what, ratings[i], year));
      break;
    }
  }
}

/// Φ⁻¹ polished by Halley's steps, so that tails are right to the last digits.
double inverse(double p) {
  double z = core::inverse_normal(p);
  for (int i = 0; i < 2; ++i) {
    const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
    const double off = (normal(z) - p) / density;
    z -= off / (1 + z * off / 2);
  }
  return z;
}

}  // namespace

RatingScale RatingScale::make(credit::DefaultTable default_rates,
                              credit::DefaultTable expected_losses, files::Findings& findings) {
  check_order(default_rates, "default rates", findings);
  check_order(expected_losses, "expected losses", findings);
  if (default_rates.ratings() != expected_losses.ratings())
    findings.add(0, "default rates and expected losses must have the same ratings in one order");
  return {std::move(default_rates), std::move(expected_losses)};
}

std::string RatingScale::name(Grade grade) const {
  return grade < ratings().size() ? ratings()[grade] : "";
}

std::optional<Grade> RatingScale::grade(std::string_view rating) const {
  const auto at = std::find(ratings().begin(), ratings().end(), rating);
  if (at == ratings().end()) return std::nullopt;
  return static_cast<Grade>(at - ratings().begin());
}

Grade RatingScale::by_default(double probability, double years) const {
  return best_that_allows(default_rates_, probability, years);
}

Grade RatingScale::by_loss(double expected_loss, double years) const {
  return best_that_allows(expected_losses_, expected_loss, years);
}

Assessment assess(const RatingScale& scale, const Losses& losses, int tranche, core::Date closing) {
  const TrancheLosses of = losses.tranche(tranche);
  Assessment to;
  to.expected_loss = of.expected_loss;
  to.default_probability = of.missed_probability;
  to.life = weighted_average_life(losses.principal(tranche), closing);
  to.by_loss = scale.by_loss(to.expected_loss, to.life);
  to.by_default = scale.by_default(to.default_probability, to.life);
  to.grade = std::max(to.by_loss, to.by_default);
  const double paths = std::max(1.0, static_cast<double>(losses.paths()));
  const double p = to.default_probability;
  const double least = kRuleOfThree / paths;
  const double upper_p = std::max(least, p + kUpper * std::sqrt(p * (1 - p) / paths));
  const double upper_loss =
      std::max(of.loss_probability > 0 ? 0 : least, to.expected_loss + kUpper * of.standard_error);
  to.assured = std::max(scale.by_loss(upper_loss, to.life), scale.by_default(upper_p, to.life));
  return to;
}

double both_default(double p, double q, double correlation) {
  CHECK(p >= 0 && p <= 1 && q >= 0 && q <= 1 && std::abs(correlation) <= 1);
  if (p == 0 || q == 0) return 0;
  if (p == 1) return q;
  if (q == 1) return p;
  if (correlation == 1) return std::min(p, q);
  if (correlation == -1) return std::max(0.0, p + q - 1);
  // Φ₂(h, k; ρ) = Φ(h)Φ(k) + 1/2π ∫₀^asin ρ exp(−(h² + k² − 2hk sin θ)/(2 cos² θ)) dθ, by
  // Simpson's rule: smooth, and flat to all orders where ρ nears ±1.
  const double h = inverse(p), k = inverse(q), end = std::asin(correlation);
  constexpr int kSteps = 2000;
  double sum = 0;
  for (int i = 0; i <= kSteps; ++i) {
    const double angle = end * i / kSteps, s = std::sin(angle), c = std::cos(angle);
    const double weight = i == 0 || i == kSteps ? 1 : i % 2 == 1 ? 4 : 2;
    sum += weight * std::exp(-(h * h + k * k - 2 * h * k * s) / (2 * c * c));
  }
  return p * q + sum * (end / kSteps / 3) / (2 * std::numbers::pi);
}

LargeObligorTest LargeObligorTest::read(std::string_view bytes, const RatingScale& scale,
                                        files::Findings& findings) {
  LargeObligorTest to;
  to.largest_.assign(scale.ratings().size(), -1);
  if (!files::readable(bytes, findings)) return to;
  files::Table table;
  files::read_table(bytes, {"rating", "largest"}, {}, findings, table);
  for (files::Row& row : table.rows) {
    const std::string rating = row.text("rating");
    constexpr int kMost = 1000;
    const int largest = row.whole("largest", 0, kMost);
    const std::optional<Grade> grade = scale.grade(rating);
    if (!grade) {
      row.problem(files::unknown("rating", rating, scale.ratings()));
      continue;
    }
    if (to.largest_[*grade] >= 0) row.problem("rating " + rating + " stands twice; keep one");
    to.largest_[*grade] = largest;
  }
  for (Grade grade = 0; grade < to.largest_.size(); ++grade) {
    if (to.largest_[grade] < 0) findings.add(0, "rating " + scale.name(grade) + " has no row");
    if (grade > 0 && to.largest_[grade] > to.largest_[grade - 1])
      findings.add(0, scale.name(grade) + " must not survive more than " + scale.name(grade - 1));
  }
  return to;
}

Grade LargeObligorTest::cap(int survived) const {
  Grade grade = 0;
  while (grade < largest_.size() && largest_[grade] > survived) ++grade;
  return grade;
}

}  // namespace zheli::pricing
