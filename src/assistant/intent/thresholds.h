// The numbers by which a model decides, or that bound what decides: each with its meaning and its
// source. The weights of the grams' blocks stand beside their formula (features.cc).
//
// Tested by fitting_test.cc and model_test.cc.
#pragma once

#include <cstddef>

namespace zheli::intent {

// ---- error rates: the thresholds `refuse_at` and `cover_at` are derived from them
// --------------------

/// Of the questions that do belong here, the share that may be refused, on questions never taught.
/// A choice between two errors, not a measurement: at 0.045 nine of ten questions that belong
/// elsewhere are sent there.
constexpr double kWronglyRefused = 0.045;

/// Of the truths, the share that may lie outside the covering set, on questions never taught. A
/// choice likewise: smaller sets ask back less and miss more.
constexpr double kTruthNotCovered = 0.03;

/// Of the messages that cannot wait, the share that may be missed, on messages never taught, by
/// models of two thirds of the lessons: the whole one misses less (docs/methods/intent.md). A
/// choice: a false alarm costs a line, a miss a life.
constexpr double kAlarmsMissed = 0.08;

/// So many matters are named, best first. Where most likely none of them is meant there is nothing
/// to ask back about, and the question is refused. Chosen: more than the dialogue's eight.
constexpr std::size_t kNamed = 10;

/// Folds in which lessons are judged by a model of the others. Measured: five or ten are worse
/// calibrated and slower (docs/methods/intent.md).
constexpr int kFolds = 3;

/// Folds of labels left out whole, where nothing was taught of what lies outside. Chosen: four
/// fifths of the labels stay, and each is left out once.
constexpr std::size_t kLabelFolds = 5;

// ---- signs of a refusal
// --------------------------------------------------------------------------

/// Log-odds beyond this say no more: e^15 is three million to one. Keeps one sign from outweighing
/// all others where a side has no label at all. Chosen.
constexpr double kOddsMax = 15.0;

/// Added to a probability before its logarithm is taken, so that nought has one. Far below any
/// probability that decides.
constexpr double kLittle = 1e-9;

/// Brings ln(1 + characters) of a long story to about one, the size of the other signs; the fit
/// would find another weight for another scale, but for its ridge. Chosen.
constexpr double kLogLengthUsual = 5;

/// Taught questions looked at for the nearest ones. Chosen.
constexpr std::size_t kNearest = 5;

// ---- shares in the table of weights
// ----------------------------------------------------------------

/// What naive Bayes and the labels' own texts add to the linear weights. Measured by
/// cross-validation; Bayes' share doubled changes nothing (docs/methods/intent.md).
constexpr float kBayesShare = 0.03F;
constexpr float kTextShare = 0.6F;

}  // namespace zheli::intent
