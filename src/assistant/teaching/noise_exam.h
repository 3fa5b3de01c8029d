// An exam and its noise → how many right answers each attack costs, and which item suffers most.
//
// Tested by noise_test.cc.
#pragma once

#include "assistant/teaching/exam.h"
#include "assistant/teaching/noise.h"

namespace zheli::teaching {

/// Shares in [0, 1] over the same questions, before and after; see Score for what they mean.
struct Rates {
  double top1 = 0;
  double offered = 0;
  double outside_recall = 0;
};

struct Attacked {
  int questions = 0;  // that the attack changed; the others are left out of both rates
  int inside = 0;     // of them, with an item
  Rates before, after;
};

/// One item and what it lost: questions that were met (expected item offered, or rightly turned
/// away) and no longer are.
struct Broken {
  std::string label;                  // the first expected item, or "outside"
  int questions = 0;                  // attacked, over all attacks
  std::map<Attack, int> lost;         // by attack, without the noughts
  int lost_count = 0;                 // over all attacks
  std::string question, attacked;     // one that was lost, as it was and as it became
  Attack attack = Attack::homophone;  // what became of it
};

struct NoiseScore {
  std::vector<std::pair<Attack, Attacked>> attacks;
  std::vector<Attack> left_out;  // changed no question at all
  Attacked total;                // every attacked question of every attack, each counting once
  std::vector<Broken> broken;    // most lost first
};

/// Sits `questions` as they are and after each attack.
NoiseScore sit_noise(const std::vector<knowledge::ExamQuestion>& questions,
                     const Examinee& examinee, const Noise& noise);

}  // namespace zheli::teaching
