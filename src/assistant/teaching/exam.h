// Questions with their right answers → how good the assistant is: rates, a table per domain, what
// is confused with what, and whether its probabilities are honest. The same measures for a pack and
// for a file of lessons in any language.
//
// Tested by exam_test.cc.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "assistant/knowledge/exam.h"

namespace zheli::teaching {

/// What an examinee (a pack's assistant, or a bare model) made of one question.
struct Sitting {
  std::vector<std::string>
      labels;              // items answered, offered or clarified; best first, at most four
  std::string forced;      // the leading item if it may not refuse
  bool refused = false;    // outside, handed over or urgent
  double probability = 0;  // that the leading item, or the refusal, is right
};

using Examinee = std::function<Sitting(const std::string& question)>;

/// Predicted share against observed share, for tenths of predicted probability.
struct ReliabilityBin {
  int questions = 0;
  double predicted = 0;  // mean
  double right = 0;      // share
};

struct DomainScore {
  std::string domain;
  int questions = 0;
  int right = 0;
  int offered = 0;
};

/// Rates are shares in [0, 1]. A question for which declining and an item are both right is left
/// out.
struct Score {
  int questions = 0;             // all that count
  int inside = 0;                // of them, with an item
  double top1 = 0;               // leading item expected; a refusal is wrong
  double top1_forced = 0;        // the same if it may not refuse
  double offered = 0;            // expected item answered, or among at most four
  double outside_recall = 0;     // outside questions refused
  double outside_false = 0;      // inside questions refused
  double calibration_error = 0;  // ECE over ten bins of equal width
  double mcc = 0;                // Matthews correlation over all labels, "outside" being one
  std::vector<DomainScore> domains;
  std::vector<std::pair<std::pair<std::string, std::string>, int>>
      confused;                             // (right, said), most first
  std::vector<ReliabilityBin> reliability;  // ten
  std::vector<std::string> wrong;  // "question<TAB>expected<TAB>said", for a teacher to read
};

/// Whether `label` meets `expected` (alternatives; a trailing "*" stands for any id that starts
/// so).
bool meets(const std::string& label, const std::vector<std::string>& expected);

/// What one question counts for.
struct Mark {
  bool inside = false;   // an item is expected
  bool right = false;    // leading item expected, or rightly refused
  bool offered = false;  // expected item answered, or among those offered or clarified
  bool refused = false;
};

/// Asks `examinee`; nothing where declining and an item are both right: it does not count.
std::optional<Mark> mark_of(const knowledge::ExamQuestion& question, const Examinee& examinee);

Score sit(const std::vector<knowledge::ExamQuestion>& questions, const Examinee& examinee);

/// Gorodkin's R_K, Matthews correlation for many labels, of (truth, said) pairs; 0 where undefined.
/// Source: Gorodkin, "Comparing two K-category assignments by a K-category correlation
/// coefficient" (2004).
double matthews(const std::vector<std::pair<std::string, std::string>>& pairs);

}  // namespace zheli::teaching
