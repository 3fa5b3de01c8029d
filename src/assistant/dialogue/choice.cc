#include "assistant/dialogue/choice.h"

#include <algorithm>
#include <numeric>

#include "assistant/dialogue/thresholds.h"
#include "assistant/text/utf8.h"
#include "core/check.h"
#include "core/contains.h"

namespace zheli::dialogue {
namespace {

using knowledge::Fact;
using knowledge::Facts;
using knowledge::Item;
using knowledge::Lead;
using knowledge::Outcome;
using knowledge::Question;

double cost_of_asking(const knowledge::Asking& asked) {
  const auto length = static_cast<double>(text::letters(asked.ask));
  return 1 + length / kLettersAQuestion + (asked.sensitive ? kSensitiveCost : 0);
}

/// Of outcomes that do not both simply say how it is done, reading the wrong one costs more.
double apart(const Outcome& main, const Outcome& other) {
  const bool alike = main.can == other.can && main.go_to == other.go_to;
  return alike ? kBranchCost : kOtherwiseCost;
}

bool names(const Question& question, const std::string& item) {
  return std::any_of(question.leads.begin(), question.leads.end(),
                     [&](const Lead& lead) { return core::contains(lead.items, item); });
}

/// What the answer that goes to `lead` leaves to be done: `total` of it, with `most` the likeliest.
struct Left {
  double total = 0;
  double most = 0;
  double cost() const { return std::min(kAsideCost * (total - most), total); }
};

/// One question against the candidates: which answer each of them goes to. An item under several
/// answers is split evenly.
class Split {
 public:
  Split(const Question& question, std::span<const Candidate> candidates,
        const std::vector<double>& shares)
      : question_(question), leads_(question.leads.size()) {
    for (std::size_t i = 0; i < candidates.size(); ++i) add(candidates[i].item, shares[i]);
  }

  /// Whether two answers lead to different candidates.
  bool tells_apart() const { return meant_ >= 2; }

  double cost() const {
    double cost = cost_of_asking(question_) + kAsideCost * under_none_;
    for (const Left& left : leads_) cost += left.cost();
    return cost;
  }

 private:
  void add(const std::string& item, double share) {
    std::vector<Left*> mine;
    for (std::size_t k = 0; k < leads_.size(); ++k) {
      if (core::contains(question_.leads[k].items, item)) mine.push_back(&leads_[k]);
    }
    if (mine.empty()) under_none_ += share;
    for (Left* left : mine) {
      const double part = share / static_cast<double>(mine.size());
      meant_ += left->total == 0 && part > 0;
      left->total += part;
      left->most = std::max(left->most, part);
    }
  }

  const Question& question_;
  std::vector<Left> leads_;
  double under_none_ = 0;
  int meant_ = 0;
};

bool is_open(const Question& question, const Conversation& conversation) {
  return !question.unknowable && !core::contains(conversation.unsure, question.id) &&
         !core::contains(conversation.answered, question.id);
}

/// The cheapest question, or the one that comes before it; none where nothing tells them apart.
std::vector<Priced> best_question(const Grounds& grounds, const Conversation& conversation,
                                  const std::vector<double>& shares, const std::string& must_name) {
  std::vector<Priced> all;
  for (const Question& question : grounds.pack.questions) {
    if (!is_open(question, conversation)) continue;
    if (!must_name.empty() && !names(question, must_name)) continue;
    const Split split(question, conversation.candidates, shares);
    if (split.tells_apart()) all.push_back({Way::question, split.cost(), &question});
  }
  if (all.empty()) return {};
  const auto cheaper = [](const Priced& a, const Priced& b) { return a.cost < b.cost; };
  Priced best = *std::min_element(all.begin(), all.end(), cheaper);
  // `before` has no circles (pack check), so that each step goes to another question.
  for (std::size_t step = 0; step < all.size(); ++step) {
    const auto first = std::find_if(all.begin(), all.end(), [&](const Priced& one) {
      return core::contains(one.asked->before, best.asked->id);
    });
    if (first == all.end()) break;
    best = {Way::question, best.cost, first->asked};
  }
  return {best};
}

/// The part of the doubt that the first `count` do not hold.
double beyond(const std::vector<double>& shares, std::size_t count) {
  const auto end = shares.begin() + static_cast<std::ptrdiff_t>(std::min(count, shares.size()));
  return std::max(0.0, 1 - std::accumulate(shares.begin(), end, 0.0));
}

}  // namespace

std::string_view name(Way way) {
  constexpr std::string_view kNames[] = {"answer", "side by side", "list", "question"};
  return kNames[static_cast<std::size_t>(way)];
}

double cost_of_branches(const Item& item, const Facts& facts, core::Date day,
                        const FactShares& shares) {
  const std::vector<const Outcome*> outcomes = possible(item, facts, day);
  if (outcomes.size() < 2) return 0;
  const std::vector<double> of = outcome_shares(item, facts, day, shares);
  const auto main = static_cast<std::size_t>(std::max_element(of.begin(), of.end()) - of.begin());
  const bool one_shown = of[main] >= kMainOutcomeMin;
  double cost = one_shown ? kLineCost : kLineCost * static_cast<double>(outcomes.size() - 1);
  for (std::size_t o = 0; o < outcomes.size(); ++o) {
    if (o != main) cost += of[o] * apart(*outcomes[main], *outcomes[o]);
  }
  return cost;
}

double cost_of_fact(const Item& item, const Fact& fact, const Facts& facts, core::Date day,
                    const FactShares& shares) {
  double cost = cost_of_asking(fact);
  const std::vector<double> of = shares.of(item, fact);
  for (std::size_t i = 0; i < of.size(); ++i) {
    Facts known = facts;
    known[fact.id] = fact.options[i].id;
    cost += of[i] * cost_of_branches(item, known, day, shares);
  }
  return cost;
}

std::size_t count_beside(const Conversation& conversation) {
  const std::vector<double> shares = shares_of(conversation.candidates);
  std::size_t count = 1;
  while (count < std::min(shares.size(), kSideBySideMax) && shares[count] >= kBesideMin) ++count;
  return count;
}

std::vector<Priced> ways(const Grounds& grounds, const Conversation& conversation, core::Date day,
                         const Limits& limits) {
  const std::vector<Candidate>& candidates = conversation.candidates;
  CHECK(candidates.size() >= 2);
  const std::vector<double> shares = shares_of(candidates);
  const Item& first = *grounds.pack.item(candidates.front().item);
  const auto shown = static_cast<double>(std::min(candidates.size(), kOfferedMax));
  std::vector<Priced> out;
  const double branches =
      limits.side ? 0 : cost_of_branches(first, conversation.facts, day, grounds.shares);
  out.push_back({Way::answer, shares[0] * branches + kAsideCost * (1 - shares[0])});
  if (limits.side) {
    const std::size_t beside = count_beside(conversation);
    out.push_back({Way::side_by_side, 2 * kLineCost * static_cast<double>(beside - 1) +
                                          kWrongCost * beyond(shares, beside)});
  }
  out.push_back(
      {Way::list, kListCost + kLineCost * shown + kWrongCost * beyond(shares, kOfferedMax)});
  if (limits.asks) {
    const auto asked = best_question(grounds, conversation, shares, limits.names);
    out.insert(out.end(), asked.begin(), asked.end());
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Priced& a, const Priced& b) { return a.cost < b.cost; });
  return out;
}

}  // namespace zheli::dialogue
