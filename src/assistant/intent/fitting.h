// Judgements on unseen questions → what makes a model honest: how scores become probabilities, when
// nothing here is meant, and the two thresholds that follow from stated error rates.
//
// Tested by fitting_test.cc.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "assistant/intent/bend.h"

namespace zheli::intent {

struct Ranked {
  int label = 0;
  double probability = 0;  // calibrated
};

/// A taught question near the one asked.
struct Neighbour {
  int label = 0;
  float share = 0;  // of the best BM25 score possible
};

/// What a model said of a question.
struct Judgement {
  int label = 0;                   // the truth, where it is known; kNone: no label of the model
  std::vector<float> scores;       // by label
  float ours = 0;                  // score of "a matter of ours", whichever it be
  float alarm = 0;                 // score of "cannot wait", whichever it be
  std::vector<Neighbour> nearest;  // best first
  float known = 0;                 // share of its grams that lessons have
  float explained = 0;             // share of it that the leading matter's lessons have
  std::size_t characters = 0;

  static constexpr int kNone = -1;
};

/// Labels of a question: matters and others apart, each best first, each summing to 1.
struct Ranking {
  std::vector<Ranked> inside;
  std::vector<Ranked> outside;
  double inside_log_mass = 0;   // ln Σ exp(bent score) over matters
  double outside_log_mass = 0;  // the same over the others; very low where there are none
};
Ranking rank(std::span<const float> scores, const Bend& bend, const std::vector<bool>& is_outside);

/// The signs that something here is meant.
using Signs = std::array<double, 11>;
Signs signs_of(const Ranking& ranking, const Judgement& judgement,
               const std::vector<bool>& is_outside);

/// The probability, if a matter of ours is meant, that it is among the kNamed best.
double named_mass(const Ranking& ranking);

/// The signs of an alarm: its own score; the odds of the matters against all else, and of the
/// alarms against all other labels; how much nearer a taught alarm lies than anything else taught;
/// how much of the question lessons know, and how long it is. A question of few known words sounds
/// like anything: without the last three "有个事想问问" is a danger.
using AlarmSigns = std::array<double, 6>;
AlarmSigns alarm_signs(const Ranking& ranking, const Judgement& judgement,
                       const std::vector<bool>& is_alarm);

/// 1 / (1 + exp(−(w · signs + constant))); weights end with the constant.
double logistic(std::span<const double> weights, std::span<const double> signs);

struct Calibration {
  Bend bend;
  std::vector<double> refusal;
  double refuse_at = 1;  // of the probability that none of those named is meant
  double cover_at = 1;
  std::vector<double> alarm;  // empty: no label is one
  double alarm_at = 1;        // of the probability of an alarm
};

/// Fits all of it. `unseen`: lessons judged by models that had not seen them. `validation` (may be
/// empty): questions asked like any, never taught; where there are any, probabilities and
/// thresholds are made true on them, and `unseen` only says which signs speak for a refusal.
/// `wrongly_refused` and `truth_not_covered` are error rates on unseen questions.
///
/// Where no label is outside (an open set), what is not meant is learned from the judgements of
/// kNone: questions of labels that the judging model was not taught. They lie nearer than most that
/// people will ask, so only the signs that carry over speak: the leading score, the words known,
/// the part explained.
Calibration calibrate(const std::vector<Judgement>& unseen,
                      const std::vector<Judgement>& validation, const std::vector<bool>& is_outside,
                      double wrongly_refused, double truth_not_covered, int threads = 1);

/// Fits the alarm on lessons judged by models that had not seen them: of the alarms among them at
/// most the share `missed` lies below the threshold.
void calibrate_alarm(const std::vector<Judgement>& unseen, const std::vector<bool>& is_outside,
                     const std::vector<bool>& is_alarm, double missed, Calibration& fitted);

}  // namespace zheli::intent
