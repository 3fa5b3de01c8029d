// How judgements make a model honest.
//
//   scores ──▶ bend ──▶ ranking ─┬ signs ──▶ logistic ──▶ "something here is meant" ──▶ refuse_at
//                                ├ mass above the truth ──▶ cover_at
//                                └ alarm's score, odds of the matters ──▶ logistic ──▶ alarm_at
//
// Each logistic is fitted by Newton's method with a little ridge; each threshold is a quantile at a
// stated error rate. On validation questions, where there are any, the refusal is scaled and both
// its thresholds are set; the alarm only ever sees the folds.

#include "assistant/intent/fitting.h"

#include <algorithm>
#include <cmath>

#include "assistant/intent/model.h"
#include "assistant/intent/thresholds.h"
#include "core/contains.h"
#include "core/parallel.h"

namespace zheli::intent {
namespace {

constexpr double kNoMass = -30;
/// Places in signs_of: the known grams, the leading score, the part explained.
constexpr std::array<std::size_t, 3> kOpenSigns = {7, 9, 10};

/// Of log-odds, not yet made probabilities.
double log_sum_exp(std::span<const Ranked> labels) {
  if (labels.empty()) return kNoMass;
  double top = labels[0].probability;
  for (const Ranked& one : labels) top = std::max(top, one.probability);
  double sum = 0;
  for (const Ranked& one : labels) sum += std::exp(one.probability - top);
  return top + std::log(sum);
}

/// The best of `labels`, best first, their log-odds made probabilities of `log_mass` together. Few
/// labels ever come among the best, so most are passed by with one look.
std::vector<Ranked> best_of(std::span<const Ranked> labels, double log_mass) {
  constexpr std::size_t kKept = 2 * Prediction::kRankedMax;
  const auto better = [](const Ranked& a, const Ranked& b) {
    return a.probability != b.probability ? a.probability > b.probability : a.label < b.label;
  };
  std::vector<Ranked> best;
  best.reserve(kKept);
  for (const Ranked& one : labels) {
    if (best.size() == kKept && !better(one, best.back())) continue;
    if (best.size() < kKept) best.push_back(one);
    std::size_t at = best.size() - 1;
    for (; at > 0 && better(one, best[at - 1]); --at) best[at] = best[at - 1];
    best[at] = one;
  }
  for (Ranked& one : best) one.probability = std::exp(one.probability - log_mass);
  return best;
}

/// The judgements, each reduced to the labels of the truth's side.
std::vector<Scored> scored(const std::vector<Judgement>& judgements,
                           const std::vector<bool>& is_outside) {
  constexpr std::size_t kJudgedMax = 4000;  // enough for two numbers
  const std::size_t stride = judgements.size() / kJudgedMax + 1;
  std::vector<Scored> out;
  for (std::size_t i = 0; i < judgements.size(); i += stride) {
    const Judgement& one = judgements[i];
    if (one.label == Judgement::kNone) continue;
    const bool side = is_outside[static_cast<std::size_t>(one.label)];
    Scored& to = out.emplace_back();
    for (std::size_t l = 0; l < one.scores.size(); ++l) {
      if (l == static_cast<std::size_t>(one.label)) to.truth = to.scores.size();
      if (is_outside[l] == side) to.scores.push_back(one.scores[l]);
    }
  }
  return out;
}

/// Logistic regression by Newton's method with a little ridge.
template <std::size_t kSigns>
std::vector<double> fit_logistic(const std::vector<std::array<double, kSigns>>& signs,
                                 const std::vector<bool>& truth) {
  constexpr std::size_t kN = kSigns + 1;
  constexpr double kRidge = 1.0;
  std::vector<double> w(kN, 0.0);
  for (int round = 0; round < 25; ++round) {
    std::array<std::array<double, kN + 1>, kN> system{};
    for (std::size_t i = 0; i < signs.size(); ++i) {
      double sum = w.back();
      for (std::size_t a = 0; a < kSigns; ++a) sum += w[a] * signs[i][a];
      const double p = 1 / (1 + std::exp(-sum));
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

/// What the fits look at, one entry a judgement; `before_truth` for matters only.
struct Seen {
  std::vector<Signs> signs;
  std::vector<bool> inside;
  std::vector<double> named;         // mass of the matters named
  std::vector<double> before_truth;  // probability of all labels ranked above the truth
};

Seen see(const std::vector<Judgement>& judgements, const Bend& bend,
         const std::vector<bool>& is_outside, int threads) {
  Seen out;
  out.signs.resize(judgements.size());
  std::vector<Ranking> rankings(judgements.size());
  core::parallel_for(threads, judgements.size(), [&](std::size_t i) {
    rankings[i] = rank(judgements[i].scores, bend, is_outside);
    out.signs[i] = signs_of(rankings[i], judgements[i], is_outside);
  });
  for (std::size_t i = 0; i < judgements.size(); ++i) {
    const Judgement& one = judgements[i];
    const Ranking& ranking = rankings[i];
    out.named.push_back(named_mass(ranking));
    out.inside.push_back(one.label != Judgement::kNone &&
                         !is_outside[static_cast<std::size_t>(one.label)]);
    if (!out.inside.back()) continue;
    double above = 0;
    for (const Ranked& label : ranking.inside) {
      if (label.label == one.label) break;
      above += label.probability;
    }
    out.before_truth.push_back(above);
  }
  return out;
}

/// Makes the refusal's probabilities true on `asked`: its log-odds times one number plus another
/// (Platt, 1999).
void scale_refusal(const Seen& asked, std::vector<double>& refusal) {
  std::vector<std::array<double, 1>> log_odds;
  for (const Signs& signs : asked.signs) {
    const double p = std::clamp(logistic(refusal, signs), kLittle, 1 - kLittle);
    log_odds.push_back({std::log(p / (1 - p))});
  }
  const std::vector<double> scale = fit_logistic(log_odds, asked.inside);
  for (double& w : refusal) w *= scale[0];
  refusal.back() += scale[1];
}

/// Leaves the signs of an open set; a sign that is always nought gets no weight.
void only_open(std::vector<Signs>& signs) {
  for (Signs& one : signs) {
    for (std::size_t i = 0; i < one.size(); ++i) {
      if (!core::contains(kOpenSigns, i)) one[i] = 0;
    }
  }
}

/// The value that at most `rate` of `values` exceed.
double upper_quantile(std::vector<double> values, double rate) {
  if (values.empty()) return 1;
  std::sort(values.begin(), values.end());
  const auto allowed = static_cast<std::size_t>(rate * static_cast<double>(values.size()));
  return values[values.size() - 1 - std::min(allowed, values.size() - 1)];
}

void set_thresholds(const Seen& seen, double wrongly_refused, double truth_not_covered,
                    Calibration& fitted) {
  std::vector<double> none_meant;
  for (std::size_t i = 0; i < seen.signs.size(); ++i) {
    if (!seen.inside[i]) continue;
    none_meant.push_back(1 - logistic(fitted.refusal, seen.signs[i]) * seen.named[i]);
  }
  fitted.refuse_at = upper_quantile(std::move(none_meant), wrongly_refused);
  fitted.cover_at = upper_quantile(seen.before_truth, truth_not_covered);
}

}  // namespace

Ranking rank(std::span<const float> scores, const Bend& bend, const std::vector<bool>& is_outside) {
  std::vector<Ranked> inside;
  std::vector<Ranked> outside;
  inside.reserve(is_outside.size());
  outside.reserve(is_outside.size());
  for (std::size_t l = 0; l < is_outside.size(); ++l) {
    (is_outside[l] ? outside : inside).push_back({static_cast<int>(l), bend(scores[l])});
  }
  Ranking out;
  out.inside_log_mass = log_sum_exp(inside);
  out.outside_log_mass = log_sum_exp(outside);
  out.inside = best_of(inside, out.inside_log_mass);
  out.outside = best_of(outside, out.outside_log_mass);
  return out;
}

Signs signs_of(const Ranking& ranking, const Judgement& judgement,
               const std::vector<bool>& is_outside) {
  const double top = ranking.inside.empty() ? 0 : ranking.inside[0].probability;
  const double second = ranking.inside.size() < 2 ? 0 : ranking.inside[1].probability;
  double near_inside = 0;
  double near_outside = 0;
  double near_same = 0;
  for (const Neighbour& one : judgement.nearest) {
    const bool out = is_outside[static_cast<std::size_t>(one.label)];
    (out ? near_outside : near_inside) =
        std::max<double>(out ? near_outside : near_inside, one.share);
    if (!ranking.inside.empty() && one.label == ranking.inside[0].label) {
      near_same = std::max<double>(near_same, one.share);
    }
  }
  const double score = ranking.inside.empty()
                           ? 0
                           : judgement.scores[static_cast<std::size_t>(ranking.inside[0].label)];
  const double odds =
      std::clamp(ranking.inside_log_mass - ranking.outside_log_mass, -kOddsMax, kOddsMax);
  const double top_odds = ranking.outside.empty() || ranking.inside.empty()
                              ? kOddsMax
                              : std::clamp(ranking.inside_log_mass + std::log(top + kLittle) -
                                               ranking.outside_log_mass -
                                               std::log(ranking.outside[0].probability + kLittle),
                                           -kOddsMax, kOddsMax);
  return {judgement.ours,
          odds,
          top_odds,
          top,
          top - second,
          near_inside - near_outside,
          near_same,
          judgement.known,
          std::log(1.0 + static_cast<double>(judgement.characters)) / kLogLengthUsual,
          score,
          judgement.explained};
}

double named_mass(const Ranking& ranking) {
  double mass = 0;
  for (std::size_t i = 0; i < std::min(kNamed, ranking.inside.size()); ++i) {
    mass += ranking.inside[i].probability;
  }
  return mass;
}

AlarmSigns alarm_signs(const Ranking& ranking, const Judgement& judgement,
                       const std::vector<bool>& is_alarm) {
  const auto alarms = [&](int label) { return bool{is_alarm[static_cast<std::size_t>(label)]}; };
  double among = 0;  // of the labels that are not matters, the share of alarms
  for (const Ranked& one : ranking.outside) among += alarms(one.label) ? one.probability : 0;
  const double odds = ranking.inside_log_mass - ranking.outside_log_mass;
  const double alarm = 1 / (1 + std::exp(odds)) * among;
  double near_alarm = 0;
  double near_calm = 0;
  for (const Neighbour& one : judgement.nearest) {
    double& near = alarms(one.label) ? near_alarm : near_calm;
    near = std::max<double>(near, one.share);
  }
  return {
      judgement.alarm,
      std::clamp(odds, -kOddsMax, kOddsMax),
      std::clamp(std::log(alarm + kLittle) - std::log(1 - alarm + kLittle), -kOddsMax, kOddsMax),
      near_alarm - near_calm,
      judgement.known,
      std::log(1.0 + static_cast<double>(judgement.characters)) / kLogLengthUsual};
}

double logistic(std::span<const double> weights, std::span<const double> signs) {
  double sum = weights.back();
  for (std::size_t i = 0; i < signs.size(); ++i) sum += weights[i] * signs[i];
  return 1 / (1 + std::exp(-sum));
}

Calibration calibrate(const std::vector<Judgement>& unseen,
                      const std::vector<Judgement>& validation, const std::vector<bool>& is_outside,
                      double wrongly_refused, double truth_not_covered, int threads) {
  const std::vector<Judgement>& trusted = validation.empty() ? unseen : validation;
  Calibration fitted;
  fitted.bend = fit_bend(scored(trusted, is_outside));
  Seen learned = see(unseen, fitted.bend, is_outside, threads);
  const bool open = !core::contains(is_outside, true);
  if (open) only_open(learned.signs);
  fitted.refusal = fit_logistic(learned.signs, learned.inside);
  if (validation.empty()) {
    set_thresholds(learned, wrongly_refused, truth_not_covered, fitted);
    return fitted;
  }
  const Seen asked = see(validation, fitted.bend, is_outside, threads);
  if (!open) scale_refusal(asked, fitted.refusal);
  set_thresholds(asked, wrongly_refused, truth_not_covered, fitted);
  return fitted;
}

void calibrate_alarm(const std::vector<Judgement>& unseen, const std::vector<bool>& is_outside,
                     const std::vector<bool>& is_alarm, double missed, Calibration& fitted) {
  std::vector<AlarmSigns> signs;
  std::vector<bool> truth;
  for (const Judgement& one : unseen) {
    if (one.label == Judgement::kNone) continue;
    signs.push_back(alarm_signs(rank(one.scores, fitted.bend, is_outside), one, is_alarm));
    truth.push_back(is_alarm[static_cast<std::size_t>(one.label)]);
  }
  fitted.alarm = fit_logistic(signs, truth);
  std::vector<double> calm;  // -p of the alarms: nothing is rounded
  for (std::size_t i = 0; i < signs.size(); ++i) {
    if (truth[i]) calm.push_back(-logistic(fitted.alarm, signs[i]));
  }
  fitted.alarm_at = -upper_quantile(std::move(calm), missed);
}

}  // namespace zheli::intent
