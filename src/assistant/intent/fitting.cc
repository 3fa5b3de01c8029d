#include "assistant/intent/fitting.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "assistant/intent/model.h"

namespace zheli::intent {
namespace {

constexpr double kNoMass = -30;
// Bayes' scores count so much beside the linear ones; docs/methods/intent.md.
constexpr float kBayesShare = 0.03F;

double log_sum_exp(std::span<const double> values) {
  if (values.empty()) return kNoMass;
  const double top = *std::max_element(values.begin(), values.end());
  double sum = 0;
  for (const double v : values) sum += std::exp(v - top);
  return top + std::log(sum);
}

std::vector<float> blended(const Judgement& judgement, float linear, float bayes) {
  std::vector<float> scores(judgement.linear.size());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    scores[i] = linear * judgement.linear[i] + bayes * judgement.bayes[i];
  }
  return scores;
}

/// Mean surprise at the truth, in nats, when blended scores are multiplied by `scale`.
double surprise(const std::vector<std::vector<float>>& scores, const std::vector<int>& truths,
                float scale) {
  double sum = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const float top = *std::max_element(scores[i].begin(), scores[i].end());
    float mass = 0;
    for (const float score : scores[i]) mass += std::exp(scale * (score - top));
    sum += scale * (top - scores[i][static_cast<std::size_t>(truths[i])]) + std::log(mass);
  }
  return sum / static_cast<double>(scores.size());
}

/// The scale of least surprise: temperature scaling, by a ternary search over its logarithm.
float fit_scale(const std::vector<Judgement>& judgements) {
  constexpr std::size_t kJudgedMax = 2500;  // enough for one number
  const std::size_t stride = std::max<std::size_t>(1, judgements.size() / kJudgedMax);
  std::vector<std::vector<float>> scores;
  std::vector<int> truths;
  for (std::size_t i = 0; i < judgements.size(); i += stride) {
    scores.push_back(blended(judgements[i], 1, kBayesShare));
    truths.push_back(judgements[i].label);
  }
  float low = std::log(0.5F);
  float high = std::log(64.0F);
  while (high - low > 0.02F) {
    const float a = low + (high - low) / 3;
    const float b = high - (high - low) / 3;
    if (surprise(scores, truths, std::exp(a)) < surprise(scores, truths, std::exp(b)))
      high = b;
    else
      low = a;
  }
  return std::exp((low + high) / 2);
}

/// Logistic regression by Newton's method with a little ridge.
std::vector<double> fit_logistic(const std::vector<Signs>& signs, const std::vector<bool>& truth) {
  constexpr std::size_t kN = std::tuple_size_v<Signs> + 1;
  constexpr double kRidge = 1.0;
  std::vector<double> w(kN, 0.0);
  for (int round = 0; round < 25; ++round) {
    std::array<std::array<double, kN + 1>, kN> system{};
    for (std::size_t i = 0; i < signs.size(); ++i) {
      const double p = logistic(w, signs[i]);
      const double slope = p - (truth[i] ? 1.0 : 0.0);
      const double curve = std::max(p * (1 - p), 1e-6);
      for (std::size_t a = 0; a < kN; ++a) {
        const double xa = a + 1 == kN ? 1.0 : signs[i][a];
        for (std::size_t b = 0; b < kN; ++b) {
          system[a][b] += curve * xa * (b + 1 == kN ? 1.0 : signs[i][b]);
        }
        system[a][kN] += slope * xa;
      }
    }
    for (std::size_t a = 0; a < kN; ++a) {
      system[a][a] += kRidge;
      system[a][kN] += kRidge * w[a];
    }
    // Gauss elimination; the ridge keeps every pivot away from zero.
    for (std::size_t a = 0; a < kN; ++a) {
      for (std::size_t b = 0; b < kN; ++b) {
        if (b == a) continue;
        const double ratio = system[b][a] / system[a][a];
        for (std::size_t c = a; c <= kN; ++c) system[b][c] -= ratio * system[a][c];
      }
    }
    double moved = 0;
    for (std::size_t a = 0; a < kN; ++a) {
      const double step = system[a][kN] / system[a][a];
      w[a] -= step;
      moved = std::max(moved, std::abs(step));
    }
    if (moved < 1e-6) break;
  }
  return w;
}

/// The value that at most `rate` of `values` exceed.
double upper_quantile(std::vector<double> values, double rate) {
  if (values.empty()) return 1;
  std::sort(values.begin(), values.end());
  const auto allowed = static_cast<std::size_t>(rate * static_cast<double>(values.size()));
  return values[values.size() - 1 - std::min(allowed, values.size() - 1)];
}

}  // namespace

