// How a model comes about, and how it judges.
//
//   train    lessons ─▶ Library (vocabulary, features, index) ─▶ weights, whole and a fold each ─▶
//            what each fold's model says of the lessons it has not seen ─▶ calibration
//   taught   shares all that, and adds what a few lessons more say: grams, postings, weights
//   predict  question ─▶ Judge (scores and signs) ─▶ ranking, refusal, alarm, covering set

#include "assistant/intent/model.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "assistant/intent/added.h"
#include "assistant/intent/linear.h"
#include "core/check.h"
#include "core/contains.h"
#include "core/parallel.h"

namespace zheli::intent {
namespace {

/// What a model must not have seen while it judges it.
struct Fold {
  std::vector<bool> left_out;  // by lesson
  std::vector<bool> gone;      // by label: all its lessons are left out
};

/// Every label is spread evenly over the first `folds`, in lesson order. Where no label means
/// "outside", labels are left out whole in kLabelFolds further folds.
std::vector<Fold> folds_of(std::span<const Example> lessons, const std::vector<bool>& is_outside,
                           int folds) {
  const Fold nothing{std::vector<bool>(lessons.size()), std::vector<bool>(is_outside.size())};
  std::vector<Fold> out(static_cast<std::size_t>(folds), nothing);
  std::vector<std::size_t> seen(is_outside.size(), 0);
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    const std::size_t at = seen[static_cast<std::size_t>(lessons[i].label)]++ % out.size();
    out[at].left_out[i] = true;
  }
  if (core::contains(is_outside, true) || is_outside.size() < 2 * kLabelFolds) return out;
  for (std::size_t k = 0; k < kLabelFolds; ++k) {
    Fold& fold = out.emplace_back(nothing);
    for (std::size_t l = k; l < is_outside.size(); l += kLabelFolds) fold.gone[l] = true;
    for (std::size_t i = 0; i < lessons.size(); ++i) {
      fold.left_out[i] = fold.gone[static_cast<std::size_t>(lessons[i].label)];
    }
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
      reads[i] = features->read(counted[i], {.itself = true, .by_term = {}});
    });
    index = std::make_unique<search::Index>(*vocabulary, counted);
  }
};

/// The column beside the labels' own that each label's lessons belong to, or -1.
std::vector<int> also_of(const std::vector<bool>& is_outside, const std::vector<bool>& is_alarm) {
  const int ours = static_cast<int>(is_outside.size());
  std::vector<int> also;
  for (std::size_t l = 0; l < is_outside.size(); ++l) {
    const bool alarm = !is_alarm.empty() && is_alarm[l];
    also.push_back(alarm ? ours + 1 : is_outside[l] ? -1 : ours);
  }
  return also;
}

/// Lessons as training takes them.
std::vector<Taught> taught_of(std::span<const Example> lessons,
                              const std::vector<Features::Read>& reads,
                              const std::vector<int>& also) {
  std::vector<Taught> out;
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    const int label = lessons[i].label;
    out.push_back({&reads[i].vector, label, also[static_cast<std::size_t>(label)]});
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

/// The label of the best score among matters; kNone where all are others'.
int leading(const std::vector<float>& scores, const std::vector<bool>& is_outside) {
  int best = Judgement::kNone;
  for (std::size_t l = 0; l < scores.size(); ++l) {
    if (is_outside[l]) continue;
    if (best < 0 || scores[l] > scores[static_cast<std::size_t>(best)]) best = static_cast<int>(l);
  }
  return best;
}

/// What judges: a table of weights and the lessons it was made of.
struct Judge {
  const PackedWeights& weights;
  const Besides& besides;
  const search::Index& index;
  std::span<const int> lesson_labels;
  const std::vector<bool>& is_outside;
  const std::vector<bool>& left_out;  // of the lessons; empty: none
  const std::vector<bool>& gone;      // of the labels; empty: none

  Judgement operator()(const search::Counted& counted, const Features::Read& read,
                       std::size_t characters, const std::vector<search::Hit>& nearest) const {
    constexpr float kNoScore = -5;  // far below what a label not meant gets
    Judgement out;
    out.scores.resize(weights.columns());
    weights.score(read.vector, out.scores);
    besides.score(read.vector, out.scores);
    out.alarm = out.scores.back();
    out.scores.pop_back();
    out.ours = out.scores.back();
    out.scores.pop_back();
    for (std::size_t l = 0; l < gone.size(); ++l) {
      if (gone[l]) out.scores[l] = kNoScore;
    }
    out.nearest = neighbours(nearest, lesson_labels);
    out.known = read.known;
    out.explained =
        index.explained(counted, lesson_labels, leading(out.scores, is_outside), left_out);
    out.characters = characters;
    return out;
  }
};

/// By term, how many lessons of labels that are gone have it.
std::vector<std::uint32_t> counts_of(std::span<const Example> lessons, const Library& library,
                                     const std::vector<bool>& gone) {
  std::vector<std::uint32_t> out(library.vocabulary->size(), 0);
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    if (!gone[static_cast<std::size_t>(lessons[i].label)]) continue;
    for (const search::Counted::Term& term : library.counted[i].terms) ++out[term.id];
  }
  return out;
}

