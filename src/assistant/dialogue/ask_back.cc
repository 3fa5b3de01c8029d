#include "assistant/dialogue/ask_back.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"

namespace zheli::dialogue {
namespace {

using knowledge::Fact;
using knowledge::Facts;
using knowledge::Item;
using knowledge::Option;
using knowledge::Outcome;
using knowledge::Question;
using knowledge::Truth;

// An answer may lead to an item the model had not thought of: it starts with this much.
constexpr double kUnthoughtOf = 0.01;

std::string share_key(std::string_view item, std::string_view fact, std::string_view option) {
  std::string key;
  key.append(item).append(1, '\n').append(fact).append(1, '\n').append(option);
  return key;
}

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

double entropy(std::span<const double> weights) {
  double total = 0;
  for (const double w : weights) total += w;
  if (total <= 0) return 0;
  double bits = 0;
  for (const double w : weights) {
    if (w > 0) bits -= w / total * std::log2(w / total);
  }
  return bits;
}

double sum(std::span<const double> weights) {
  double total = 0;
  for (const double w : weights) total += w;
  return total;
}

/// Walks over the combinations of unknown facts and adds each one's weight to the outcome it
/// reaches.
struct OutcomeWeights {
  const Item& item;
  const std::vector<const Outcome*>& outcomes;
  const FactShares& shares;
  std::vector<const Fact*> unknown;
  Facts facts;
  std::vector<double> weights;

  void walk(std::size_t depth, double weight) {
    if (depth == unknown.size()) {
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (knowledge::holds(outcomes[i]->when, facts) == Truth::yes) weights[i] += weight;
      }
      return;
    }
    const Fact& fact = *unknown[depth];
    for (const Option& option : fact.options) {
      facts[fact.id] = option.id;
      walk(depth + 1, weight * shares.share(item, fact, option));
    }
    facts.erase(fact.id);
  }
};

std::vector<double> weights_of(const Item& item, const std::vector<const Outcome*>& outcomes,
                               const Facts& facts, const FactShares& shares) {
  OutcomeWeights walk{item, outcomes, shares, {}, facts, {}};
  walk.weights.assign(outcomes.size(), 0.0);
  for (const Fact& fact : item.facts) {
    const bool matters = std::any_of(outcomes.begin(), outcomes.end(), [&](const Outcome* outcome) {
      return outcome->when.contains(fact.id);
    });
    if (matters && !facts.contains(fact.id)) walk.unknown.push_back(&fact);
  }
  walk.walk(0, 1.0);
  return walk.weights;
}

/// The weight of candidate `item` that goes to `option`: split evenly over the options that name
/// it.
double weight_in(const Question& question, const Option& option, const Candidate& candidate) {
  if (!contains(option.items, candidate.item)) return 0;
  int options = 0;
  for (const Option& other : question.options) options += contains(other.items, candidate.item);
  return candidate.probability / options;
}

/// Whether two answers to `question` name a candidate; for most questions of a pack none does.
bool tells_apart(const Question& question, std::span<const Candidate> candidates) {
  const auto is_named = [&](const Option& option) {
    return std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
      return contains(option.items, candidate.item);
    });
  };
  return std::count_if(question.options.begin(), question.options.end(), is_named) >= 2;
}

/// The share of the doubt that `question` removes; 0 where it does not tell any two apart.
double gain_share(const Question& question, std::span<const Candidate> candidates) {
  if (!tells_apart(question, candidates)) return 0;
  std::vector<double> all;
  for (const Candidate& candidate : candidates) all.push_back(candidate.probability);
  const double before = entropy(all);
  if (before <= 0) return 0;
  double after = 0;
  int options_meant = 0;
  std::vector<double> left = all;
  for (const Option& option : question.options) {
    std::vector<double> inside;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      inside.push_back(weight_in(question, option, candidates[i]));
      left[i] -= inside.back();
    }
    after += sum(inside) / sum(all) * entropy(inside);
    options_meant += sum(inside) > 0;
  }
  if (options_meant < 2) return 0;  // "none of these" must not be the only other answer
  after += std::max(0.0, sum(left)) / sum(all) * entropy(left);
  return (before - after) / before;
}

bool names(const Question& question, const std::string& item) {
  return std::any_of(question.options.begin(), question.options.end(),
                     [&](const Option& option) { return contains(option.items, item); });
}

