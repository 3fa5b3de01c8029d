#include "assistant/teaching/exam.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace zheli::teaching {
namespace {

using knowledge::ExamQuestion;

constexpr const char* kOutside = "outside";

bool means_outside(const std::string& label) {
  return label == kOutside || label == "urgent" || label.starts_with("outside/") ||
         label.starts_with("urgent/");
}

bool any_outside(const ExamQuestion& question) {
  return std::any_of(question.expected.begin(), question.expected.end(), means_outside);
}

bool all_outside(const ExamQuestion& question) {
  return std::all_of(question.expected.begin(), question.expected.end(), means_outside);
}

/// One question with what was said of it.
struct Judged {
  const ExamQuestion* question;
  Sitting sitting;
  Mark mark;
};

std::string said(const Sitting& sitting) {
  if (sitting.refused || sitting.labels.empty()) return kOutside;
  return sitting.labels.front();
}

/// Nothing where both declining and an item are right.
std::optional<Judged> judge(const ExamQuestion& question, const Examinee& examinee) {
  const bool inside = !all_outside(question);
  if (inside && any_outside(question)) return std::nullopt;
  Judged judged{&question, examinee(question.question), {}};
  const Sitting& sitting = judged.sitting;
  const std::string answer = said(sitting);
  const bool named =
      !sitting.refused && std::any_of(sitting.labels.begin(), sitting.labels.end(),
                                      [&](const auto& l) { return meets(l, question.expected); });
  judged.mark = {inside, inside ? meets(answer, question.expected) : answer == kOutside, named,
                 sitting.refused};
  return judged;
}

void count_domain(const Judged& judged, std::map<std::string, DomainScore>& domains) {
  const Mark& mark = judged.mark;
  DomainScore& domain = domains[judged.question->domain];
  domain.domain = judged.question->domain;
  ++domain.questions;
  domain.right += mark.right;
  domain.offered += mark.inside ? mark.offered : mark.right;
}

std::vector<ReliabilityBin> reliability(const std::vector<Judged>& all, double& error) {
  std::vector<ReliabilityBin> bins(10);
  for (const Judged& judged : all) {
    const double p = std::clamp(judged.sitting.probability, 0.0, 1.0);
    ReliabilityBin& bin = bins[std::min<std::size_t>(9, static_cast<std::size_t>(p * 10))];
    ++bin.questions;
    bin.predicted += p;
    bin.right += judged.mark.right;
  }
  error = 0;
  for (ReliabilityBin& bin : bins) {
    if (bin.questions == 0) continue;
    error += std::abs(bin.predicted - bin.right) / static_cast<double>(all.size());
    bin.predicted /= bin.questions;
    bin.right /= bin.questions;
  }
  return bins;
}

void add_confusions(const std::vector<Judged>& all, Score& score) {
  std::map<std::pair<std::string, std::string>, int> counts;
  for (const Judged& judged : all) {
    if (judged.mark.right) continue;
    const std::string answer = said(judged.sitting);
    ++counts[{judged.question->expected.front(), answer}];
    std::string expected;
    for (const std::string& one : judged.question->expected) {
      expected += (expected.empty() ? "" : "|") + one;
    }
    score.wrong.push_back(judged.question->question + "\t" + expected + "\t" + answer);
  }
  score.confused.assign(counts.begin(), counts.end());
  std::stable_sort(score.confused.begin(), score.confused.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
}

}  // namespace

bool meets(const std::string& label, const std::vector<std::string>& expected) {
  return std::any_of(expected.begin(), expected.end(), [&](const std::string& one) {
    if (one.ends_with('*')) return label.starts_with(one.substr(0, one.size() - 1));
    return label == one;
  });
}

std::optional<Mark> mark_of(const ExamQuestion& question, const Examinee& examinee) {
  const std::optional<Judged> judged = judge(question, examinee);
  if (!judged) return std::nullopt;
  return judged->mark;
}

Score sit(const std::vector<ExamQuestion>& questions, const Examinee& examinee) {
  Score score;
  std::vector<Judged> all;
  std::map<std::string, DomainScore> domains;
  std::vector<std::pair<std::string, std::string>> pairs;
  double top1 = 0, forced = 0, offered = 0, refused_inside = 0, refused_outside = 0;
  for (const ExamQuestion& question : questions) {
    std::optional<Judged> one = judge(question, examinee);
    if (!one) continue;
    all.push_back(*std::move(one));
    const auto& [asked, sitting, mark] = all.back();
    const std::string truth = !mark.inside ? kOutside
                              : mark.right ? said(sitting)
                                           : question.expected.front();
    pairs.emplace_back(truth, said(sitting));
    count_domain(all.back(), domains);
    if (mark.inside) {
      ++score.inside;
      top1 += mark.right;
      forced += meets(sitting.forced, question.expected);
      offered += mark.offered;
      refused_inside += mark.refused;
    } else {
      refused_outside += mark.refused;
    }
  }
  score.questions = static_cast<int>(all.size());
  const double inside = std::max(1, score.inside);
  const double outside = std::max(1, score.questions - score.inside);
  score.top1 = top1 / inside;
  score.top1_forced = forced / inside;
  score.offered = offered / inside;
  score.outside_recall = refused_outside / outside;
  score.outside_false = refused_inside / inside;
  score.mcc = matthews(pairs);
  score.reliability = reliability(all, score.calibration_error);
  for (auto& [id, domain] : domains) score.domains.push_back(domain);
  add_confusions(all, score);
  return score;
}

double matthews(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::map<std::string, std::array<double, 2>> counts;  // label → (true, said)
  double right = 0;
  for (const auto& [truth, answer] : pairs) {
    counts[truth][0] += 1;
    counts[answer][1] += 1;
    right += truth == answer;
  }
  const auto n = static_cast<double>(pairs.size());
  double both = 0, truths = 0, answers = 0;
  for (const auto& [label, count] : counts) {
    both += count[0] * count[1];
    truths += count[0] * count[0];
    answers += count[1] * count[1];
  }
  const double spread = std::sqrt((n * n - answers) * (n * n - truths));
  return spread == 0 ? 0 : (right * n - both) / spread;
}

}  // namespace zheli::teaching
