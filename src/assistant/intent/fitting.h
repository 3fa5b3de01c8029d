// Judgements on unseen questions → what makes a model honest: at what temperature the blended
// classifiers speak, when nothing here is meant, and the two thresholds that follow from stated
// error rates.
//
// Tested by fitting_test.cc.
#pragma once

#include <array>
#include <span>
#include <vector>

namespace zheli::intent {

struct Ranked;

/// A taught question near the one asked.
struct Neighbour {
  int label = 0;
  float share = 0;  // of the best BM25 score possible
};

/// What a model that had not seen a question said of it.
struct Judgement {
  int label = 0;  // the truth
  std::vector<float> linear;
  std::vector<float> bayes;
  std::vector<Neighbour> nearest;  // best first
  float known = 0;
  std::size_t characters = 0;
};

/// Labels of a question: matters and others apart, each best first, each summing to 1.
struct Ranking {
  std::vector<Ranked> inside;
  std::vector<Ranked> outside;
  double inside_log_mass = 0;   // ln Σ exp(score) over matters
  double outside_log_mass = 0;  // the same over the others; very low where there are none
};
Ranking rank(std::span<const float> log_odds, const std::vector<bool>& is_outside);

/// The signs that something here is meant.
using Signs = std::array<double, 8>;
Signs signs_of(const Ranking& ranking, std::span<const Neighbour> nearest,
               const std::vector<bool>& is_outside, float known, std::size_t characters);

/// 1 / (1 + exp(−(w · signs + constant))); weights end with the constant.
double logistic(const std::vector<double>& weights, const Signs& signs);

struct Fit {
  float linear_scale = 1;
  float bayes_scale = 0;
  std::vector<double> refusal;
  double refuse_at = 1;
  double cover_at = 1;
};

/// Fits all of it. `wrongly_refused` and `truth_not_covered` are error rates on unseen questions.
Fit fit_judgements(const std::vector<Judgement>& judgements, const std::vector<bool>& is_outside,
                   double wrongly_refused, double truth_not_covered);

}  // namespace zheli::intent
