#include "assistant/dialogue/ask_back.h"

#include <algorithm>
#include <cmath>

#include "assistant/dialogue/thresholds.h"
#include "core/check.h"
#include "core/contains.h"

namespace zheli::dialogue {
namespace {

using knowledge::Fact;
using knowledge::Facts;
using knowledge::Item;
using knowledge::Lead;
using knowledge::Option;
using knowledge::Outcome;
using knowledge::Question;

std::string share_key(std::string_view item, std::string_view fact, std::string_view option) {
  std::string key;
  key.append(item).append(1, '\n').append(fact).append(1, '\n').append(option);
  return key;
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

/// The outcomes of an item in numbers: facts and options by their places, shares looked up once.
class Table {
 public:
  Table(const Item& item, const std::vector<const Outcome*>& outcomes, const FactShares& shares)
      : shares_(item.facts.size()), rows_(outcomes.size()) {
    for (std::size_t f = 0; f < item.facts.size(); ++f) {
      const Fact& fact = item.facts[f];
      for (std::size_t o = 0; o < outcomes.size(); ++o) {
        const auto wanted = outcomes[o]->when.find(fact.id);
        if (wanted == outcomes[o]->when.end()) continue;
        rows_[o].push_back({f, bits(fact, wanted->second)});
        if (shares_[f].empty()) shares_[f] = shares.of(item, fact);
      }
    }
  }

  /// The shares of the options of fact `f`; empty where no outcome hangs on it.
  const std::vector<double>& shares(std::size_t f) const { return shares_[f]; }

  /// How much of all combinations reaches each outcome, where `known` gives each fact's options
  /// that are possible: one bit, or kOpen.
  std::vector<double> weights(std::vector<std::uint32_t> known) const {
    std::vector<double> out(rows_.size(), 0.0);
    walk(0, 1.0, known, out);
    return out;
  }

  static constexpr std::uint32_t kOpen = 0xffffffff;

  /// The options of `fact` that `ids` name, one bit each.
  static std::uint32_t bits(const Fact& fact, const std::vector<std::string>& ids) {
    CHECK(fact.options.size() < 32);
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < fact.options.size(); ++i) {
      if (core::contains(ids, fact.options[i].id)) out |= 1U << i;
    }
    return out;
  }

 private:
  struct Need {
    std::size_t fact;
    std::uint32_t options;
  };

  void walk(std::size_t f, double weight, std::vector<std::uint32_t>& chosen,
            std::vector<double>& out) const {
    while (f < chosen.size() && (chosen[f] != kOpen || shares_[f].empty())) ++f;
    if (f == chosen.size()) return arrive(weight, chosen, out);
    for (std::size_t i = 0; i < shares_[f].size(); ++i) {
      chosen[f] = 1U << i;
      walk(f + 1, weight * shares_[f][i], chosen, out);
    }
    chosen[f] = kOpen;
  }

  void arrive(double weight, const std::vector<std::uint32_t>& chosen,
              std::vector<double>& out) const {
    for (std::size_t o = 0; o < rows_.size(); ++o) {
      const bool holds = std::all_of(rows_[o].begin(), rows_[o].end(), [&](const Need& need) {
        return (chosen[need.fact] & need.options) != 0;
      });
      if (holds) out[o] += weight;
    }
  }

  std::vector<std::vector<double>> shares_;  // of each fact
  std::vector<std::vector<Need>> rows_;      // of each outcome
};

/// Each fact's option as a bit; kOpen where it is not known, no bit where it is none of the item's.
std::vector<std::uint32_t> known_bits(const Item& item, const Facts& facts) {
  std::vector<std::uint32_t> out;
  for (const Fact& fact : item.facts) {
    const auto known = facts.find(fact.id);
    out.push_back(known == facts.end() ? Table::kOpen : Table::bits(fact, {known->second}));
  }
  return out;
}

/// Whether nothing speaks against asking `fact` now: citizens can tell, were not asked before, and
/// what comes first is known, or was asked.
bool may_be_asked(const Item& item, const Fact& fact, const Facts& facts,
                  const std::vector<std::string>& unsure) {
  if (fact.unknowable || core::contains(unsure, fact.id)) return false;
  return std::all_of(fact.after.begin(), fact.after.end(), [&](const std::string& first) {
    return facts.contains(first) || core::contains(unsure, first) || item.fact(first)->unknowable;
  });
}

/// Whether the answer to `earlier`, which left `candidates`, spoke against `item`: one option names
/// all of them, and none such names the item.
bool ruled_out(const Question& earlier, std::span<const Candidate> candidates,
               const std::string& item) {
  bool answered = false;
  for (const Lead& lead : earlier.leads) {
    const bool chosen =
        std::all_of(candidates.begin(), candidates.end(),
                    [&](const Candidate& one) { return core::contains(lead.items, one.item); });
    if (chosen && core::contains(lead.items, item)) return false;
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

void scale_to_one(std::vector<double>& weights) {
  double all = 0;
  for (const double one : weights) all += one;
  for (double& one : weights) one = all > 0 ? one / all : 1.0 / static_cast<double>(weights.size());
}

std::vector<double> shares_of(std::span<const Candidate> candidates) {
  std::vector<double> shares;
  for (const Candidate& one : candidates) shares.push_back(one.probability);
  scale_to_one(shares);
  return shares;
}

std::vector<double> FactShares::of(const Item& item, const Fact& fact) const {
  std::vector<double> shares;
  for (const Option& one : fact.options) {
    if (one.share) {
      shares.push_back(*one.share);
      continue;
    }
    const auto found = counts_.find(share_key(item.id, fact.id, one.id));
    shares.push_back(1 + (found == counts_.end() ? 0.0 : found->second));
  }
  scale_to_one(shares);
  return shares;
}

std::vector<double> outcome_shares(const Item& item, const Facts& facts, core::Date day,
                                   const FactShares& shares) {
  std::vector<double> out =
      Table(item, possible(item, facts, day), shares).weights(known_bits(item, facts));
  scale_to_one(out);
  return out;
}

const Fact* fact_to_ask(const Item& item, const Facts& facts,
                        const std::vector<std::string>& unsure, core::Date day,
                        const FactShares& shares) {
  const std::vector<const Outcome*> outcomes = possible(item, facts, day);
  if (outcomes.size() < 2) return nullptr;
  const Table table(item, outcomes, shares);
  std::vector<std::uint32_t> known = known_bits(item, facts);
  const double before = entropy(table.weights(known));
  const Fact* best = nullptr;
  double best_gain = kGainMin;  // below this a question only costs the citizen's time
  for (std::size_t f = 0; f < item.facts.size(); ++f) {
    const Fact& fact = item.facts[f];
    const std::vector<double>& options = table.shares(f);
    if (known[f] != Table::kOpen || options.empty() || !may_be_asked(item, fact, facts, unsure))
      continue;
    double after = 0;
    for (std::size_t i = 0; i < options.size(); ++i) {
      known[f] = 1U << i;
      after += options[i] * entropy(table.weights(known));
    }
    known[f] = Table::kOpen;
    const bool softer = best != nullptr && best->sensitive && !fact.sensitive;
    const bool harder = best != nullptr && !best->sensitive && fact.sensitive;
    const double least = softer ? kGainMin : best_gain;
    if (!harder && before - after > least) {
      best = &fact;
      best_gain = before - after;
    }
  }
  return best;
}

std::vector<Candidate> after_answer(const Question& question, const Option* option,
                                    std::span<const Candidate> candidates,
                                    std::span<const Question* const> earlier) {
  const Lead* const lead = option == nullptr ? nullptr : &question.lead(*option);
  std::vector<Candidate> left;
  for (const Candidate& candidate : candidates) {
    bool named = false;
    for (const Lead& one : question.leads) named |= core::contains(one.items, candidate.item);
    const bool stays = lead ? core::contains(lead->items, candidate.item) : !named;
    if (stays) left.push_back(candidate);
  }
  if (lead != nullptr) {
    for (const std::string& item : lead->items) {
      const bool known =
          std::any_of(left.begin(), left.end(), [&](const Candidate& c) { return c.item == item; });
      const bool against = std::any_of(earlier.begin(), earlier.end(), [&](const Question* one) {
        return ruled_out(*one, candidates, item);
      });
      if (!known && !against) left.push_back({item, kUnthoughtOf});
    }
  }
  const std::vector<double> shares = shares_of(left);
  for (std::size_t i = 0; i < left.size(); ++i) left[i].probability = shares[i];
  std::stable_sort(left.begin(), left.end(), [](const Candidate& a, const Candidate& b) {
    return a.probability > b.probability;
  });
  return left;
}

}  // namespace zheli::dialogue
