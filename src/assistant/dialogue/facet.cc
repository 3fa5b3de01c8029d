#include "assistant/dialogue/facet.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "assistant/dialogue/hear.h"
#include "assistant/dialogue/phrase.h"
#include "assistant/text/utf8.h"
#include "core/check.h"
#include "core/contains.h"

namespace zheli::dialogue {
namespace {

using knowledge::Item;
using knowledge::Statement;
using knowledge::Truth;

constexpr std::string_view kUnverifiedMark = " *";
constexpr char32_t kFullStop = 0x3002;   // the Chinese one
constexpr char32_t kSemicolon = 0xff1b;  // likewise

std::vector<const ShownStatements*> statements(const Guide& guide, Facet facet) {
  switch (facet) {
    case Facet::fee:
      return {&guide.fee};
    case Facet::time:
      return {&guide.promised, &guide.statutory};
    case Facet::place:
      return {&guide.counter};
    case Facet::online:
      return {&guide.online};
    case Facet::who:
      return {&guide.who, &guide.conditions};
    default:
      return {};  // no statement is for it
  }
}

template <typename T>
bool none_open(const std::vector<T>& all, const knowledge::Facts& facts) {
  for (const T& one : all) {
    if (knowledge::holds(one.when, facts) == Truth::open) return false;
  }
  return true;
}

/// "40元/证" out of whole fen: no decimals where there are none.
std::string amount_text(bool english, core::Money amount, const Statement& fee) {
  const std::int64_t fen = amount.fen;
  const bool spaced = english && !fee.english.unit.empty();
  const std::string unit = spaced ? " " + fee.english.unit : fee.unit;
  if (fen % 100 == 0) return fmt::format("{}{}", fen / 100, unit);
  if (fen % 10 == 0) return fmt::format("{}.{}{}", fen / 100, fen / 10 % 10, unit);
  return fmt::format("{}.{:02}{}", fen / 100, fen % 100, unit);
}

std::string with_condition(const knowledge::Pack& pack, bool english, const std::string& condition,
                           std::string text) {
  if (condition.empty()) return text;
  return phrase(pack, english, "under-condition", {{"condition", condition}, {"text", text}});
}

std::string marked(std::string text, bool verified) {
  return verified ? text : text.append(kUnverifiedMark);
}

/// "德清县出入境窗口：武康街道…，工作日…，电话12367".
std::string place_text(const knowledge::Pack& pack, bool english,
                       const knowledge::ServicePlace& place) {
  std::string text = knowledge::in_language(english, place.address, place.english.address);
  if (text.empty()) text = phrase(pack, english, "place-unknown");
  const std::string separator = phrase(pack, english, "part-separator");
  const std::string& hours = knowledge::in_language(english, place.hours, place.english.hours);
  if (!hours.empty()) text += separator + hours;
  text += separator + phrase(pack, english, "place-phone", {{"text", place.phone}});
  const std::string& title = knowledge::in_language(english, place.title, place.english.title);
  text = phrase(pack, english, "named-text", {{"name", title}, {"text", text}});
  return marked(std::move(text), place.verified);
}

std::vector<std::string> material_texts(const knowledge::Pack& pack, bool english,
                                        const Guide& guide) {
  constexpr const char* kHolds[] = {"hold-carry", "hold-register", "hold-form", "hold-bring"};
  std::vector<std::string> texts;
  for (const auto& material : guide.materials) {
    const std::string hold =
        phrase(pack, english, kHolds[static_cast<std::size_t>(material.what->hold)]);
    texts.push_back(with_condition(pack, english, material.condition,
                                   fmt::format("{} ({})",
                                               knowledge::in_language(english, material.what->name,
                                                                      material.what->english.name),
                                               hold)));
  }
  return texts;
}

/// The sentences of `text`, without their full stops.
std::vector<std::string> sentences_of(const std::string& text) {
  std::vector<std::string> out;
  std::string one;
  const std::u32string points = text::points(text);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const char32_t c = points[i];
    const bool dot = c == U'.' && (i + 1 == points.size() || points[i + 1] == U' ');
    if (dot || c == kFullStop || c == kSemicolon) {
      out.push_back(std::exchange(one, {}));
    } else {
      text::append(c, one);
    }
  }
  if (!one.empty()) out.push_back(one);
  return out;
}

/// What the guide says anywhere of a side: each sentence with one of the words that the pack has
/// for it ("found-post": 邮寄), once; where there is none, the pack's advice for that side.
std::vector<std::string> mentions(const knowledge::Pack& pack, bool english, const Guide& guide,
                                  Facet facet) {
  std::vector<std::string> texts;
  const auto words = pack.hearing.find(fmt::format("found-{}", name(facet)));
  const auto look_in = [&](const std::string& text, const std::string& condition, bool verified) {
    for (const std::string& sentence : sentences_of(text)) {
      if (words == pack.hearing.end() || !says_one_of(words->second, sentence)) continue;
      const std::string line = with_condition(pack, english, condition, marked(sentence, verified));
      if (!core::contains(texts, line)) texts.push_back(line);
    }
  };
  for (const ShownStatements* list : {&guide.online, &guide.counter, &guide.who, &guide.conditions,
                                      &guide.promised, &guide.fee, &guide.result}) {
    for (const auto& one : *list) {
      look_in(shown_text(pack, english, *one.what), one.condition, one.what->verified);
    }
  }
  for (const auto& one : guide.materials) {
    const knowledge::Material& material = *one.what;
    look_in(knowledge::in_language(english, material.note, material.english.note), one.condition,
            material.verified);
  }
  for (const knowledge::Outcome* outcome : guide.outcomes) {
    look_in(knowledge::in_language(english, outcome->say, outcome->english.say), {}, true);
    const auto& steps = english ? outcome->english.steps : outcome->steps;
    for (const std::string& step : steps) look_in(step, {}, true);
  }
  if (texts.empty()) texts.push_back(phrase(pack, english, fmt::format("no-{}", name(facet))));
  return texts;
}

}  // namespace