Ranking rank(std::span<const float> log_odds, const std::vector<bool>& is_outside) {
  Ranking out;
  std::vector<double> inside;
  std::vector<double> outside;
  for (std::size_t l = 0; l < log_odds.size(); ++l) {
    (is_outside[l] ? outside : inside).push_back(log_odds[l]);
    (is_outside[l] ? out.outside : out.inside).push_back({static_cast<int>(l), log_odds[l]});
  }
  out.inside_log_mass = log_sum_exp(inside);
  out.outside_log_mass = log_sum_exp(outside);
  const auto finish = [](std::vector<Ranked>& labels, double mass) {
    const std::size_t kept = std::min<std::size_t>(labels.size(), 2 * Prediction::kRankedMax);
    std::partial_sort(labels.begin(), labels.begin() + static_cast<std::ptrdiff_t>(kept),
                      labels.end(), [](const Ranked& a, const Ranked& b) {
                        return a.probability != b.probability ? a.probability > b.probability
                                                              : a.label < b.label;
                      });
    labels.resize(kept);
    for (Ranked& one : labels) one.probability = std::exp(one.probability - mass);
  };
  finish(out.inside, out.inside_log_mass);
  finish(out.outside, out.outside_log_mass);
  return out;
}

Signs signs_of(const Ranking& ranking, std::span<const Neighbour> nearest,
               const std::vector<bool>& is_outside, float known, std::size_t characters) {
  const double top = ranking.inside.empty() ? 0 : ranking.inside[0].probability;
  const double second = ranking.inside.size() < 2 ? 0 : ranking.inside[1].probability;
  double near_inside = 0;
  double near_outside = 0;
  double near_same = 0;
  for (const Neighbour& one : nearest) {
    const bool out = is_outside[static_cast<std::size_t>(one.label)];
    (out ? near_outside : near_inside) =
        std::max<double>(out ? near_outside : near_inside, one.share);
    if (!ranking.inside.empty() && one.label == ranking.inside[0].label) {
      near_same = std::max<double>(near_same, one.share);
    }
  }
  const double odds = std::clamp(ranking.inside_log_mass - ranking.outside_log_mass, -15.0, 15.0);
  const double top_odds =
      ranking.outside.empty() || ranking.inside.empty()
          ? 15.0
          : std::clamp(ranking.inside_log_mass + std::log(top + 1e-9) - ranking.outside_log_mass -
                           std::log(ranking.outside[0].probability + 1e-9),
                       -15.0, 15.0);
  return {odds,
          top_odds,
          top,
          top - second,
          near_inside - near_outside,
          near_same,
          known,
          std::log(1.0 + static_cast<double>(characters)) / 5};
}

double logistic(const std::vector<double>& weights, const Signs& signs) {
  double sum = weights.back();
  for (std::size_t i = 0; i < signs.size(); ++i) sum += weights[i] * signs[i];
  return 1 / (1 + std::exp(-sum));
}

Fit fit_judgements(const std::vector<Judgement>& judgements, const std::vector<bool>& is_outside,
                   double wrongly_refused, double truth_not_covered) {
  Fit fit;
  fit.linear_scale = fit_scale(judgements);
  fit.bayes_scale = kBayesShare * fit.linear_scale;
  std::vector<Signs> signs;
  std::vector<bool> inside;
  std::vector<double> before_truth;  // probability of all labels ranked above the truth
  for (const Judgement& one : judgements) {
    const Ranking ranking = rank(blended(one, fit.linear_scale, fit.bayes_scale), is_outside);
    signs.push_back(signs_of(ranking, one.nearest, is_outside, one.known, one.characters));
    inside.push_back(!is_outside[static_cast<std::size_t>(one.label)]);
    if (!inside.back()) continue;
    double above = 0;
    for (const Ranked& label : ranking.inside) {
      if (label.label == one.label) break;
      above += label.probability;
    }
    before_truth.push_back(above);
  }
  fit.refusal = fit_logistic(signs, inside);
  std::vector<double> outside_of_inside;
  for (std::size_t i = 0; i < signs.size(); ++i) {
    if (inside[i]) outside_of_inside.push_back(1 - logistic(fit.refusal, signs[i]));
  }
  fit.refuse_at = upper_quantile(std::move(outside_of_inside), wrongly_refused);
  fit.cover_at = upper_quantile(std::move(before_truth), truth_not_covered);
  return fit;
}

}  // namespace zheli::intent
