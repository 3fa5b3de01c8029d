#include "assistant/dialogue/guide.h"

#include <algorithm>
#include <limits>

#include "assistant/dialogue/phrase.h"
#include "core/check.h"

namespace zheli::dialogue {
namespace {

using knowledge::Facts;
using knowledge::Item;
using knowledge::Outcome;
using knowledge::Truth;
using knowledge::When;

/// What a guide is worded for.
struct Case {
  const Item& item;
  const Facts& facts;
  core::Date day;
  bool english;
  std::string both;    // between clauses that must all hold
  std::string either;  // between options of one clause
};

std::string clause(const Case& of, const std::string& fact_id,
                   const std::vector<std::string>& options) {
  const knowledge::Fact* fact = of.item.fact(fact_id);
  CHECK(fact != nullptr);
  std::string joined;
  for (const std::string& id : options) {
    const knowledge::Option* option = fact->option(id);
    CHECK(option != nullptr);
    if (!joined.empty()) joined += of.either;
    joined += knowledge::in_language(of.english, option->clause, option->english.clause);
  }
  return joined;
}

/// The clauses of `when` whose truth is `wanted`, joined as in "户口在外省、由别人代办".
template <typename Wanted>
std::string clauses(const Case& of, const When& when, Wanted wanted) {
  std::string joined;
  for (const auto& [fact, options] : when) {
    if (!wanted(knowledge::holds({{fact, options}}, of.facts))) continue;
    if (!joined.empty()) joined += of.both;
    joined += clause(of, fact, options);
  }
  return joined;
}

template <typename T>
std::vector<Shown<T>> shown(const Case& of, const std::vector<T>& all) {
  std::vector<Shown<T>> kept;
  for (const T& one : all) {
    if (!one.validity.covers(of.day)) continue;
    if (knowledge::holds(one.when, of.facts) == Truth::no) continue;
    kept.push_back({&one, clauses(of, one.when, [](Truth truth) { return truth == Truth::open; })});
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
std::optional<Nearest> nearest(const Case& of, const Outcome& reached) {
  const Outcome* best = nullptr;
  int best_count = std::numeric_limits<int>::max();
  for (const Outcome& outcome : of.item.outcomes) {
    if (&outcome == &reached || !outcome.validity.covers(of.day)) continue;
    const int count = broken_count(outcome.when, of.facts);
    if (count > 0 && count < best_count) {
      best = &outcome;
      best_count = count;
    }
  }
  if (best == nullptr) return std::nullopt;
  return Nearest{clauses(of, best->when, [](Truth truth) { return truth != Truth::yes; }), best};
}

}  // namespace

Guide guide_for(const knowledge::Pack& pack, const Item& item, const Facts& facts, core::Date day,
                bool english) {
  const Case of{item,
                facts,
                day,
                english,
                phrase(pack, english, "clause-and"),
                phrase(pack, english, "clause-or")};
  Guide guide{};
  guide.item = &item;
  guide.outcomes = knowledge::possible(item, facts, day);
  guide.materials = shown(of, item.materials);
  guide.who = shown(of, item.who);
  guide.conditions = shown(of, item.conditions);
  guide.online = shown(of, item.online);
  guide.counter = shown(of, item.counter);
  guide.statutory = shown(of, item.statutory);
  guide.promised = shown(of, item.promised);
  guide.fee = shown(of, item.fee);
  guide.result = shown(of, item.result);
  guide.places = knowledge::places_near(pack, item, facts);
  if (guide.outcomes.size() == 1) guide.nearest = nearest(of, *guide.outcomes[0]);
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