bool facet_is_settled(const Item& item, Facet facet, const knowledge::Facts& facts) {
  switch (facet) {
    case Facet::whole:
      return false;
    case Facet::materials:
      return none_open(item.materials, facts);
    case Facet::fee:
      return none_open(item.fee, facts);
    case Facet::time:
      return none_open(item.promised, facts) && none_open(item.statutory, facts);
    case Facet::place:
      return none_open(item.counter, facts);
    case Facet::online:
      return none_open(item.online, facts);
    case Facet::who:
      return none_open(item.who, facts) && none_open(item.conditions, facts);
    default:
      return true;  // no condition is on it
  }
}

std::string mark_note(const knowledge::Pack& pack, bool english,
                      const std::vector<std::string>& lines) {
  const bool some = std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
    return line.ends_with(kUnverifiedMark);
  });
  return some ? phrase(pack, english, "unverified-mark") : std::string();
}

std::string shown_text(const knowledge::Pack& pack, bool english, const Statement& statement) {
  std::string text = knowledge::in_language(english, statement.text, statement.english.text);
  if (statement.amount) {
    std::string amount = statement.amount->fen == 0
                             ? phrase(pack, english, "free")
                             : amount_text(english, *statement.amount, statement);
    text = text.empty() ? amount : fmt::format("{} ({})", amount, text);
  }
  if (statement.name.empty()) return text;
  const std::string& called =
      knowledge::in_language(english, statement.name, statement.english.name);
  return phrase(pack, english, "named-text", {{"name", called}, {"text", text}});
}

std::vector<std::string> facet_lines(const knowledge::Pack& pack, bool english, const Guide& guide,
                                     Facet facet) {
  CHECK(facet != Facet::whole);
  std::vector<std::string> texts;
  if (facet == Facet::materials) texts = material_texts(pack, english, guide);
  if (facet == Facet::basis) texts = guide.item->basis;
  if (is_mentioned(facet)) texts = mentions(pack, english, guide, facet);
  for (const ShownStatements* list : statements(guide, facet)) {
    for (const auto& one : *list) {
      texts.push_back(
          with_condition(pack, english, one.condition,
                         marked(shown_text(pack, english, *one.what), one.what->verified)));
    }
  }
  if (facet == Facet::place || facet == Facet::hours) {
    for (const auto* place : guide.places) texts.push_back(place_text(pack, english, *place));
  }
  if (texts.empty()) texts.push_back(phrase(pack, english, "not-published"));
  const std::string title = phrase(pack, english, fmt::format("facet-{}", name(facet)));
  texts.front() = phrase(pack, english, "facet-line", {{"facet", title}, {"text", texts.front()}});
  return texts;
}

std::vector<std::string> guide_lines(const knowledge::Pack& pack, bool english,
                                     const Guide& guide) {
  std::vector<std::string> all;
  for (const Facet facet : {Facet::who, Facet::materials, Facet::fee, Facet::time, Facet::place,
                            Facet::online, Facet::basis}) {
    std::vector<std::string> lines = facet_lines(pack, english, guide, facet);
    std::move(lines.begin(), lines.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace zheli::dialogue
