#include "assistant/intent/model.h"

#include <algorithm>
#include <utility>

#include "assistant/intent/added.h"
#include "assistant/intent/linear.h"
#include "core/check.h"
#include "core/parallel.h"

namespace zheli::intent {
namespace {

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
  std::vector<Features::Read> reads;

  Library(std::span<const Example> lessons, int threads)
      : counted(lessons.size()), reads(lessons.size()) {
    std::vector<std::vector<search::Gram>> grams(lessons.size());
    core::parallel_for(threads, lessons.size(),
                       [&](std::size_t i) { grams[i] = search::grams(lessons[i].question); });
    vocabulary = std::make_unique<search::Vocabulary>(grams);
    features = std::make_unique<Features>(*vocabulary);
    core::parallel_for(threads, lessons.size(), [&](std::size_t i) {
      counted[i] = vocabulary->count(grams[i]);
      reads[i] = features->read(counted[i], true);
    });
    index = std::make_unique<search::Index>(*vocabulary, counted);
  }
};

/// Lessons as training takes them. Two columns a lesson: its label, and "ours" if it is a matter.
std::vector<Taught> taught_of(std::span<const Example> lessons,
                              const std::vector<Features::Read>& reads,
                              const std::vector<bool>& is_outside) {
  const int ours = static_cast<int>(is_outside.size());
  std::vector<Taught> out;
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    const int label = lessons[i].label;
    out.push_back(
        {&reads[i].vector, label, is_outside[static_cast<std::size_t>(label)] ? -1 : ours});
  }
  return out;
}

std::vector<Features::Read> read_all(std::span<const Example> texts, const Library& library) {
  std::vector<Features::Read> out;
  for (const Example& text : texts) {
    const search::Counted counted = library.vocabulary->count(search::grams(text.question));
    out.push_back(library.features->read(counted));
  }
  return out;
}

std::vector<Neighbour> neighbours(const std::vector<search::Hit>& hits,
                                  std::span<const int> lesson_labels) {
  std::vector<Neighbour> out;
  for (const search::Hit& hit : hits) out.push_back({lesson_labels[hit.document], hit.share});
  return out;
}

Judgement judge(const PackedWeights& weights, const Features::Read& read, std::size_t characters,
                const std::vector<search::Hit>& nearest, std::span<const int> lesson_labels) {
  Judgement out;
  out.scores.resize(weights.columns());
  weights.score(read.vector, out.scores);
  out.ours = out.scores.back();
  out.scores.pop_back();
  out.nearest = neighbours(nearest, lesson_labels);
  out.known = read.known;
  out.characters = characters;
  return out;
}

}  // namespace

Model Model::train(std::span<const Example> lessons, std::span<const Example> validation,
                   std::span<const Example> texts, const std::vector<bool>& is_outside,
                   const ModelOptions& options) {
  CHECK(!lessons.empty());
  const int label_count = static_cast<int>(is_outside.size());
  const std::vector<int> fold = folds_of(lessons, label_count, options.folds);
  Library library(lessons, options.threads);
  Model model;
  for (const Example& lesson : lessons) model.lesson_labels_.push_back(lesson.label);

  const std::vector<Taught> taught = taught_of(lessons, library.reads, is_outside);
  const std::vector<Features::Read> text_reads = read_all(texts, library);
  const std::vector<Taught> described = taught_of(texts, text_reads, is_outside);
  LinearOptions linear;
  linear.threads = options.threads;
  std::vector<Weights> weights =
      train_linear(taught, fold, options.folds, label_count + 1, library.features->size(), linear);

  std::vector<std::optional<PackedWeights>> packed(weights.size());
  // The whole model and one a fold, each judging the lessons it has not seen.
  std::vector<Judgement> judgements(lessons.size());
  core::parallel_for(options.threads, weights.size(), [&](std::size_t k) {
    std::vector<Taught> seen;
    std::vector<bool> unseen(lessons.size());
    for (std::size_t i = 0; i < lessons.size(); ++i) {
      unseen[i] = k > 0 && fold[i] == static_cast<int>(k) - 1;
      if (!unseen[i]) seen.push_back(taught[i]);
    }
    add_bayes(weights[k], seen, label_count, kBayesShare);
    add_texts(weights[k], described, label_count, kTextShare);
    packed[k].emplace(weights[k]);
    for (std::size_t i = 0; i < lessons.size(); ++i) {
      if (!unseen[i]) continue;
      judgements[i] =
          judge(*packed[k], library.reads[i], lessons[i].question.characters,
                library.index->best(library.counted[i], kNearest, unseen), model.lesson_labels_);
      judgements[i].label = lessons[i].label;
    }
  });
  std::vector<Judgement> asked;
  for (const Example& one : validation) {
    const search::Counted counted = library.vocabulary->count(search::grams(one.question));
    asked.push_back(judge(*packed[0], library.features->read(counted), one.question.characters,
                          library.index->best(counted, kNearest), model.lesson_labels_));
    asked.back().label = one.label;
  }
  Calibration fitted = calibrate(judgements, asked, is_outside, options.wrongly_refused,
                                 options.truth_not_covered, options.threads);
  model.is_outside_ = is_outside;
  model.vocabulary_ = std::move(library.vocabulary);
  model.features_ = std::move(library.features);
  model.index_ = std::move(library.index);
  model.weights_ = std::make_unique<const PackedWeights>(std::move(*packed[0]));
  model.calibration_ = std::move(fitted);
  return model;
}

Prediction Model::predict(const text::Analysis& question) const {
  const search::Counted counted = vocabulary_->count(search::grams(question));
  const Features::Read read = features_->read(counted);
  Prediction out;
  out.lessons = index_->best(counted, kNearest);
  const Judgement judgement =
      judge(*weights_, read, question.characters, out.lessons, lesson_labels_);
  const Ranking ranking = rank(judgement.scores, calibration_.bend, is_outside_);
  out.outside_probability =
      1 - logistic(calibration_.refusal, signs_of(ranking, judgement, is_outside_));
  out.none_meant = 1 - (1 - out.outside_probability) * named_mass(ranking);
  out.refused = out.none_meant > calibration_.refuse_at;
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
    if (covered > calibration_.cover_at) break;
  }
  return out;
}

}  // namespace zheli::intent
