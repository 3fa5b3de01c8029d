// A normalised message → the facts it states unasked: said outright ("代办"), an age ("我妈70了"),
// a region with its role ("从安徽迁到湖州"). All words are data; see "A shared fact" in
// docs/formats/pack.md.
//
// Tested by slots_test.cc.
#pragma once

#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zheli::text {

/// Option `option` of fact `fact` is stated by one of these words.
struct SayRule {
  std::string word;
  std::string fact;
  std::string option;
};

/// An age in [from, below) states the option.
struct AgeRule {
  int from = 0;
  int below = std::numeric_limits<int>::max();
  std::string fact;
  std::string option;
};

enum class RegionRole { from, to, here };

/// A region of this kind in this role states the option.
struct RegionRule {
  RegionRole role = RegionRole::from;
  std::string region;  // "huzhou", "zhejiang", …
  std::string fact;
  std::string option;
};

/// regions.yaml: place name → kind, and the words that give a place its role.
struct Gazetteer {
  std::map<std::string, std::string> places;
  std::map<RegionRole, std::vector<std::string>>
      before;  // words right before a place: 从, 迁到, 人在
  std::map<RegionRole, std::vector<std::string>> after;  // words right after: 户口, 迁到
};

struct SlotRules {
  std::vector<SayRule> says;
  std::vector<AgeRule> ages;
  std::vector<RegionRule> regions;
  Gazetteer gazetteer;
  std::vector<std::string> negations;  // 没, 不, 未: a word right after one is not stated
  std::vector<std::string> age_words;  // 岁, 周岁: what follows a number of years
  std::vector<std::string> age_more;   // words between number and end that leave it an age: 多
};

class Slots {
 public:
  /// All words normalised.
  explicit Slots(SlotRules rules);

  /// fact → option; where two options of one fact are said, the longer word wins, then the later.
  std::map<std::string, std::string> stated(std::string_view normalised) const;

  /// A region and the role it plays, for --explain.
  struct Place {
    std::string region;
    RegionRole role;
  };
  std::vector<Place> places(std::string_view normalised) const;

 private:
  std::map<std::string, std::string> said(std::string_view text) const;
  void add_ages(std::string_view text, std::map<std::string, std::string>& facts) const;

  SlotRules rules_;
  std::map<std::string, std::vector<std::size_t>> says_by_first_;
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> places_by_first_;
};

}  // namespace zheli::text
