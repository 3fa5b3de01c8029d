#include "assistant/knowledge/situations.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/contains.h"

namespace zheli::knowledge {
namespace {

constexpr std::size_t kNamedMax = 3;  // corners named one by one
constexpr std::size_t kCombinationsMax = 20000;

/// Splits the table depth first.
class Splitter {
 public:
  explicit Splitter(const Item& item) : item_(item) {}

  void split(const Facts& facts, const std::vector<std::size_t>& undecided,
             const std::vector<std::size_t>& matched) {
    std::vector<std::size_t> matching = matched;
    std::vector<std::size_t> open;
    for (const std::size_t index : undecided) {
      const Truth truth = holds(item_.outcomes[index].when, facts);
      if (truth == Truth::yes) matching.push_back(index);
      if (truth == Truth::open) open.push_back(index);
    }
    if (matching.size() > 1 || open.empty()) {
      if (matching.size() != 1) faulty.push_back({facts, matching});
      return;
    }
    const Fact& next = next_fact(facts, open);
    for (const Option& option : next.options) {
      Facts deeper = facts;
      deeper[next.id] = option.id;
      split(deeper, open, matching);
    }
  }

  std::vector<Corner> faulty;

 private:
  const Fact& next_fact(const Facts& facts, const std::vector<std::size_t>& open) const {
    const auto names = [&](const Fact& fact) {
      return !facts.contains(fact.id) && std::any_of(open.begin(), open.end(), [&](std::size_t i) {
        return item_.outcomes[i].when.contains(fact.id);
      });
    };
    const auto found = std::find_if(item_.facts.begin(), item_.facts.end(), names);
    CHECK(found != item_.facts.end());
    return *found;
  }

