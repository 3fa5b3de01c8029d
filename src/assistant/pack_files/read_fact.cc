// How a fact is read: shared facts first, then an item's own or borrowed ones, then the questions,
// whose options may name both. One reader serves all of them; what only one may have (an option's
// items, the words of a fact) is checked there.
#include "assistant/pack_files/read_fact.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "assistant/pack_files/english.h"
#include "assistant/pack_files/read_asking.h"
#include "core/contains.h"

namespace zheli::pack_files {

using files::ids_of;
using files::is_id;
using files::refuse_twice;
using files::scalar;
using files::scalars;
using files::unknown;
using knowledge::Facts;
using knowledge::Option;
using knowledge::Slot;
namespace {

constexpr std::size_t kSaysCharactersMin = 2;
constexpr double kSharesOff = 0.001;  // shares are written with two decimals

// In the order of enum Slot.
const std::vector<std::string> kSlots = {"none",      "age",         "region-from",
                                         "region-to", "region-here", "left"};

/// A bound of a span: a whole number in [least, most].
struct Bounds {
  std::string_view key;   // of the option: "age"
  std::string_view what;  // "whole years"
  int least, most;
};
constexpr Bounds kAges = {"age", "whole years", 0, 150};
constexpr Bounds kDays = {"days", "whole days", -36500, 36500};

std::optional<int> read_bound(Fields& span, std::string_view key, const Bounds& bounds) {
  const std::string text = span.text_if_any(key);
  if (text.empty()) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (whole && value >= bounds.least && value <= bounds.most) return value;
  span.findings().add(span.line_of(key),
                      fmt::format("\"{}\" is no {}; write {}, {} to {}", text, bounds.key,
                                  bounds.what, bounds.least, bounds.most));
  return std::nullopt;
}

struct Span {
  std::optional<int> from, below;
};

Span read_span(Fields& fields, const Bounds& bounds) {
  const Node* node = fields.find(bounds.key);
  if (node == nullptr) return {};
  Fields both(*node, fmt::format("\"{}\"", bounds.key), fields.findings());
  const Span span{read_bound(both, "from", bounds), read_bound(both, "below", bounds)};
  both.done();
  if (both.usable() && node->children.empty()) {
    fields.findings().add(node->line,
                          fmt::format("\"{}\" is empty; give from, below, or both", bounds.key));
  }
  if (span.from && span.below && *span.from >= *span.below) {
    fields.findings().add(
        node->line,
        fmt::format("\"from\" is not below \"below\"; \"{}\" is [from, below)", bounds.key));
  }
  return span;
}

void read_slot_keys(Fields& fields, Slot slot, Option& option) {
  const Span age = read_span(fields, kAges);
  option.age_from = age.from;
  option.age_below = age.below;
  const Span days = read_span(fields, kDays);
  option.days_from = days.from;
  option.days_below = days.below;
  option.regions = fields.texts_if_any("region");
  const bool of_region =
      slot == Slot::region_from || slot == Slot::region_to || slot == Slot::region_here;
  if ((option.age_from || option.age_below) && slot != Slot::age) {
    fields.findings().add(fields.line_of("age"), "\"age\" needs slot: age in its fact");
  }
  if ((option.days_from || option.days_below) && slot != Slot::left) {
    fields.findings().add(fields.line_of("days"), "\"days\" needs slot: left in its fact");
  }
  if (!option.regions.empty() && !of_region) {
    fields.findings().add(fields.line_of("region"),
                          "\"region\" needs slot: region-from, region-to or region-here");
  }
}

/// With what only the options of a fact may have.
std::vector<Option> read_fact_options(Fields& fact, const English& english, Slot slot) {
  return read_options(fact, english, [&](Fields& fields, Option& option) {
    fields.need("clause");
    read_slot_keys(fields, slot, option);
  });
}

/// How many of those who ask are in each option: of every option, summing to one.
void read_shares(Fields& fields, Fact& fact) {
  const Node* node = fields.find("share");
  if (node == nullptr) return;
  Fields shares(*node, "\"share\"", fields.findings());
  double sum = 0;
  for (Option& option : fact.options) {
    option.share = shares.number(option.id, 0, 1);
    sum += *option.share;
  }
  shares.done();
  if (shares.usable() && std::abs(sum - 1) > kSharesOff) {
    fields.findings().add(node->line,
                          fmt::format("the shares of \"{}\" sum to {:.2f}; of one", fact.id, sum));
  }
}

/// How it is asked, beyond its words.
void read_manner(Fields& fields, Fact& fact) {
  read_shares(fields, fact);
  if (fields.find("after") != nullptr) fact.after = fields.texts("after");
}

/// Everything but the id.
Fact read_body(Fields& fields, const English& english, std::string id) {
  Fact fact;
  fact.id = std::move(id);
  fact.slot = static_cast<Slot>(fields.choice("slot", kSlots).value_or(0));
  fact.options = read_fact_options(fields, english, fact.slot);
  read_wording(fields, english, fact);
  read_manner(fields, fact);
  return fact;
}

/// `says` are heard in any sentence, so they must not be short; `answers` answer what was asked.
void read_fact_words(Fields& file, const std::vector<Asking*>& facts) {
  read_words_of(file, "says", facts, &Option::says, kSaysCharactersMin);
  read_words_of(file, "answers", facts, &Option::answers, 1);
}

/// A shared fact in the item's own wording. Other options would make its answers mean two things.
Fact read_borrowed(Fields& fields, const English& english, const Fact& shared) {
  Fact fact = shared;
  const std::string ask = fields.text_if_any("ask");
  const std::string unsure = fields.text_if_any("unsure");
  Fact::English own;
  english.read(fields, [&](Fields& in_english) {
    own = {text_beside(in_english, "ask", ask), text_beside(in_english, "unsure", unsure)};
  });
  if (!ask.empty()) {
    fact.ask = ask;
    fact.english.ask = own.ask;
  }
  if (!unsure.empty()) {
    fact.unsure = unsure;
    fact.english.unsure = own.unsure;
  }
  read_asking_cost(fields, fact);
  read_manner(fields, fact);
  for (const char* key : {"options", "slot"}) {
    if (fields.find(key) == nullptr) continue;
    fields.findings().add(
        fields.line_of(key),
        fmt::format("fact \"{}\" is shared, its \"{}\" stands in facts.yaml; leave it out here, or "
                    "give this fact another id",
                    shared.id, key));
  }
  return fact;
}

Fact read_item_fact(Fields& fields, const English& english, const std::vector<Fact>& shared) {
  std::string id = fields.text("fact");
  if (!id.empty() && !is_id(id)) {
    fields.findings().add(fields.line_of("fact"),
                          fmt::format("\"{}\" is no id; use lower-case words joined by \"-\"", id));
  }
  for (const Fact& fact : shared) {
    if (fact.id == id) return read_borrowed(fields, english, fact);
  }
  if (!id.empty() && fields.find("options") == nullptr) {
    fields.findings().add(fields.line_of("fact"),
                          unknown("shared fact", id, ids_of(shared)) +
                              " (a fact of this item alone needs \"options\")");
    for (const char* key : {"ask", "slot", "unsure"}) fields.find(key);
    Fact unreadable;
    unreadable.id = id;
    return unreadable;
  }
  return read_body(fields, english, std::move(id));
}

/// `after` names facts that stand above it, so that no two wait for each other.
void check_after(Fields& item, const std::vector<Fact>& facts) {
  std::vector<std::string> above;
  for (const Fact& fact : facts) {
    for (const std::string& id : fact.after) {
      if (core::contains(above, id)) continue;
      item.findings().add(
          item.line_of("facts"),
          fmt::format("\"after\" of \"{}\": {}", fact.id,
                      unknown("fact that stands above it in this item", id, above)));
    }
    above.push_back(fact.id);
  }
}

std::vector<std::string> read_chosen(const Node& node, const Fact& fact, Findings& findings) {
  const std::string what = fmt::format("\"{}\"", fact.id);
  std::vector<std::string> chosen;
  if (node.kind == Node::Kind::list) {
    chosen = scalars(node, what, findings);
  } else {
    chosen = {scalar(node, what, findings)};
  }
  if (chosen.empty()) findings.add(node.line, fmt::format("{} names no option; name one", what));
  for (const std::string& id : chosen) {
    if (id.empty() || fact.options.empty() || fact.option(id) != nullptr) continue;
    findings.add(node.line,
                 unknown(fmt::format("option of \"{}\"", fact.id), id, ids_of(fact.options)));
  }
  return chosen;
}

}  // namespace

std::vector<Fact> read_shared_facts(const Node& root, const English& english, Findings& findings) {
  Fields file(root, "facts.yaml", findings);
  std::vector<Fact> facts = read_askings<Fact>(
      file, "facts", "a fact",
      [&](Fields& fields, std::string id) { return read_body(fields, english, std::move(id)); });
  read_fact_words(file, askings_of(facts));
  file.done();
  return facts;
}

std::vector<Fact> read_item_facts(Fields& item, const English& english,
                                  const std::vector<Fact>& shared, std::vector<Mention>& own) {
  std::vector<Fact> facts;
  item.each("facts", [&](const Node& node) {
    Fields fields(node, "a fact of the item", item.findings());
    Fact fact = read_item_fact(fields, english, shared);
    fields.done();
    refuse_twice(facts, fact.id, fields.line_of("fact"), item.findings());
    const bool is_shared = std::any_of(shared.begin(), shared.end(),
                                       [&](const Fact& one) { return one.id == fact.id; });
    const Place place{item.findings().file(), fields.line_of("fact")};
    if (!is_shared) own.push_back({fact.id, place});
    facts.push_back(std::move(fact));
  });
  check_after(item, facts);
  std::vector<Asking*> of_item;
  for (Fact& fact : facts) {
    const bool is_own =
        std::any_of(own.begin(), own.end(), [&](const Mention& one) { return one.id == fact.id; });
    if (is_own) of_item.push_back(&fact);
  }
  read_fact_words(item, of_item);
  return facts;
}

When read_when(Fields& fields, const std::vector<Fact>& facts) {
  When when;
  const Node* node = fields.find("when");
  if (node == nullptr) return when;
  if (node->kind != Node::Kind::mapping) {
    fields.findings().add(node->line, "\"when\" must be a mapping; write {fact: option}");
    return when;
  }
  for (std::size_t i = 0; i < node->children.size(); i += 2) {
    const Node& key = node->children[i];
    const auto fact = std::find_if(facts.begin(), facts.end(),
                                   [&](const Fact& one) { return one.id == key.text; });
    if (fact == facts.end()) {
      fields.findings().add(key.line, unknown("fact of this item", key.text, ids_of(facts)));
      when[key.text] = {};
    } else {
      when[key.text] = read_chosen(node->children[i + 1], *fact, fields.findings());
    }
  }
  return when;
}

}  // namespace zheli::pack_files
