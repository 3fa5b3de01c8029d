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

/// All lessons, read once; folds are subsets of them.
struct Library {
  std::unique_ptr<search::Vocabulary> vocabulary;
  std::unique_ptr<Features> features;
  std::unique_ptr<search::Index> index;
  std::vector<search::Counted> counted;
  std::vector<Vector> vectors;
  std::vector<float> known;

  explicit Library(std::span<const Example> lessons) {
    std::vector<std::vector<search::Gram>> grams;
    grams.reserve(lessons.size());
    for (const Example& lesson : lessons) grams.push_back(search::grams(lesson.question));
    vocabulary = std::make_unique<search::Vocabulary>(grams);
    features = std::make_unique<Features>(*vocabulary);
    for (const auto& one : grams) {
      counted.push_back(vocabulary->count(one));
      Features::Read read = features->read(counted.back(), true);
      vectors.push_back(std::move(read.vector));
      known.push_back(read.known);
    }
    index = std::make_unique<search::Index>(*vocabulary, counted);
  }
};

struct Trained {
  std::unique_ptr<Linear> linear;
  std::unique_ptr<Bayes> bayes;
};

/// Trains on the lessons that are not in fold `left_out` (-1: on all).
Trained train_without(int left_out, std::span<const Example> lessons, const std::vector<int>& fold,
                      const Library& library, int label_count) {
  std::vector<Taught> taught;
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    if (fold[i] != left_out) taught.push_back({&library.vectors[i], lessons[i].label});
  }
  Trained out;
  out.linear =
      std::make_unique<Linear>(taught, label_count, library.features->size(), LinearOptions{});
  out.bayes = std::make_unique<Bayes>(taught, label_count, library.features->size());
  return out;
}

std::vector<Neighbour> neighbours(const std::vector<search::Hit>& hits,
                                  std::span<const int> lesson_labels) {
  std::vector<Neighbour> out;
  for (const search::Hit& hit : hits) out.push_back({lesson_labels[hit.document], hit.share});
  return out;
}

Judgement judge(const Trained& trained, const Vector& vector, int label, int label_count) {
  Judgement out;
  out.label = label;
  out.linear.resize(static_cast<std::size_t>(label_count));
  out.bayes.resize(static_cast<std::size_t>(label_count));
  trained.linear->score(vector, out.linear);
  trained.bayes->score(vector, out.bayes);
  return out;
}

}  // namespace

Model Model::train(std::span<const Example> lessons, std::span<const Example> validation,
                   const std::vector<bool>& is_outside, const ModelOptions& options) {
  CHECK(!lessons.empty());
  const int label_count = static_cast<int>(is_outside.size());
  const std::vector<int> fold = folds_of(lessons, label_count, options.folds);
  Library library(lessons);
  Model model;
  for (const Example& lesson : lessons) model.lesson_labels_.push_back(lesson.label);

  // The whole model and one a fold, each judging the lessons it has not seen.
  std::vector<Judgement> judgements(lessons.size());
  Trained whole;
  const auto train_one = [&](int left_out) {
    Trained trained = train_without(left_out, lessons, fold, library, label_count);
    if (left_out < 0) {
      whole = std::move(trained);
      return;
    }
    std::vector<bool> unseen(lessons.size());
    for (std::size_t i = 0; i < lessons.size(); ++i) unseen[i] = fold[i] == left_out;
    for (std::size_t i = 0; i < lessons.size(); ++i) {
      if (!unseen[i]) continue;
      judgements[i] = judge(trained, library.vectors[i], lessons[i].label, label_count);
      judgements[i].known = library.known[i];
      judgements[i].characters = lessons[i].question.characters;
      judgements[i].nearest = neighbours(library.index->best(library.counted[i], kNearest, unseen),
                                         model.lesson_labels_);
    }
  };
  std::atomic<int> next{-1};
  const auto work = [&] {
    for (int k = next++; k < options.folds; k = next++) train_one(k);
  };
  {
    std::vector<std::jthread> threads;
    for (int t = 1; t < options.threads; ++t) threads.emplace_back(work);
    work();
  }
  for (const Example& one : validation) {
    const search::Counted counted = library.vocabulary->count(search::grams(one.question));
    const Features::Read read = library.features->read(counted);
    judgements.push_back(judge(whole, read.vector, one.label, label_count));
    judgements.back().known = read.known;
    judgements.back().characters = one.question.characters;
    judgements.back().nearest =
        neighbours(library.index->best(counted, kNearest), model.lesson_labels_);
  }
  const Fit fit =
      fit_judgements(judgements, is_outside, options.wrongly_refused, options.truth_not_covered);
  whole.linear->blend(*whole.bayes, fit.linear_scale, fit.bayes_scale);
  model.is_outside_ = is_outside;
  model.vocabulary_ = std::move(library.vocabulary);
  model.features_ = std::move(library.features);
  model.index_ = std::move(library.index);
  model.linear_ = std::move(whole.linear);
  model.refusal_ = fit.refusal;
  model.refuse_at_ = fit.refuse_at;
  model.cover_at_ = fit.cover_at;
  return model;
}

Prediction Model::predict(const text::Analysis& question) const {
  const search::Counted counted = vocabulary_->count(search::grams(question));
  const Features::Read read = features_->read(counted);
  std::vector<float> scores(static_cast<std::size_t>(linear_->label_count()));
  linear_->score(read.vector, scores);
  Prediction out;
  out.lessons = index_->best(counted, kNearest);
  const Ranking ranking = rank(scores, is_outside_);
  const Signs signs = signs_of(ranking, neighbours(out.lessons, lesson_labels_), is_outside_,
                               read.known, question.characters);
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
