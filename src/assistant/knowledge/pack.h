// What a pack holds, once read and checked: items with their situations, facts, questions, lessons,
// and every sentence the assistant may say. Plain values; docs/formats/pack.md describes the files
// they come from. What a citizen reads stands in Chinese and, under `english`, mostly in English
// too; an English text is empty where the pack has none. A Pack made by read_pack() keeps every
// promise of that page, so nobody checks again: ids refer to things that exist, every combination
// of facts reaches exactly one outcome.
//
// Tested by pack_test.cc.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assistant/knowledge/handling.h"
#include "core/date.h"
#include "core/money.h"

namespace zheli::knowledge {

/// A condition: every fact named has one of its options. Facts left out do not matter.
using When = std::map<std::string, std::vector<std::string>>;

/// The facts known about a citizen's case: fact id → option id.
using Facts = std::map<std::string, std::string>;

/// Whether a condition is met, cannot be met, or hangs on a fact not known yet.
enum class Truth { no, yes, open };
Truth holds(const When& when, const Facts& facts);

/// The text in the language asked for; the Chinese where no English stands. The order is that of
/// the two languages everywhere here.
inline const std::string& in_language(bool english, const std::string& in_chinese,
                                      const std::string& in_english) {
  return english && !in_english.empty() ? in_english : in_chinese;
}

enum class Possible { yes, no, part };

/// One fact of public service with its source; see "A statement" in docs/formats/pack.md.
struct Statement {
  std::string name;
  std::string text;                   // may be empty for a fee with an amount
  std::optional<core::Money> amount;  // fees only
  std::string unit;                   // fees only
  std::optional<Possible> possible;   // online only
  std::optional<Deadline> deadline;   // statutory and promised only, where the text is exact
  bool verified = false;
  std::vector<std::string> sources;
  When when;
  core::Validity validity;
  struct English {
    std::string name, text, unit;
  } english;
};

enum class Hold { carry, from_register, form, bring };

struct Material {
  std::string name;
  Hold hold = Hold::bring;
  std::string register_id;   // only for Hold::from_register
  Made made = Made::answer;  // only for Hold::form
  std::string note;
  bool verified = false;
  std::vector<std::string> sources;
  When when;
  core::Validity validity;
  struct English {
    std::string name, note;
  } english;
};

/// One answer to an ask-back.
struct Option {
  std::string id;
  std::string label;                 // the button
  std::string clause;                // how it reads after 如果
  std::vector<std::string> says;     // words that state it unasked
  std::vector<std::string> answers;  // words that mean it only in answer to the question
  std::optional<int> age_from;       // inclusive, years
  std::optional<int> age_below;      // exclusive, years
  std::optional<int> days_from;      // inclusive, days from the day asked; below 0 past
  std::optional<int> days_below;     // exclusive, likewise
  std::vector<std::string> regions;
  std::optional<double> share;  // of a fact's citizens, how many are in it; all of them, or none
  struct English {
    std::string label, clause;
  } english;
};

/// What a citizen may be asked, with its answers: a Fact or a Question, whichever the moment needs.
struct Asking {
  std::string id;
  std::string ask;
  std::vector<Option> options;
  std::string unsure;       // what to look at when the citizen does not know
  bool unknowable = false;  // citizens cannot tell: never asked, shown with its conditions
  bool sensitive = false;   // embarrassing: asked only where nothing else is left to ask
  struct English {
    std::string ask, unsure;
  } english;

  const Option* option(std::string_view id) const;  // nullptr if there is none
};

enum class Slot { none, age, region_from, region_to, region_here, left };

/// A fact of the citizen's case that splits one or more items.
struct Fact : Asking {
  Slot slot = Slot::none;
  std::vector<std::string> after;  // facts of the same item, asked before this one
};

/// Where an answer to a question leads: to these items, with these facts stated.
struct Lead {
  std::vector<std::string> items;
  Facts sets;
};

/// A question that tells confusable items apart.
struct Question : Asking {
  std::vector<Lead> leads;          // one for each option
  std::vector<std::string> before;  // the questions it is asked before

