#include "assistant/pack_files/check_pack.h"

#include <fmt/format.h>

#include <set>
#include <unordered_map>

#include "assistant/pack_files/english.h"
#include "assistant/pack_files/sheet.h"
#include "core/contains.h"

namespace zheli::pack_files {

using files::ids_of;
using files::unknown;
using knowledge::Fact;
using knowledge::Question;
namespace {

std::string in_words(const Place& place) {
  return fmt::format("{}:{}", place.file, place.line);
}

void check_mentions(std::string_view kind, const std::vector<std::string>& ids,
                    const std::vector<Mention>& mentions, std::vector<Problem>& problems) {
  for (const auto& [id, place] : mentions) {
    if (core::contains(ids, id)) continue;
    problems.push_back({place.file, place.line, unknown(kind, id, ids)});
  }
}

/// A fact known in one item is known in all that ask it: one id, one meaning.
void check_own_facts(const std::vector<Mention>& own, std::vector<Problem>& problems) {
  std::map<std::string_view, const Place*> first;
  for (const auto& [id, place] : own) {
    const auto [found, added] = first.emplace(id, &place);
    if (added || id.empty() || found->second->file == place.file) continue;
    problems.push_back({place.file, place.line,
                        fmt::format("fact \"{}\" stands in {} too; where it means the same move it "
                                    "to facts.yaml, else give it another id",
                                    id, in_words(*found->second))});
  }
}

/// Whether the questions that wait for `from` lead to `to`.
bool waits(const Pack& pack, const std::string& from, const std::string& to,
           std::set<std::string_view>& seen) {
  for (const Question& question : pack.questions) {
    if (question.id != from || !seen.insert(question.id).second) continue;
    for (const std::string& next : question.before) {
      if (next == to || waits(pack, next, to, seen)) return true;
    }
  }
  return false;
}

void check_order(const Pack& pack, const std::vector<Mention>& mentions,
                 std::vector<Problem>& problems) {
  for (const auto& [id, place] : mentions) {
    std::set<std::string_view> seen;
    if (!waits(pack, id, id, seen)) continue;
    problems.push_back({place.file, place.line,
                        fmt::format("question \"{}\" is asked before itself, in a circle of "
                                    "\"before\"; drop one",
                                    id)});
  }
}

void check_item_ids(const Pack& pack, std::vector<Problem>& problems) {
  for (std::size_t i = 1; i < pack.items.size(); ++i) {
    const Item& item = pack.items[i];
    const Item& before = pack.items[i - 1];
    if (item.id != before.id || item.id.empty()) continue;
    problems.push_back({item_path(item), 1,
                        fmt::format("item \"{}\" stands in {} too; give each its own id", item.id,
                                    item_path(before))});
  }
}

void check_fact_ids(const Pack& pack, std::vector<Problem>& problems) {
  const auto check = [&](const std::vector<Fact>& facts, const std::string& file) {
    for (const Fact& fact : facts) {
      if (fact.id != knowledge::kDistrictFact) continue;
      problems.push_back({file, 0,
                          fmt::format("fact \"{}\" is known by its words in places.yaml; give it "
                                      "another id",
                                      fact.id)});
    }
  };
  check(pack.facts, "facts.yaml");
  for (const Item& item : pack.items) check(item.facts, item_path(item));
}

/// What a citizen chooses by must tell the items apart, in each language.
void check_everyday(const Pack& pack, bool english, std::vector<Problem>& problems) {
  std::map<std::string_view, const Item*> first;
  for (const Item& item : pack.items) {
    const std::string& everyday = english ? item.english.everyday : item.everyday;
    const auto [found, added] = first.emplace(everyday, &item);
    if (added || everyday.empty() || found->second->id == item.id) continue;
    const std::string path = item_path(item);
    problems.push_back({english ? english_path(path) : path, 1,
                        fmt::format("everyday \"{}\" stands in {} too; say what tells them apart",
                                    everyday, item_path(*found->second))});
  }
}

void check_question_ids(const Pack& pack, std::vector<Problem>& problems) {
  std::set<std::string_view> seen;
  for (const Question& question : pack.questions) {
    if (seen.insert(question.id).second) continue;
    problems.push_back(
        {"questions", 0,
         fmt::format("question \"{}\" stands in two files; give each its own id", question.id)});
  }
}

/// The regions that words.yaml has places of.
std::vector<std::string> regions_of(const Pack& pack) {
  constexpr std::string_view kPrefix = "place-";
  std::vector<std::string> regions;
  for (const auto& [id, words] : pack.words) {
    const bool is_region = id.starts_with(kPrefix) && id != "place-ending" && id != "place-unclear";
    if (is_region) regions.push_back(id.substr(kPrefix.size()));
  }
  return regions;
}

void check_regions(const Pack& pack, std::vector<Problem>& problems) {
  if (pack.words.empty()) return;  // the file itself is the problem
  const std::vector<std::string> known = regions_of(pack);
  const auto check = [&](const Fact& fact) {
    for (const auto& option : fact.options) {
      for (const std::string& region : option.regions) {
        if (core::contains(known, region)) continue;
        problems.push_back(
            {"words.yaml", 0,
             fmt::format("{}, as option \"{}\" of \"{}\" says; add place-{} or change the option",
                         unknown("region", region, known), option.id, fact.id, region)});
      }
    }
  };
  for (const Fact& fact : pack.facts) check(fact);
  for (const Item& item : pack.items) {
    for (const Fact& fact : item.facts) check(fact);
  }
}

/// Lessons by label, each wording once; a wording under two labels is a problem.
void check_lessons(const Pack& pack, std::vector<Problem>& problems) {
  std::unordered_map<std::string, const Lesson*> taught;
  std::map<std::string_view, std::size_t> counts;
  for (const Lesson& lesson : pack.lessons) {
    const auto [first, added] = taught.emplace(question_key(lesson.question), &lesson);
    if (added) ++counts[lesson.label];
    if (first->second->label == lesson.label) continue;
    problems.push_back(
        {lesson.place.file, lesson.place.line,
         fmt::format("\"{}\" is taught for {} here and for {} in {}; keep one", lesson.question,
                     lesson.label, first->second->label, in_words(first->second->place))});
  }
  for (const Item& item : pack.items) {
    const std::size_t count = counts[item.id];
    if (count >= kLessonsMin) continue;
    problems.push_back({item_path(item), 1,
                        fmt::format("{} lessons for {}; write at least {} in lessons/{}.tsv", count,
                                    item.id, kLessonsMin, item.domain)});
  }
}

}  // namespace

std::string item_path(const Item& item) {
  return fmt::format("items/{}/{}.yaml", item.domain, item.id);
}

std::vector<Problem> check_pack(const Pack& pack, const Mentions& mentions) {
  std::vector<Problem> problems;
  check_mentions("item", ids_of(pack.items), mentions.items, problems);
  check_mentions("question", ids_of(pack.questions), mentions.questions, problems);
  check_order(pack, mentions.questions, problems);
  check_own_facts(mentions.own_facts, problems);
  check_item_ids(pack, problems);
  check_fact_ids(pack, problems);
  check_everyday(pack, false, problems);
  check_everyday(pack, true, problems);
  check_question_ids(pack, problems);
  check_regions(pack, problems);
  check_lessons(pack, problems);
  std::vector<Asked> asked;
  for (const Lesson& one : pack.calibration) asked.push_back({one.question, one.place});
  const std::vector<Problem> seen = check_unseen({&pack.lessons}, asked);
  problems.insert(problems.end(), seen.begin(), seen.end());
  return problems;
}

std::vector<Problem> check_unseen(const std::vector<const std::vector<Lesson>*>& lists,
                                  const std::vector<Asked>& asked) {
  std::unordered_map<std::string, const Place*> taught, seen;
  for (const std::vector<Lesson>* list : lists) {
    for (const Lesson& one : *list) taught.emplace(question_key(one.question), &one.place);
  }
  std::vector<Problem> problems;
  for (const Asked& one : asked) {
    const std::string key = question_key(one.question);
    const auto lesson = taught.find(key);
    if (lesson != taught.end()) {
      problems.push_back({one.place.file, one.place.line,
                          fmt::format("\"{}\" stands in {} too; here only what was never taught "
                                      "may be asked, drop one",
                                      one.question, in_words(*lesson->second))});
    }
    const auto [first, added] = seen.emplace(key, &one.place);
    if (added) continue;
    problems.push_back({one.place.file, one.place.line,
                        fmt::format("\"{}\" is asked in {} too; drop one", one.question,
                                    in_words(*first->second))});
  }
  return problems;
}

}  // namespace zheli::pack_files
