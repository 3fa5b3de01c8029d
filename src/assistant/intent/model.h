// Taught questions → a model; a question → labels with honest probabilities, whether anything here
// is meant at all, and the smallest set of labels that covers the truth.
//
//   lessons ─▶ vocabulary ─▶ weights (linear + Bayes + texts) ─▶ bend ─▶ P(label | ours)
//                       └──▶ ours or not, nearest lessons, known words ─▶ P(ours)
//
// Everything that has to be honest is fitted on lessons that the model had not seen: the lessons
// are cut in folds, each fold is judged by a model of the others. From those judgements come the
// bend, the refusal, and the thresholds, which follow from the error rates in ModelOptions. Method
// and figures: docs/methods/intent.md. Tested by model_test.cc.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assistant/intent/features.h"
#include "assistant/intent/fitting.h"
#include "assistant/intent/packed_weights.h"
#include "assistant/intent/thresholds.h"
#include "assistant/intent/warm.h"
#include "assistant/search/index.h"
#include "core/bytes.h"
#include "core/result.h"

namespace zheli::intent {

/// A taught question and the number of the label it belongs to.
struct Example {
  text::Analysis question;
  int label = 0;
};

struct ModelOptions {
  /// Stated error rates, on unseen questions: at most this share of questions that do belong here
  /// is refused, and the covering set misses the truth at most this often.
  double wrongly_refused = kWronglyRefused;
  double truth_not_covered = kTruthNotCovered;
  /// Labels that cannot wait, judged together by a threshold of their own: at most this share of
  /// unseen ones is missed. Empty: there are none.
  std::vector<bool> is_alarm;
  double alarms_missed = kAlarmsMissed;
  int folds = kFolds;
  int threads = 2;  // changes the time, never the result
};

struct Prediction {
  std::vector<Ranked> inside;        // labels that are matters, best first; at most kRankedMax
  std::vector<Ranked> outside;       // labels that are not, best first; at most kRankedMax
  double outside_probability = 0;    // that nothing here is meant
  double none_meant = 0;             // that none of the kNamed best matters is meant
  bool refused = false;              // none of those named is meant, by the derived threshold
  double alarm = 0;                  // probability that a label that cannot wait is meant
  bool alarmed = false;              // it may well be, by the derived threshold
  std::size_t covering = 0;          // the first so many of `inside` cover the truth
  std::vector<search::Hit> lessons;  // nearest taught questions, best first

  static constexpr std::size_t kRankedMax = kNamed;
};

class Model {
 public:
  /// Trains on `lessons`; `validation` (may be empty) is judged too when thresholds are fitted.
  /// `texts` (may be empty) is what labels' own descriptions say. is_outside[label]: the label
  /// means "not a matter of ours". Needs at least one lesson (CHECK).
  static Model train(std::span<const Example> lessons, std::span<const Example> validation,
                     std::span<const Example> texts, const std::vector<bool>& is_outside,
                     const ModelOptions& options);

  /// This model, which was trained (CHECK), with `lessons` learned besides (warm.h), in
  /// milliseconds: they are the last of its lessons. It shares what it learned before. Words that
  /// they bring are known, rarities and calibration stay as they are. Labels are those of this
  /// model (CHECK). The same lessons in the same order give the same digits.
  Model taught(std::span<const Example> lessons) const;

  /// A trained model (CHECK) as a file's bytes (docs/formats/model.md), marked with `key`: the pack
  /// and program it comes from. The model read back gives the same digits.
  std::string bytes(std::uint64_t key) const;

  /// The model of `bytes`; an error where a byte was changed or is missing, or where they belong to
  /// another key. Any bytes may be given.
  static core::Result<Model> of_bytes(std::string_view bytes, std::uint64_t key);

  Prediction predict(const text::Analysis& question) const;

  /// By label, what the weights say of `question`, neither bent nor made probabilities.
  std::vector<float> scores(const text::Analysis& question) const;

  /// How rarely lessons have a gram: 1 + ln((1 + lessons) / (1 + those with it)).
  float rarity(const search::Gram& gram) const;

  double refuse_at() const { return calibration_.refuse_at; }
  std::size_t feature_count() const { return features_->size(); }
  std::size_t lesson_count() const { return lesson_labels_.size(); }
  const std::vector<bool>& is_outside() const { return is_outside_; }

 private:
  Model() = default;
  static std::optional<Model> read(core::ByteReader& from);

  std::vector<bool> is_outside_;  // by label; an alarm is outside, too
  std::vector<bool> is_alarm_;    // by label
  std::vector<int> lesson_labels_;
  std::shared_ptr<const search::Vocabulary> vocabulary_;
  std::shared_ptr<const Features> features_;
  std::shared_ptr<const PackedWeights> weights_;  // a column a label, then "ours" and "an alarm"
  Besides besides_;
  std::shared_ptr<const search::Index> index_;
  Calibration calibration_;
};

}  // namespace zheli::intent