  const Item& item_;
};

bool names_known_facts_only(const Item& item, const When& when) {
  return std::all_of(when.begin(), when.end(), [&](const auto& entry) {
    const Fact* fact = item.fact(entry.first);
    return fact != nullptr && !entry.second.empty() &&
           std::all_of(entry.second.begin(), entry.second.end(),
                       [&](const std::string& id) { return fact->option(id) != nullptr; });
  });
}

bool can_walk(const Item& item) {
  std::size_t combinations = 1;
  for (const Fact& fact : item.facts) {
    if (fact.options.empty()) return false;
    combinations *= fact.options.size();
    if (combinations > kCombinationsMax) return false;
  }
  return std::all_of(item.outcomes.begin(), item.outcomes.end(), [&](const Outcome& outcome) {
    return names_known_facts_only(item, outcome.when);
  });
}

void check_size(const Item& item, std::vector<TableFault>& faults) {
  if (item.facts.size() > kFactsMax) {
    faults.push_back(
        {{},
         "facts",
         fmt::format("{} facts; at most {}, split the item or leave some to the window",
                     item.facts.size(), kFactsMax)});
  }
  for (const Fact& fact : item.facts) {
    if (fact.options.size() <= kOptionsMax) continue;
    faults.push_back({{},
                      "facts",
                      fmt::format("fact \"{}\" has {} options; at most {}", fact.id,
                                  fact.options.size(), kOptionsMax)});
  }
}

/// "QUESTION = LABEL (old-card: not-found), …": a corner as the item's author knows it.
std::string in_words(const Item& item, const Facts& facts) {
  std::string words;
  for (const auto& [id, option_id] : facts) {
    const Fact* fact = item.fact(id);
    const std::string& label = fact->option(option_id)->label;
    words += fmt::format("{}{} = {} ({}: {})", words.empty() ? "" : ", ", fact->ask, label, id,
                         option_id);
  }
  return words.empty() ? "every case" : words;
}

/// " on 2026-01-01", or nothing where every day is alike.
std::string on_day(const Item& item, core::Date day) {
  const std::vector<core::Date> days = telling_days(item);
  if (days.size() == 1) return "";
  const bool open = day == days[0] && !item.validity.from;
  return open ? " before " + core::to_string(days[1]) : " on " + core::to_string(day);
}

TableFault fault_of(const Item& item, const Corner& corner, core::Date day) {
  const std::string where = in_words(item, corner.facts) + on_day(item, day);
  if (corner.matching.empty()) {
    return {{},
            "outcomes",
            fmt::format("no outcome for {}; add one, or widen the \"when\" of another", where)};
  }
  const Outcome& first = item.outcomes[corner.matching[0]];
  const Outcome& second = item.outcomes[corner.matching[1]];
  return {corner.matching[1], "",
          fmt::format("outcomes \"{}\" and \"{}\" both match {}; exactly one may", first.id,
                      second.id, where)};
}

/// Whether `facts` alone decide that none of `outcomes` matches, or that both of `matching` do.
bool still_faulty(const Item& item, const Facts& facts, const std::vector<std::size_t>& matching,
                  const std::vector<std::size_t>& outcomes) {
  const Truth wanted = matching.empty() ? Truth::no : Truth::yes;
  const std::vector<std::size_t>& all = matching.empty() ? outcomes : matching;
  return std::all_of(all.begin(), all.end(),
                     [&](std::size_t i) { return holds(item.outcomes[i].when, facts) == wanted; });
}

/// The corners with the facts that matter only: wider, so fewer of them, and no longer disjoint.
std::vector<Corner> widened(const Item& item, std::vector<Corner> corners,
                            const std::vector<std::size_t>& outcomes) {
  std::vector<Corner> wide;
  for (Corner& corner : corners) {
    if (corner.matching.size() > 2) corner.matching.resize(2);
    for (const Fact& fact : item.facts) {
      Facts fewer = corner.facts;
      fewer.erase(fact.id);
      if (still_faulty(item, fewer, corner.matching, outcomes)) corner.facts = fewer;
    }
    if (!core::contains(wide, corner)) wide.push_back(corner);
  }
  return wide;
}

void name_corners(const Item& item, const std::vector<Corner>& corners, core::Date day,
                  std::vector<TableFault>& faults) {
  for (std::size_t i = 0; i < corners.size() && i < kNamedMax; ++i) {
    faults.push_back(fault_of(item, corners[i], day));
  }
  if (corners.size() > kNamedMax) {
    faults.push_back({{},
                      "outcomes",
                      fmt::format("and {} more parts of the table without exactly one outcome{}",
                                  corners.size() - kNamedMax, on_day(item, day))});
  }
}

}  // namespace

std::vector<Corner> faulty_corners(const Item& item, const std::vector<std::size_t>& outcomes) {
  Splitter splitter(item);
  splitter.split({}, outcomes, {});
  return std::move(splitter.faulty);
}

std::vector<core::Date> telling_days(const Item& item) {
  const core::Date earliest{std::chrono::year{0}, std::chrono::January, std::chrono::day{1}};
  std::set<core::Date> days = {item.validity.from.value_or(earliest)};
  for (const Outcome& outcome : item.outcomes) {
    for (const auto& date : {outcome.validity.from, outcome.validity.to}) {
      if (date && item.validity.covers(*date)) days.insert(*date);
    }
  }
  return {days.begin(), days.end()};
}

std::vector<TableFault> check_situations(const Item& item) {
  std::vector<TableFault> faults;
  check_size(item, faults);
  if (item.outcomes.empty()) {
    faults.push_back({{}, "outcomes", "the item has no outcome; give it at least one"});
  }
  if (item.outcomes.empty() || !can_walk(item)) return faults;
  std::set<std::size_t> reachable;
  for (const core::Date day : telling_days(item)) {
    std::vector<std::size_t> valid;
    for (std::size_t i = 0; i < item.outcomes.size(); ++i) {
      if (item.outcomes[i].validity.covers(day)) valid.push_back(i);
    }
    reachable.insert(valid.begin(), valid.end());
    name_corners(item, widened(item, faulty_corners(item, valid), valid), day, faults);
  }
  for (std::size_t i = 0; i < item.outcomes.size(); ++i) {
    if (reachable.contains(i)) continue;
    faults.push_back({i, "",
                      fmt::format("outcome \"{}\" is never reached: its dates lie outside the "
                                  "item's; change \"from\", \"to\" or drop it",
                                  item.outcomes[i].id)});
  }
  return faults;
}

}  // namespace zheli::knowledge