  /// `option` is one of this question's own (CHECK).
  const Lead& lead(const Option& option) const;
};

enum class Can { yes, no, later };

/// Where a combination of facts ends.
struct Outcome {
  std::string id;
  std::string title;
  std::string say;
  std::vector<std::string> steps;
  Can can = Can::yes;
  std::string go_to;  // item id, or empty
  When when;
  core::Validity validity;
  struct English {
    std::string title, say;
    std::vector<std::string> steps;  // as many as in Chinese, or none at all
  } english;

  const std::vector<std::string>& steps_in(bool in_english) const {
    return in_english && !english.steps.empty() ? english.steps : steps;
  }
};

struct Item {
  std::string id;
  std::string title;     // official
  std::string everyday;  // the matter as people say it; no two items share one
  std::string domain;
  bool one_card = false;
  std::optional<Law> law;                // every one_card item has one
  std::vector<std::string> law_sources;  // that say so; none: unverified
  std::optional<Attend> attend;          // none: as process.h derives it
  int approvals = 1;                     // officers who must agree, 1 or 2
  std::vector<std::string> form;         // fields asked besides those of every application
  std::vector<std::string> names;
  std::string summary;
  struct English {
    std::string title, summary, everyday;
  } english;
  core::Validity validity;
  std::vector<Statement> who;
  std::vector<Statement> conditions;
  std::vector<Fact> facts;  // shared facts are copied in, with the item's own wording
  std::vector<Outcome> outcomes;
  std::vector<Material> materials;
  std::vector<Statement> online;
  std::optional<Possible> online_possible;  // part, where the statements differ
  std::vector<Statement> counter;
  std::vector<Statement> statutory;
  std::vector<Statement> promised;
  std::vector<Statement> fee;
  std::vector<Statement> result;
  std::vector<std::string> basis;
  std::vector<std::string> related;
  std::vector<std::string> sources;
  std::vector<std::string> unverified;

