#include "assistant/text/slots.h"

#include <algorithm>
#include <optional>

#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

/// The first character of a word, as the key of an index.
std::string first_of(std::string_view word) {
  if (word.empty()) return {};
  return std::string(word.substr(0, decode(word, 0).size));
}

bool ends_with_any(std::string_view text, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.ends_with(word); });
}

bool starts_with_any(std::string_view text, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.starts_with(word); });
}

// Chinese numerals, for ages: 〇一二三四五六七八九十 两.
constexpr std::u32string_view kNumerals =
    U"\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d";
constexpr char32_t kTen = U'\u5341';
constexpr char32_t kTwo = U'\u4e24';

std::optional<int> numeral(char32_t c) {
  if (c == kTwo) return 2;
  const auto found = kNumerals.find(c);
  if (found == std::u32string_view::npos) return std::nullopt;
  return static_cast<int>(found);
}

/// A number below 200 that ends where `text` ends: "70", "七十", "十六".
std::optional<int> number_at_end(std::u32string_view text) {
  std::size_t start = text.size();
  while (start > 0 && is_digit(text[start - 1])) --start;
  if (start < text.size()) {
    if (text.size() - start > 3) return std::nullopt;
    int value = 0;
    for (const char32_t c : text.substr(start)) value = value * 10 + static_cast<int>(c - U'0');
    return value < 200 ? std::optional(value) : std::nullopt;
  }
  while (start > 0 && (numeral(text[start - 1]) || text[start - 1] == kTen)) --start;
  const std::u32string_view word = text.substr(start);
  const std::size_t ten = word.find(kTen);
  if (word.empty()) return std::nullopt;
  if (ten == std::u32string_view::npos) return word.size() == 1 ? numeral(word[0]) : std::nullopt;
  if (ten > 1 || word.size() > ten + 2) return std::nullopt;
  const int tens = ten == 0 ? 1 : numeral(word[0]).value_or(0);
  const int ones = word.size() > ten + 1 ? numeral(word[ten + 1]).value_or(0) : 0;
  return tens * 10 + ones;
}

}  // namespace

Slots::Slots(SlotRules rules) : rules_(std::move(rules)) {
  for (std::size_t i = 0; i < rules_.says.size(); ++i) {
    says_by_first_[first_of(rules_.says[i].word)].push_back(i);
  }
  for (const auto& [place, region] : rules_.gazetteer.places) {
    places_by_first_[first_of(place)].emplace_back(place, region);
  }
  for (auto& [first, group] : places_by_first_) {
    std::stable_sort(group.begin(), group.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  }
}

std::map<std::string, std::string> Slots::said(std::string_view text) const {
  std::map<std::string, std::string> facts;
  std::map<std::string, std::size_t> sizes;
  for (std::size_t at = 0; at < text.size(); at += decode(text, at).size) {
    const auto group = says_by_first_.find(first_of(text.substr(at)));
    if (group == says_by_first_.end()) continue;
    for (const std::size_t index : group->second) {
      const SayRule& rule = rules_.says[index];
      if (!text.substr(at).starts_with(rule.word)) continue;
      if (ends_with_any(text.substr(0, at), rules_.negations)) continue;
      if (rule.word.size() < sizes[rule.fact]) continue;
      facts[rule.fact] = rule.option;
      sizes[rule.fact] = rule.word.size();
    }
  }
  return facts;
}

std::vector<Slots::Place> Slots::places(std::string_view text) const {
  std::vector<Place> found;
  const Gazetteer& gazetteer = rules_.gazetteer;
  for (std::size_t at = 0; at < text.size();) {
    const auto group = places_by_first_.find(first_of(text.substr(at)));
    std::size_t size = 0;
    if (group != places_by_first_.end()) {
      for (const auto& [place, region] : group->second) {
        if (!text.substr(at).starts_with(place)) continue;
        size = place.size();
        for (const RegionRole role : {RegionRole::to, RegionRole::from, RegionRole::here}) {
          const auto before = gazetteer.before.find(role);
          const auto after = gazetteer.after.find(role);
          const bool plays = (before != gazetteer.before.end() &&
                              ends_with_any(text.substr(0, at), before->second)) ||
                             (after != gazetteer.after.end() &&
                              starts_with_any(text.substr(at + size), after->second));
          if (!plays) continue;
          found.push_back({region, role});
          break;
        }
        break;
      }
    }
    at += size > 0 ? size : decode(text, at).size;
  }
  return found;
}

void Slots::add_ages(std::string_view text, std::map<std::string, std::string>& facts) const {
  for (const std::string& word : rules_.age_words) {
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + word.size())) {
      std::string_view before = text.substr(0, at);
      for (const std::string& more : rules_.age_more) {
        if (before.ends_with(more)) before.remove_suffix(more.size());
      }
      const std::optional<int> years = number_at_end(points(before));
      if (!years) continue;
      for (const AgeRule& rule : rules_.ages) {
        if (*years < rule.from || *years >= rule.below) continue;
        facts.try_emplace(rule.fact, rule.option);
      }
    }
  }
}

std::map<std::string, std::string> Slots::stated(std::string_view normalised) const {
  std::map<std::string, std::string> facts = said(normalised);
  add_ages(normalised, facts);
  for (const Place& place : places(normalised)) {
    for (const RegionRule& rule : rules_.regions) {
      if (rule.role == place.role && rule.region == place.region) {
        facts.try_emplace(rule.fact, rule.option);
      }
    }
  }
  return facts;
}

}  // namespace zheli::text
