#include "assistant/dialogue/guide.h"

#include <algorithm>
#include <limits>

#include "core/check.h"

namespace zheli::dialogue {
namespace {

using knowledge::Facts;
using knowledge::Item;
using knowledge::Outcome;
using knowledge::Truth;
using knowledge::When;

// The pack's own punctuation: clauses are joined by "、", alternatives by "或".
constexpr const char* kAnd = "\u3001";
constexpr const char* kOr = "\u6216";

std::string clause(const Item& item, const std::string& fact_id,
                   const std::vector<std::string>& options) {
  const knowledge::Fact* fact = item.fact(fact_id);
  CHECK(fact != nullptr);
  std::string joined;
  for (const std::string& id : options) {
    const knowledge::Option* option = fact->option(id);
    CHECK(option != nullptr);
    if (!joined.empty()) joined += kOr;
    joined += option->clause;
  }
  return joined;
}

template <typename T>
std::vector<Shown<T>> shown(const Item& item, const std::vector<T>& all, const Facts& facts,
                            core::Date day) {
  std::vector<Shown<T>> kept;
  for (const T& one : all) {
    if (!one.validity.covers(day) || knowledge::holds(one.when, facts) == Truth::no) continue;
    kept.push_back({&one, open_condition(item, one.when, facts)});
  }
  return kept;
}

/// How many known facts speak against `when`.
int broken_count(const When& when, const Facts& facts) {
  int count = 0;
  for (const auto& [fact, options] : when) {
    if (knowledge::holds({{fact, options}}, facts) == Truth::no) ++count;
  }
  return count;
}

/// The outcome that the fewest changed answers would lead to, with those answers as a condition.
std::optional<Nearest> nearest(const Item& item, const Outcome& reached, const Facts& facts,
                               core::Date day) {
  const Outcome* best = nullptr;
  int best_count = std::numeric_limits<int>::max();
  for (const Outcome& outcome : item.outcomes) {
    if (&outcome == &reached || !outcome.validity.covers(day)) continue;
    const int count = broken_count(outcome.when, facts);
    if (count > 0 && count < best_count) {
      best = &outcome;
      best_count = count;
    }
  }
  if (best == nullptr) return std::nullopt;
  std::string condition;
  for (const auto& [fact, options] : best->when) {
    if (knowledge::holds({{fact, options}}, facts) == Truth::yes) continue;
    if (!condition.empty()) condition += kAnd;
    condition += clause(item, fact, options);
  }
  return Nearest{condition, best};
}

}  // namespace

std::string open_condition(const Item& item, const When& when, const Facts& facts) {
  std::string joined;
  for (const auto& [fact, options] : when) {
    if (knowledge::holds({{fact, options}}, facts) != Truth::open) continue;
    if (!joined.empty()) joined += kAnd;
    joined += clause(item, fact, options);
  }
  return joined;
}

Guide guide_for(const Item& item, const Facts& facts, core::Date day) {
  Guide guide{};
  guide.item = &item;
  guide.outcomes = knowledge::possible(item, facts, day);
  guide.materials = shown(item, item.materials, facts, day);
  guide.who = shown(item, item.who, facts, day);
  guide.conditions = shown(item, item.conditions, facts, day);
  guide.online = shown(item, item.online, facts, day);
  guide.counter = shown(item, item.counter, facts, day);
  guide.statutory = shown(item, item.statutory, facts, day);
  guide.promised = shown(item, item.promised, facts, day);
  guide.fee = shown(item, item.fee, facts, day);
  guide.result = shown(item, item.result, facts, day);
  if (guide.outcomes.size() == 1) guide.nearest = nearest(item, *guide.outcomes[0], facts, day);
  return guide;
}

std::vector<KnownFact> known_facts(const std::vector<const Item*>& items, const Facts& facts,
                                   const Facts& stated) {
  std::vector<KnownFact> known;
  for (const Item* item : items) {
    for (const knowledge::Fact& fact : item->facts) {
      const auto found = facts.find(fact.id);
      const knowledge::Option* option = found == facts.end() ? nullptr : fact.option(found->second);
      const bool noted = std::any_of(known.begin(), known.end(),
                                     [&](const KnownFact& k) { return k.fact->id == fact.id; });
      if (option == nullptr || noted) continue;
      known.push_back({&fact, option, stated.contains(fact.id)});
    }
  }
  return known;
}

}  // namespace zheli::dialogue