/// The lessons of `fold`, judged by the model of the others.
std::vector<Judgement> judged(std::span<const Example> lessons, const Library& library,
                              const Fold& fold, const Judge& judge) {
  const std::vector<std::uint32_t> forgotten = counts_of(lessons, library, fold.gone);
  std::vector<Judgement> out;
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    if (!fold.left_out[i]) continue;
    const search::Counted& counted = library.counted[i];
    const auto nearest = library.index->best(counted, kNearest, fold.left_out);
    const bool gone = fold.gone[static_cast<std::size_t>(lessons[i].label)];
    const Features::Read read =
        gone ? library.features->read(counted, {.itself = false, .by_term = forgotten})
             : library.reads[i];
    out.push_back(judge(counted, read, lessons[i].question.characters, nearest));
    out.back().label = gone ? Judgement::kNone : lessons[i].label;
  }
  return out;
}

const std::vector<bool> kNothing;
const Besides kNoLessons;

}  // namespace

Model Model::train(std::span<const Example> lessons, std::span<const Example> validation,
                   std::span<const Example> texts, const std::vector<bool>& is_outside,
                   const ModelOptions& options) {
  CHECK(!lessons.empty());
  const int label_count = static_cast<int>(is_outside.size());
  const std::vector<Fold> folds = folds_of(lessons, is_outside, options.folds);
  Library library(lessons, options.threads);
  Model model;
  for (const Example& lesson : lessons) model.lesson_labels_.push_back(lesson.label);

  const std::vector<int> also = also_of(is_outside, options.is_alarm);
  const std::vector<Taught> taught = taught_of(lessons, library.reads, also);
  const std::vector<Features::Read> text_reads = read_all(texts, library);
  const std::vector<Taught> described = taught_of(texts, text_reads, also);
  LinearOptions linear;
  linear.threads = options.threads;
  std::vector<std::vector<bool>> left_out;
  for (const Fold& fold : folds) left_out.push_back(fold.left_out);
  std::vector<Weights> weights = train_linear(taught, left_out, label_count + kColumnsBeside,
                                              library.features->size(), linear);

  std::vector<std::optional<PackedWeights>> packed(weights.size());
  // The whole model and one a fold, each judging the lessons it has not seen.
  std::vector<std::vector<Judgement>> by_fold(folds.size());
  core::parallel_for(options.threads, weights.size(), [&](std::size_t k) {
    std::vector<Taught> seen;
    for (std::size_t i = 0; i < lessons.size(); ++i) {
      if (k == 0 || !folds[k - 1].left_out[i]) seen.push_back(taught[i]);
    }
    add_bayes(weights[k], seen, label_count, kBayesShare);
    add_texts(weights[k], described, label_count, kTextShare);
    packed[k].emplace(weights[k]);
    if (k == 0) return;
    const Fold& fold = folds[k - 1];
    by_fold[k - 1] = judged(lessons, library, fold,
                            {*packed[k], kNoLessons, *library.index, model.lesson_labels_,
                             is_outside, fold.left_out, fold.gone});
  });
  std::vector<Judgement> judgements;
  for (std::vector<Judgement>& some : by_fold) {
    std::move(some.begin(), some.end(), std::back_inserter(judgements));
  }
  const Judge judge{*packed[0], kNoLessons, *library.index, model.lesson_labels_,
                    is_outside, kNothing,   kNothing};
  std::vector<Judgement> asked;
  for (const Example& one : validation) {
    const search::Counted counted = library.vocabulary->count(search::grams(one.question));
    asked.push_back(judge(counted, library.features->read(counted), one.question.characters,
                          library.index->best(counted, kNearest)));
    asked.back().label = one.label;
  }
  Calibration fitted = calibrate(judgements, asked, is_outside, options.wrongly_refused,
                                 options.truth_not_covered, options.threads);
  if (core::contains(options.is_alarm, true)) {
    calibrate_alarm(judgements, is_outside, options.is_alarm, options.alarms_missed, fitted);
  }
  model.is_outside_ = is_outside;
  model.is_alarm_ = options.is_alarm;
  model.is_alarm_.resize(is_outside.size());
  model.vocabulary_ = std::move(library.vocabulary);
  model.features_ = std::move(library.features);
  model.index_ = std::move(library.index);
  model.weights_ = std::make_shared<const PackedWeights>(std::move(*packed[0]));
  model.calibration_ = std::move(fitted);
  return model;
}

