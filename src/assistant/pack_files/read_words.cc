// How files of words are read: one public reader a file, each a list or mapping of small entries,
// and beneath them what several share: an id is fresh, a phrase has the same {places} in both
// languages, a word belongs to one official term. Which keys and places there are stands at the
// head.
#include "assistant/pack_files/read_words.h"

#include <fmt/format.h>

#include <initializer_list>
#include <set>

#include "assistant/pack_files/english.h"
#include "assistant/pack_files/read_statement.h"
#include "core/contains.h"

namespace zheli::pack_files {

using files::unknown;
using knowledge::Domain;
using knowledge::Imprint;
using knowledge::Phone;
using knowledge::Register;
namespace {

// The sides of a matter that no field of an item is for; a new one also needs its Facet.
constexpr const char* kMentionedSides[] = {"hours", "booking", "post", "home", "validity", "photo"};

/// `ids`, then for each mentioned side an id that starts with each of `prefixes`.
std::vector<std::string> with_sides(std::vector<std::string> ids,
                                    std::initializer_list<const char*> prefixes) {
  for (const char* prefix : prefixes) {
    for (const char* side : kMentionedSides) ids.push_back(std::string(prefix) + side);
  }
  return ids;
}

// These are looked for apart, so that their words may stand elsewhere too.
const std::vector<std::string> kOverlapping = with_sides(
    {"yes", "no", "joins", "breaks", "together", "chatter", "asks", "denies"}, {"found-"});

// How places, ages and negations are heard, beside the places of each region ("place-…"); a new id
// also needs its use in assistant/text.
const std::vector<std::string> kWordIds = {"place-ending",    "from-before",
                                           "from-after",      "to-before",
                                           "to-after",        "here-before",
                                           "here-after",      "no-role",
                                           "negation",        "age-years",
                                           "age-months",      "age-before",
                                           "age-over",        "age-over-after",
                                           "age-under",       "age-under-after",
                                           "age-bare-after",  "age-nearly",
                                           "age-more",        "age-past",
                                           "numeral",         "numeral-two",
                                           "numeral-ten",     "no-slip",
                                           "time-years",      "time-months",
                                           "time-weeks",      "time-days",
                                           "time-half",       "time-year-mark",
                                           "time-month-mark", "time-year-this",
                                           "time-year-next",  "time-year-after-next",
                                           "time-year-last",  "time-year-before-last",
                                           "time-month-this", "time-month-next",
                                           "time-month-last", "time-week-next",
                                           "time-week-last",  "time-today",
                                           "time-tomorrow",   "time-yesterday",
                                           "left-before",     "left-over-before",
                                           "left-after",      "left-over-after",
                                           "left-ends",       "left-filler"};

// Without these the numbers of people and cars, and people's names, would be kept.
const std::vector<std::string> kMaskIds = {"spelt-digit", "plate-first", "name-cue", "surname"};

// What the program fills into phrases; a new place also needs its use in assistant/dialogue.
const std::vector<std::string> kPlaces = {"call",   "condition", "facet", "first",
                                          "hint",   "label",     "name",  "say",
                                          "second", "text",      "title", "titles"};

/// Reads each element of a list file as one mapping.
template <typename T, typename Read>
std::vector<T> read_entries(const Node& root, std::string_view what, Findings& findings,
                            const Read& read) {
  std::vector<T> values;
  if (root.kind == Node::Kind::null) return values;
  if (root.kind != Node::Kind::list) {
    findings.add(root.line, "the file must be a list; start each entry with -");
    return values;
  }
  for (const Node& node : root.children) {
    Fields fields(node, what, findings);
    T value = read(fields);
    fields.done();
    if (fields.usable()) values.push_back(std::move(value));
  }
  return values;
}

/// Reads each element of the list `key` as one mapping.
template <typename T, typename Read>
std::vector<T> read_key_entries(Fields& head, std::string_view key, std::string_view what,
                                const Read& read) {
  const Node* node = head.need(key);
  return node ? read_entries<T>(*node, what, head.findings(), read) : std::vector<T>();
}

/// A checked id that no earlier entry has.
std::string fresh_id(Fields& fields, std::set<std::string>& seen) {
  std::string id = fields.id();
  if (!id.empty() && !seen.insert(id).second) {
    fields.findings().add(fields.line_of("id"),
                          fmt::format("id \"{}\" stands twice; give each its own", id));
  }
  return id;
}

Referral read_referral(Fields& fields, const English& english, bool urgent,
                       std::set<std::string>& seen) {
  Referral referral;
  referral.id = fresh_id(fields, seen);
  referral.title = fields.text("title");
  referral.who = fields.text_if_any("who");
  referral.say = fields.text("say");
  referral.phone = fields.text_if_any("phone");
  referral.url = fields.text_if_any("url");
  if (urgent) {
    referral.call = fields.text("call");
  } else {
    referral.shared = fields.flag("shared").value_or(false);
  }
  Backing backing = read_backing(fields);
  referral.verified = backing.verified;
  referral.sources = std::move(backing.sources);
  english.read(fields, [&](Fields& in_english) {
    referral.english = {in_english.text("title"), text_beside(in_english, "who", referral.who),
                        in_english.text("say")};
  });
  return referral;
}

/// The {places} of a phrase; a brace without its partner is reported.
std::set<std::string> places_in(const std::string& text, int line, Findings& findings) {
  std::set<std::string> places;
  std::size_t at = 0;
  while ((at = text.find_first_of("{}", at)) != std::string::npos) {
    const std::size_t end = text.find_first_of("{}", at + 1);
    if (text[at] == '}' || end == std::string::npos || text[end] == '{') {
      findings.add(line,
                   fmt::format("a brace without its partner in \"{}\"; write {{place}}", text));
      return places;
    }
    places.insert(text.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return places;
}

void check_places(const Phrase& phrase, int line, Findings& findings) {
  const std::set<std::string> zh = places_in(phrase.zh, line, findings);
  const std::set<std::string> en = places_in(phrase.en, line, findings);
  std::set<std::string> all = zh;
  all.insert(en.begin(), en.end());
  for (const std::string& place : all) {
    if (!core::contains(kPlaces, place)) {
      findings.add(line, unknown("{place}", place, kPlaces));
    } else if (!phrase.en.empty() && zh.contains(place) != en.contains(place)) {
      findings.add(
          line,
          fmt::format("{{{}}} stands in one language only; give both the same places", place));
    }
  }
}

/// Reports a word that stands under two official terms, or that is another's official term.
class WordOwners {
 public:
  explicit WordOwners(Findings& findings) : findings_(findings) {}

  void add_official(const std::string& word, int line) {
    if (!word.empty() && !officials_.emplace(word, line).second) {
      findings_.add(line, fmt::format("official term \"{}\" stands twice; join its entries", word));
    }
  }
  void add(const std::string& word, const std::string& official, int line) {
    const auto owner = owners_.emplace(word, official).first;
    if (owner->second == official) return words_.push_back({word, official, line});
    findings_.add(line, fmt::format("word \"{}\" stands under \"{}\" and \"{}\"; keep it under one",
                                    word, owner->second, official));
  }
  void done() const {
    for (const Word& word : words_) {
      const auto found = officials_.find(word.word);
      if (found == officials_.end() || word.word == word.official) continue;
      findings_.add(word.line,
                    fmt::format("word \"{}\" is itself an official term (line {}); drop one",
                                word.word, found->second));
    }
  }

 private:
  struct Word {
    std::string word, official;
    int line;
  };
  Findings& findings_;
  std::map<std::string, int> officials_;
  std::map<std::string, std::string> owners_;
  std::vector<Word> words_;
};

Imprint read_imprint(Fields& head) {
  return {.run_by = head.text_if_any("operator"),
          .icp = head.text_if_any("icp"),
          .police_filing = head.text_if_any("police_filing"),
          .privacy = head.texts_if_any("privacy"),
          .accessibility = head.texts_if_any("accessibility"),
          .english = {}};
}

LexiconEntry read_entry(Fields& fields, WordOwners& owners) {
  LexiconEntry entry;
  entry.official = fields.text("official");
  entry.words = fields.texts_if_any("words");
  entry.dialect = fields.texts_if_any("dialect");
  entry.general = fields.flag("general").value_or(false);
  if (fields.usable() && entry.words.empty() && entry.dialect.empty()) {
    fields.findings().add(fields.line(), "an entry without everyday words; give \"words\"");
  }
  owners.add_official(entry.official, fields.line_of("official"));
  for (const char* key : {"words", "dialect"}) {
    for (const std::string& word : key == std::string_view("words") ? entry.words : entry.dialect) {
      owners.add(word, entry.official, fields.line_of(key));
    }
  }
  return entry;
}

}  // namespace

// A new id also needs its use in assistant/dialogue.
const std::vector<std::string>& hearing_ids() {
  static const std::vector<std::string> ids = with_sides(
      {"facet-materials", "facet-fee", "facet-time", "facet-place",   "facet-online", "facet-who",
       "facet-basis",     "unsure",    "yes",        "none-of-these", "no",           "correction",
       "person",          "again",     "thanks",     "greeting",      "joins",        "breaks",
       "follow",          "chatter",   "together",   "leaves",        "asks",         "denies"},
      {"facet-", "found-"});
  return ids;
}

// A new id also needs its use in assistant/dialogue or at a door.
const std::vector<std::string>& phrase_ids() {
  static const std::vector<std::string> ids =
      with_sides({"understood",      "understood-two",  "redirected",
                  "clarify-fact",    "clarify-items",   "offer",
                  "noted",           "noted-unsure",    "several-outcomes",
                  "which-option",    "not-caught",      "none-of-these",
                  "two-begin",       "outside",         "hand-over",
                  "urgent",          "hand-over-asked", "hand-over-near",
                  "greeting",        "thanks",          "again",
                  "talk-expired",    "no-page",         "busy",
                  "empty",           "list-separator",  "facet-line",
                  "facet-materials", "facet-fee",       "facet-time",
                  "facet-place",     "facet-online",    "facet-who",
                  "facet-basis",     "not-published",   "unverified",
                  "under-condition", "nearest",         "free",
                  "hold-carry",      "hold-register",   "hold-form",
                  "hold-bring",      "option-none",     "option-unsure",
                  "ask-label",       "ask-button",      "clause-and",
                  "clause-or",       "named-text",      "unverified-mark",
                  "place-unknown",   "place-phone",     "part-separator",
                  "or-meant",        "in-danger"},
                 {"facet-", "no-"});
  return ids;
}

std::vector<Mention> read_head(const Node& root, const English& english, Pack& pack,
                               Findings& findings) {
  Fields head(root, "pack.yaml", findings);
  pack.name = head.text("name");
  pack.title = head.text("title");
  pack.imprint = read_imprint(head);
  english.need(head, [&](Fields& in_english) {
    pack.english = in_english.text("title");
    pack.imprint.english = {text_beside(in_english, "operator", pack.imprint.run_by),
                            in_english.texts_if_any("privacy"),
                            in_english.texts_if_any("accessibility")};
  });
  pack.region = head.text("region");
  pack.area_code = head.text_if_any("area");
  const bool is_area = pack.area_code.find_first_not_of("0123456789") == std::string::npos;
  if (!pack.area_code.empty() && !(is_area && pack.area_code.size() == 6))
    findings.add(head.line_of("area"), "\"area\" must be six digits, as GB/T 2260 has them");
  pack.version = head.text("version");
  std::set<std::string> domains, registers;
  pack.domains = read_key_entries<Domain>(head, "domains", "a domain", [&](Fields& fields) {
    Domain one{fresh_id(fields, domains), fields.text("title"), {}};
    english.need(fields, [&](Fields& in_english) { one.english = in_english.text("title"); });
    return one;
  });
  pack.registers = read_key_entries<Register>(head, "registers", "a register", [&](Fields& fields) {
    Register one{fresh_id(fields, registers),
                 fields.text("title"),
                 fields.text("owner"),
                 {},
                 fields.texts_if_any("grants")};
    english.read(fields, [&](Fields& in_english) {
      one.english = {in_english.text("title"), in_english.text("owner")};
    });
    return one;
  });
  pack.phones = read_key_entries<Phone>(head, "phones", "a phone", [&](Fields& fields) {
    Phone one{fields.text("name"), fields.text("number"), {}};
    english.read(fields, [&](Fields& in_english) { one.english = in_english.text_if_any("name"); });
    return one;
  });
  pack.hot = head.texts_if_any("hot");
  head.done();
  std::vector<Mention> mentions;
  for (const std::string& id : pack.hot) {
    mentions.push_back({id, {findings.file(), head.line_of("hot")}});
  }
  return mentions;
}

std::vector<Referral> read_not_ours(const Node& root, const English& english, Findings& findings) {
  std::set<std::string> seen;
  return read_entries<Referral>(root, "an entry", findings, [&](Fields& fields) {
    return read_referral(fields, english, false, seen);
  });
}

std::vector<Referral> read_urgent(const Node& root, const English& english, Findings& findings) {
  Fields file(root, "urgent.yaml", findings);
  std::set<std::string> seen;
  std::vector<Referral> all = read_key_entries<Referral>(
      file, "urgent", "an entry",
      [&](Fields& fields) { return read_referral(fields, english, true, seen); });
  if (const Node* node = file.need("says")) {
    Fields says(*node, "\"says\"", findings);
    for (Referral& one : all) one.says = says.texts(one.id);
    says.done();
  }
  file.done();
  return all;
}

std::vector<LexiconEntry> read_lexicon(const Node& root, Findings& findings) {
  WordOwners owners(findings);
  std::vector<LexiconEntry> entries = read_entries<LexiconEntry>(
      root, "an entry", findings, [&](Fields& fields) { return read_entry(fields, owners); });
  owners.done();
  return entries;
}

std::map<std::string, Phrase> read_phrases(const Node& root, const English& english,
                                           Findings& findings) {
  std::map<std::string, Phrase> phrases;
  Fields chinese(root, "phrases.yaml", findings);
  for (const std::string& id : phrase_ids()) phrases[id].zh = chinese.text(id);
  english.need(chinese, [&](Fields& in_english) {
    for (const std::string& id : phrase_ids()) phrases[id].en = in_english.text(id);
  });
  chinese.done();
  for (const auto& [id, phrase] : phrases) check_places(phrase, chinese.line_of(id), findings);
  return phrases;
}

WordLists read_hearing(const Node& root, Findings& findings) {
  WordLists hearing;
  if (root.kind == Node::Kind::null) return hearing;
  Fields fields(root, "hearing.yaml", findings);
  std::map<std::string, std::string> kinds;
  for (const std::string& id : hearing_ids()) {
    hearing[id] = fields.texts(id);
    if (core::contains(kOverlapping, id)) continue;
    for (const std::string& word : hearing[id]) {
      const auto [kind, fresh] = kinds.emplace(word, id);
      if (fresh) continue;
      findings.add(fields.line_of(id), fmt::format("\"{}\" stands under \"{}\" and \"{}\"; only "
                                                   "one would be heard, keep it there",
                                                   word, kind->second, id));
    }
  }
  fields.done();
  return hearing;
}

WordLists read_words(const Node& root, Findings& findings) {
  WordLists lists;
  if (root.kind == Node::Kind::null) return lists;
  Fields fields(root, "words.yaml", findings);
  WordOwners owners(findings);
  for (const std::string& id : kMaskIds) lists[id] = fields.texts(id);
  for (const std::string& id : kWordIds) {
    if (auto words = fields.texts_if_any(id); !words.empty()) lists[id] = std::move(words);
  }
  for (std::size_t i = 0; root.kind == Node::Kind::mapping && i < root.children.size(); i += 2) {
    const std::string& id = root.children[i].text;
    if (!id.starts_with("place-") || lists.contains(id)) continue;
    lists[id] = fields.texts(id);
    for (const std::string& word : lists[id]) owners.add(word, id, fields.line_of(id));
  }
  fields.done();
  return lists;
}

}  // namespace zheli::pack_files