  const Fact* fact(std::string_view id) const;        // nullptr if there is none
  const Outcome* outcome(std::string_view id) const;  // nullptr if there is none
};

/// What people name when they have not said which of several matters they mean ("户口怎么迁").
struct Topic {
  std::string id;
  std::string title;
  std::string english;
  std::vector<std::string> names;    // as it is named every day
  std::vector<std::string> members;  // ids of items and of other topics, the commonest first
  std::string question;              // that splits it; empty: its two to four items are listed
  int line = 0;                      // in topics.yaml
};

/// Where something stands in the pack's folder: "lessons/id-card.tsv", line 12 (starting at 1).
struct Place {
  std::string file;
  int line = 0;
};

/// A taught question. `label` is an item id, "topic/<id>", "outside/<id>" or "urgent/<id>".
struct Lesson {
  std::string question;
  std::string label;
  Facts facts;
  Place place;
};

/// What others handle, what is no service matter, what cannot wait.
struct Referral {
  std::string id;
  std::string title;
  std::string who;  // empty: nobody, a topic that is not a service matter
  std::string say;
  std::string phone;
  std::string url;
  std::string call;               // urgent only: the number to call now
  std::vector<std::string> says;  // urgent only: words that alone make it urgent
  bool shared = false;            // this office's too, though no matter of its windows
  bool verified = false;
  std::vector<std::string> sources;
  struct English {
    std::string title, who, say;
  } english;
};

struct LexiconEntry {
  std::string official;
  std::vector<std::string> words;
  std::vector<std::string> dialect;
  bool general = false;  // said of many matters, so it names none: 遗失, 子女
};

struct Domain {
  std::string id;
  std::string title;
  std::string english;
};

struct Register {
  std::string id;
  std::string title;
  std::string owner;
  struct English {
    std::string title, owner;
  } english;
  std::vector<std::string> grants = {};  // materials that it gives for an application; no others
};

struct Phone {
  std::string name;
  std::string number;
  std::string english;
};

/// A part of the region with service places of its own, and the words by which it is heard.
struct District {
  std::string id;
  std::string title;
  std::string english;
  std::vector<std::string> words;
};

/// The fact under which a district that was named is known: one for all items, never asked.
constexpr const char* kDistrictFact = "district";

/// Where on the earth, WGS 84, decimal degrees.
struct Position {
  double latitude = 0;
  double longitude = 0;
};

/// A counter that one can walk to. What nobody has confirmed is empty, or there and not verified.
struct ServicePlace {
  std::string id;
  std::string title;
  std::string district;             // empty: for the whole region
  std::vector<std::string> serves;  // ids of domains and items
  std::vector<std::string> except;  // items of those domains that are handled elsewhere
  std::string address;
  std::string hours;
  std::string phone;  // always there: where to ask for the rest
  std::optional<Position> position;
  bool verified = false;
  std::vector<std::string> sources;
  struct English {
    std::string title, address, hours;
  } english;
};

/// Who answers for the pages, and what every page of a public body must say.
struct Imprint {
  std::string run_by;                      // the body that runs the pages
  std::string icp;                         // filing numbers, empty where there is none yet
  std::string police_filing;               // likewise, of the police
  std::vector<std::string> privacy;        // paragraphs
  std::vector<std::string> accessibility;  // paragraphs
  struct English {
    std::string run_by;
    std::vector<std::string> privacy, accessibility;  // as many as in Chinese, or none at all
  } english;
};

/// A sentence of the assistant in both languages; {name} marks a place to fill.
struct Phrase {
  std::string zh;
  std::string en;
};

struct Pack {
  std::string name;
  std::string title;
  std::string english;
  std::string region;
  std::string area_code;  // GB/T 2260, six digits: case numbers begin with it; may be empty
  std::string version;
  Imprint imprint;
  std::vector<Domain> domains;
  std::vector<Register> registers;
  std::vector<Phone> phones;
  Form form;
  std::vector<District> districts;
  std::vector<ServicePlace> service_places;
  std::vector<std::string> hot;
  std::vector<Fact> facts;
  std::vector<Item> items;  // sorted by id: item() searches by halves
  std::vector<Question> questions;
  std::vector<Topic> topics;
  std::vector<Lesson> lessons;
  std::vector<Lesson> calibration;  // asked, never taught: probabilities are fitted on them
  std::vector<Referral> not_ours;
  std::vector<Referral> urgent;
  std::vector<LexiconEntry> lexicon;
  std::map<std::string, Phrase> phrases;
  std::map<std::string, std::vector<std::string>> hearing;  // id → words
  std::map<std::string, std::vector<std::string>> words;    // id → words: places, ages, negations

  const Item* item(std::string_view id) const;       // nullptr if there is none
  const Topic* topic(std::string_view label) const;  // "topic/…"; nullptr if there is none
  const Referral* referral(
      std::string_view label) const;  // "outside/…", "urgent/…"; nullptr if none
};

/// Where `item` is handled in the district that `facts` know: its own service places, or those of
/// the whole region where it has none; none while no district is known.
std::vector<const ServicePlace*> places_near(const Pack& pack, const Item& item,
                                             const Facts& facts);

/// The items of a topic, those of its member topics among them, each once, in order.
std::vector<std::string> items_of(const Pack& pack, const Topic& topic);

/// The outcome that `facts` reach on `day`; nullptr while several are possible.
const Outcome* reached(const Item& item, const Facts& facts, core::Date day);

/// The outcomes of `item` that `facts` leave possible on `day`, in file order.
std::vector<const Outcome*> possible(const Item& item, const Facts& facts, core::Date day);

}  // namespace zheli::knowledge
