#include "assistant/intent/model.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
#include <thread>

#include "assistant/intent/bayes.h"
#include "assistant/intent/fitting.h"
#include "core/check.h"

namespace zheli::intent {
namespace {

constexpr std::size_t kNearest = 5;

/// The lessons of fold `fold`: every label is spread evenly over the folds, in lesson order.
std::vector<int> folds_of(std::span<const Example> lessons, int label_count, int folds) {
  std::vector<int> seen(static_cast<std::size_t>(label_count), 0);
  std::vector<int> out;
  out.reserve(lessons.size());
  for (const Example& lesson : lessons) {
    out.push_back(seen[static_cast<std::size_t>(lesson.label)]++ % folds);
  }
  return out;
}

struct Trained {
  std::vector<Vector> vectors;
  std::vector<int> labels;
  std::unique_ptr<Vocabulary> vocabulary;
  std::unique_ptr<Linear> linear;
  std::unique_ptr<Bayes> bayes;
  std::unique_ptr<search::Index> index;
  std::vector<int> lesson_labels;
};

Trained train_parts(const std::vector<const Example*>& lessons, int label_count, int threads) {
  Trained out;
  std::vector<text::Analysis> texts;
  texts.reserve(lessons.size());
  for (const Example* lesson : lessons) {
    texts.push_back(lesson->question);
    out.labels.push_back(lesson->label);
  }
  out.vocabulary = std::make_unique<Vocabulary>(texts);
  out.vectors.reserve(texts.size());
  for (const auto& text : texts) out.vectors.push_back(out.vocabulary->read(text).vector);
  LinearOptions options;
  options.threads = threads;
  out.linear = std::make_unique<Linear>(out.vectors, out.labels, label_count,
                                        out.vocabulary->size(), options);
  out.bayes = std::make_unique<Bayes>(out.vectors, out.labels, label_count, out.vocabulary->size());
  out.index = std::make_unique<search::Index>(texts);
  return out;
}

/// Judges questions with a model that never saw them.
void judge(const Trained& trained, const std::vector<const Example*>& questions, int label_count,
           std::vector<Judgement>& out) {
  for (const Example* question : questions) {
    const Vocabulary::Read read = trained.vocabulary->read(question->question);
    Judgement judgement;
    judgement.label = question->label;
    judgement.linear.resize(static_cast<std::size_t>(label_count));
    judgement.bayes.resize(static_cast<std::size_t>(label_count));
    trained.linear->score(read.vector, judgement.linear);
    trained.bayes->score(read.vector, judgement.bayes);
    judgement.known = read.known;
    judgement.characters = question->question.characters;
    for (const search::Hit& hit : trained.index->best(question->question, kNearest)) {
      judgement.nearest.push_back({trained.labels[hit.document], hit.share});
    }
    out.push_back(std::move(judgement));
  }
}

}  // namespace

Model Model::train(std::span<const Example> lessons, std::span<const Example> validation,
                   const std::vector<bool>& is_outside, const ModelOptions& options) {
  CHECK(!lessons.empty());
  const int label_count = static_cast<int>(is_outside.size());
  const std::vector<int> fold = folds_of(lessons, label_count, options.folds);
  std::vector<const Example*> all;
  for (const Example& lesson : lessons) all.push_back(&lesson);

  // One model a fold, and the whole one; each is trained on its own thread where there are enough.
  std::vector<std::vector<Judgement>> judged(static_cast<std::size_t>(options.folds));
  Trained whole;
  std::atomic<int> next{0};
  const auto work = [&] {
    for (int k = next++; k <= options.folds; k = next++) {
      if (k == 0) {
        whole = train_parts(all, label_count, 1);
        continue;
      }
      std::vector<const Example*> seen;
      std::vector<const Example*> unseen;
      for (std::size_t i = 0; i < all.size(); ++i) {
        (fold[i] == k - 1 ? unseen : seen).push_back(all[i]);
      }
      if (seen.empty()) continue;
      judge(train_parts(seen, label_count, 1), unseen, label_count,
            judged[static_cast<std::size_t>(k - 1)]);
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int t = 1; t < options.threads; ++t) threads.emplace_back(work);
    work();
  }
  std::vector<Judgement> judgements;
  for (auto& part : judged) {
    for (Judgement& judgement : part) judgements.push_back(std::move(judgement));
  }
  std::vector<const Example*> checks;
  for (const Example& example : validation) checks.push_back(&example);
  judge(whole, checks, label_count, judgements);

  const Fit fit =
      fit_judgements(judgements, is_outside, options.wrongly_refused, options.truth_not_covered);
  Model model;
  model.is_outside_ = is_outside;
  model.lesson_labels_ = whole.labels;
  whole.linear->blend(*whole.bayes, fit.linear_scale, fit.bayes_scale);
  model.vocabulary_ = std::move(whole.vocabulary);
  model.linear_ = std::move(whole.linear);
  model.index_ = std::move(whole.index);
  model.refusal_ = fit.refusal;
  model.refuse_at_ = fit.refuse_at;
  model.cover_at_ = fit.cover_at;
  return model;
}

Prediction Model::predict(const text::Analysis& question) const {
  const Vocabulary::Read read = vocabulary_->read(question);
  std::vector<float> scores(static_cast<std::size_t>(linear_->label_count()));
  linear_->score(read.vector, scores);
  Prediction out;
  out.lessons = index_->best(question, kNearest);
  std::vector<Neighbour> nearest;
  for (const search::Hit& hit : out.lessons) {
    nearest.push_back({lesson_labels_[hit.document], hit.share});
  }
  const Ranking ranking = rank(scores, is_outside_);
  const Signs signs = signs_of(ranking, nearest, is_outside_, read.known, question.characters);
  out.outside_probability = 1 - logistic(refusal_, signs);
  out.refused = out.outside_probability > refuse_at_;
  for (const Ranked& one : ranking.inside) {
    if (out.inside.size() == Prediction::kRankedMax) break;
    out.inside.push_back({one.label, one.probability * (1 - out.outside_probability)});
  }
  for (const Ranked& one : ranking.outside) {
    if (out.outside.size() == Prediction::kRankedMax) break;
    out.outside.push_back({one.label, one.probability * out.outside_probability});
  }
  double covered = 0;
  for (const Ranked& one : ranking.inside) {
    ++out.covering;
    covered += one.probability;
    if (covered > cover_at_) break;
  }
  return out;
}

}  // namespace zheli::intent