/// Whether the answer to `earlier`, which left `candidates`, spoke against `item`: one option names
/// all of them, and none such names the item.
bool ruled_out(const Question& earlier, std::span<const Candidate> candidates,
               const std::string& item) {
  bool answered = false;
  for (const Option& option : earlier.options) {
    const bool chosen =
        std::all_of(candidates.begin(), candidates.end(),
                    [&](const Candidate& one) { return contains(option.items, one.item); });
    if (chosen && contains(option.items, item)) return false;
    answered |= chosen;
  }
  return answered;
}

}  // namespace

FactShares::FactShares(const knowledge::Pack& pack) {
  for (const knowledge::Lesson& lesson : pack.lessons) {
    for (const auto& [fact, option] : lesson.facts) {
      counts_[share_key(lesson.label, fact, option)] += 1;
    }
  }
}

double FactShares::share(const Item& item, const Fact& fact, const Option& option) const {
  double all = 0;
  double mine = 0;
  for (const Option& one : fact.options) {
    const auto found = counts_.find(share_key(item.id, fact.id, one.id));
    const double count = 1 + (found == counts_.end() ? 0.0 : found->second);
    all += count;
    if (one.id == option.id) mine = count;
  }
  return mine / all;
}

const Fact* fact_to_ask(const Item& item, const Facts& facts,
                        const std::vector<std::string>& unsure, core::Date day,
                        const FactShares& shares) {
  const std::vector<const Outcome*> outcomes = possible(item, facts, day);
  if (outcomes.size() < 2) return nullptr;
  const double before = entropy(weights_of(item, outcomes, facts, shares));
  const Fact* best = nullptr;
  double best_gain = 1e-9;  // below this a question only costs the citizen's time
  for (const Fact& fact : item.facts) {
    if (facts.contains(fact.id) || contains(unsure, fact.id)) continue;
    double after = 0;
    for (const Option& option : fact.options) {
      Facts then = facts;
      then[fact.id] = option.id;
      after += shares.share(item, fact, option) * entropy(weights_of(item, outcomes, then, shares));
    }
    if (before - after > best_gain) {
      best = &fact;
      best_gain = before - after;
    }
  }
  return best;
}

Splitting question_to_ask(std::span<const Question> questions,
                          std::span<const Candidate> candidates,
                          const std::vector<std::string>& unsure, const Worth& worth) {
  Splitting best;
  std::vector<Splitting> worth_it;
  for (const Question& question : questions) {
    if (contains(unsure, question.id)) continue;
    if (!worth.names.empty() && !names(question, worth.names)) continue;
    const double gain = gain_share(question, candidates);
    if (gain >= worth.gain_share_min) worth_it.push_back({&question, gain});
    if (gain > best.gain_share + 1e-9) best = {&question, gain};
  }
  // `before` has no circles (pack check), so that each step goes to another question.
  for (std::size_t i = 0; best.question != nullptr && i < worth_it.size(); ++i) {
    const auto first = std::find_if(worth_it.begin(), worth_it.end(), [&](const Splitting& one) {
      return contains(one.question->before, best.question->id);
    });
    if (first == worth_it.end()) break;
    best = *first;
  }
  return best;
}

std::vector<Candidate> after_answer(const Question& question, const Option* option,
                                    std::span<const Candidate> candidates,
                                    std::span<const Question* const> earlier) {
  std::vector<Candidate> left;
  for (const Candidate& candidate : candidates) {
    bool named = false;
    for (const Option& one : question.options) named |= contains(one.items, candidate.item);
    const bool stays = option ? contains(option->items, candidate.item) : !named;
    if (stays) left.push_back(candidate);
  }
  if (option != nullptr) {
    for (const std::string& item : option->items) {
      const bool known =
          std::any_of(left.begin(), left.end(), [&](const Candidate& c) { return c.item == item; });
      const bool against = std::any_of(earlier.begin(), earlier.end(), [&](const Question* one) {
        return ruled_out(*one, candidates, item);
      });
      if (!known && !against) left.push_back({item, kUnthoughtOf});
    }
  }
  double total = 0;
  for (const Candidate& candidate : left) total += candidate.probability;
  for (Candidate& candidate : left) candidate.probability /= total;
  std::stable_sort(left.begin(), left.end(), [](const Candidate& a, const Candidate& b) {
    return a.probability > b.probability;
  });
  return left;
}

}  // namespace zheli::dialogue