Model Model::taught(std::span<const Example> lessons) const {
  std::vector<std::vector<search::Gram>> grams;
  for (const Example& lesson : lessons) grams.push_back(search::grams(lesson.question));
  Model out;
  out.is_outside_ = is_outside_;
  out.is_alarm_ = is_alarm_;
  out.calibration_ = calibration_;
  out.vocabulary_ = std::make_shared<const search::Vocabulary>(vocabulary_, grams);
  out.features_ = std::make_shared<const Features>(features_, *out.vocabulary_);
  std::vector<search::Counted> counted;
  std::vector<Features::Read> reads;
  out.lesson_labels_ = lesson_labels_;
  for (std::size_t i = 0; i < lessons.size(); ++i) {
    CHECK(static_cast<std::size_t>(lessons[i].label) < is_outside_.size());
    out.lesson_labels_.push_back(lessons[i].label);
    counted.push_back(out.vocabulary_->count(grams[i]));
    reads.push_back(out.features_->read(counted[i], {.itself = true, .by_term = {}}));
  }
  out.index_ = std::make_shared<const search::Index>(index_, *out.vocabulary_, counted);
  out.weights_ = weights_;
  out.besides_ =
      Besides(*weights_, *features_, taught_of(lessons, reads, also_of(is_outside_, is_alarm_)));
  return out;
}

std::vector<float> Model::scores(const text::Analysis& question) const {
  const Features::Read read = features_->read(vocabulary_->count(search::grams(question)));
  std::vector<float> out(weights_->columns());
  weights_->score(read.vector, out);
  besides_.score(read.vector, out);
  out.resize(is_outside_.size());
  return out;
}

float Model::rarity(const search::Gram& gram) const {
  const auto n = static_cast<float>(vocabulary_->document_count());
  return 1 + std::log((1 + n) / (1 + static_cast<float>(vocabulary_->documents_with(gram))));
}

Prediction Model::predict(const text::Analysis& question) const {
  const search::Counted counted = vocabulary_->count(search::grams(question));
  const Features::Read read = features_->read(counted);
  Prediction out;
  out.lessons = index_->best(counted, kNearest);
  const Judge judge{*weights_, besides_, *index_, lesson_labels_, is_outside_, kNothing, kNothing};
  const Judgement judgement = judge(counted, read, question.characters, out.lessons);
  const Ranking ranking = rank(judgement.scores, calibration_.bend, is_outside_);
  out.outside_probability =
      1 - logistic(calibration_.refusal, signs_of(ranking, judgement, is_outside_));
  out.none_meant = 1 - (1 - out.outside_probability) * named_mass(ranking);
  out.refused = out.none_meant > calibration_.refuse_at;
  if (!calibration_.alarm.empty()) {
    out.alarm = logistic(calibration_.alarm, alarm_signs(ranking, judgement, is_alarm_));
    out.alarmed = out.alarm >= calibration_.alarm_at;
  }
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
