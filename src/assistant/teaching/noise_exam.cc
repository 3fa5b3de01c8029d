#include "assistant/teaching/noise_exam.h"

#include <algorithm>

namespace zheli::teaching {
namespace {

using knowledge::ExamQuestion;

/// Sums while an attack goes on; shares at its end.
struct Tally {
  int inside = 0, outside = 0;
  Rates before, after;

  void add(const Mark& was, const Mark& is) {
    (was.inside ? inside : outside) += 1;
    add(was, before);
    add(is, after);
  }
  static void add(const Mark& mark, Rates& rates) {
    if (!mark.inside) {
      rates.outside_recall += mark.refused;
      return;
    }
    rates.top1 += mark.right;
    rates.offered += mark.offered;
  }
  Rates shares(const Rates& counts) const {
    const double in = std::max(1, inside);
    return {counts.top1 / in, counts.offered / in, counts.outside_recall / std::max(1, outside)};
  }
  Attacked attacked() const { return {inside + outside, inside, shares(before), shares(after)}; }
};

struct Asked {
  const ExamQuestion* question;
  Mark mark;
};

bool met(const Mark& mark) {
  return mark.inside ? mark.offered : mark.refused;
}

std::vector<Broken> worst_first(std::map<std::string, Broken> items) {
  std::vector<Broken> out;
  for (auto& [label, item] : items) {
    if (item.lost_count > 0) out.push_back(std::move(item));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Broken& a, const Broken& b) { return a.lost_count > b.lost_count; });
  return out;
}

}  // namespace

NoiseScore sit_noise(const std::vector<ExamQuestion>& questions, const Examinee& examinee,
                     const Noise& noise) {
  std::vector<Asked> asked;
  for (const ExamQuestion& question : questions) {
    if (const auto mark = mark_of(question, examinee)) asked.push_back({&question, *mark});
  }
  NoiseScore score;
  Tally total;
  std::map<std::string, Broken> items;
  for (const Attack attack : kAttacks) {
    Tally tally;
    for (const Asked& one : asked) {
      ExamQuestion attacked = *one.question;
      attacked.question = noise(attack, one.question->question);
      if (attacked.question == one.question->question) continue;
      const Mark mark = *mark_of(attacked, examinee);
      tally.add(one.mark, mark);
      total.add(one.mark, mark);
      Broken& item = items[one.mark.inside ? one.question->expected.front() : "outside"];
      ++item.questions;
      if (!met(one.mark) || met(mark)) continue;
      ++item.lost[attack];
      if (item.lost_count++ > 0) continue;
      item.question = one.question->question;
      item.attacked = attacked.question;
      item.attack = attack;
    }
    const Attacked attacked = tally.attacked();
    if (attacked.questions == 0) {
      score.left_out.push_back(attack);
    } else {
      score.attacks.emplace_back(attack, attacked);
    }
  }
  for (auto& [label, item] : items) item.label = label;
  score.total = total.attacked();
  score.broken = worst_first(std::move(items));
  return score;
}

}  // namespace zheli::teaching
