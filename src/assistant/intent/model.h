// Taught questions → a model; a question → labels with honest probabilities, whether anything here
// is meant at all, and the smallest set of labels that covers the truth.
//
//   lessons ─▶ vocabulary ─▶ linear + Bayes (blended) ─▶ temperature ─▶ P(label | something here is
//   meant)
//                        └─▶ nearest lessons, known words, outside labels ─▶ P(something here is
//                        meant)
//
// Everything that has to be honest is fitted on lessons that the model had not seen: the lessons
// are cut in folds, each fold is judged by a model of the others. From those judgements come the
// blend, the temperature, the refusal, and the thresholds, which follow from the error rates in
// ModelOptions. Method and figures: docs/methods/intent.md. Tested by model_test.cc.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "assistant/intent/features.h"
#include "assistant/intent/linear.h"
#include "assistant/search/index.h"

namespace zheli::intent {

/// A taught question and the number of the label it belongs to.
struct Example {
  text::Analysis question;
  int label = 0;
};

struct ModelOptions {
  /// Stated error rates, on unseen questions: at most this share of questions that do belong here
  /// is refused, and the covering set misses the truth at most this often.
  double wrongly_refused = 0.07;
  double truth_not_covered = 0.03;
  int folds = 3;
  int threads = 2;  // changes the time, never the result
};

struct Ranked {
  int label = 0;
  double probability = 0;  // calibrated
};

struct Prediction {
  std::vector<Ranked> inside;        // labels that are matters, best first; at most kRankedMax
  std::vector<Ranked> outside;       // labels that are not, best first; at most kRankedMax
  double outside_probability = 0;    // that nothing here is meant
  bool refused = false;              // outside_probability is above the derived threshold
  std::size_t covering = 0;          // the first so many of `inside` cover the truth
  std::vector<search::Hit> lessons;  // nearest taught questions, best first

  static constexpr std::size_t kRankedMax = 10;
};

class Model {
 public:
  /// Trains on `lessons`; `validation` (may be empty) is judged too when thresholds are fitted.
  /// is_outside[label]: the label means "not a matter of ours". Needs at least one lesson (CHECK).
  static Model train(std::span<const Example> lessons, std::span<const Example> validation,
                     const std::vector<bool>& is_outside, const ModelOptions& options);

  Prediction predict(const text::Analysis& question) const;

  double refuse_at() const { return refuse_at_; }
  std::size_t feature_count() const { return features_->size(); }

 private:
  Model() = default;

  std::vector<bool> is_outside_;
  std::vector<int> lesson_labels_;
  std::unique_ptr<const search::Vocabulary> vocabulary_;
  std::unique_ptr<const Features> features_;
  std::unique_ptr<const Linear> linear_;  // already blended and tempered: scores are log-odds
  std::unique_ptr<const search::Index> index_;
  std::vector<double> refusal_;  // logistic weights of the signs, then the constant
  double refuse_at_ = 1;
  double cover_at_ = 1;
};

}  // namespace zheli::intent
