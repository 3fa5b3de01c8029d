// A normalised message → the facts it states unasked: said outright ("代办"), an age ("我妈70了"),
// a region with its role ("从安徽迁到湖州"), how long something still lasts ("还有三年"). All words
// are data; see "A shared fact" and "words.yaml" in docs/formats/pack.md.
//
// Tested by slots_test.cc.
#pragma once

#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assistant/text/ages.h"
#include "assistant/text/normalise.h"
#include "assistant/text/places.h"
#include "assistant/text/times_left.h"
#include "assistant/text/word_lists.h"
#include "assistant/text/word_trie.h"

namespace zheli::text {

/// Option `option` of fact `fact` is stated by this word.
struct SayRule {
  std::string word;
  std::string fact;
  std::string option;
};

/// An age surely in [from, below) states the option.
struct AgeRule {
  int from = 0;
  int below = std::numeric_limits<int>::max();
  std::string fact;
  std::string option;
};

/// A region of this kind in this role states the option.
struct RegionRule {
  RegionRole role = RegionRole::from;
  std::string region;  // see Place
  std::string fact;
  std::string option;
};

/// A time surely in [from, below) days from the day asked states the option.
struct DayRule {
  int from = std::numeric_limits<int>::min();
  int below = std::numeric_limits<int>::max();
  std::string fact;
  std::string option;
};

struct SlotRules {
  std::vector<SayRule> says;
  std::vector<AgeRule> ages;
  std::vector<DayRule> days;
  std::vector<RegionRule> regions;
  WordLists words;  // words.yaml: id → words
};

class Slots {
 public:
  /// Words as written; normalised here.
  Slots(const SlotRules& rules, const Normaliser& normalise);

  /// fact → option, as of `day`. A word right after a negation ("没", "不是") is not stated. Where
  /// two options of one fact are said, the longer word wins, then the later; a word said wins over
  /// a slot. Never fails. Cost: one pass, about a microsecond for a 30-character question.
  std::map<std::string, std::string> stated(std::string_view normalised, core::Date day) const;

  /// The regions with the roles they play, in order; for --explain.
  std::vector<Place> places(std::string_view normalised) const;

 private:
  std::map<std::string, std::string> said(std::u32string_view text) const;

  std::vector<std::vector<SayRule>> says_;  // rules of one word, by the trie's value − 1
  std::vector<AgeRule> age_rules_;
  std::vector<DayRule> day_rules_;
  std::vector<RegionRule> region_rules_;
  WordTrie say_words_;
  WordTrie negations_;  // reversed
  Places places_;
  Ages ages_;
  TimesLeft times_left_;
};

}  // namespace zheli::text
