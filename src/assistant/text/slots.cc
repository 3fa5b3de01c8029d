#include "assistant/text/slots.h"

#include <algorithm>

#include "assistant/text/utf8.h"

namespace zheli::text {

Slots::Slots(const SlotRules& rules, const Normaliser& normalise)
    : age_rules_(rules.ages),
      day_rules_(rules.days),
      region_rules_(rules.regions),
      places_(rules.words, normalise),
      ages_(rules.words, normalise),
      times_left_(rules.words, normalise) {
  std::map<std::string, std::vector<SayRule>> by_word;
  for (const SayRule& rule : rules.says) by_word[normalise(rule.word)].push_back(rule);
  for (auto& [word, same] : by_word) {
    says_.push_back(std::move(same));
    say_words_.add(points(word), static_cast<std::uint32_t>(says_.size()));
  }
  add_words(rules.words, "negation", normalise, Reading::backwards, 1, negations_);
}

std::map<std::string, std::string> Slots::said(std::u32string_view text) const {
  std::map<std::string, std::string> facts;
  std::map<std::string, std::size_t> sizes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::uint32_t node = WordTrie::kRoot;
    for (std::size_t end = at + 1; end <= text.size(); ++end) {
      node = say_words_.step(node, text[end - 1]);
      if (node == WordTrie::kNone) break;
      const std::uint32_t value = say_words_.value(node);
      if (value == 0 || cuts_word(text, at, end)) continue;
      if (negations_.longest_before(text, at).length > 0) break;
      for (const SayRule& rule : says_[value - 1]) {
        std::size_t& size = sizes[rule.fact];
        if (end - at < size) continue;
        size = end - at;
        facts[rule.fact] = rule.option;
      }
    }
  }
  return facts;
}

std::vector<Place> Slots::places(std::string_view normalised) const {
  return places_(points(normalised));
}

std::map<std::string, std::string> Slots::stated(std::string_view normalised,
                                                 core::Date day) const {
  const std::u32string text = points(normalised);
  std::map<std::string, std::string> facts = said(text);
  for (const AgeSpan& age : ages_(text)) {
    for (const AgeRule& rule : age_rules_) {
      if (age.from < rule.from || age.below > rule.below) continue;
      facts.try_emplace(rule.fact, rule.option);
    }
  }
  for (const DaySpan& left : times_left_(text, day)) {
    for (const DayRule& rule : day_rules_) {
      if (left.from < rule.from || left.below > rule.below) continue;
      facts.try_emplace(rule.fact, rule.option);
    }
  }
  std::vector<Place> places = places_(text);
  std::stable_sort(places.begin(), places.end(),
                   [](const Place& a, const Place& b) { return a.strength > b.strength; });
  for (const Place& place : places) {
    for (const RegionRule& rule : region_rules_) {
      if (rule.role != place.role || rule.region != place.region) continue;
      facts.try_emplace(rule.fact, rule.option);
    }
  }
  return facts;
}

}  // namespace zheli::text
