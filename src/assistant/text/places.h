// Places in a message and the role each plays: where someone or a household register comes from,
// where it is to go, where someone is now. A place is a longest match; what stands right before or
// after it gives the role, and the longest such word wins.
//
// Does not: understand a role that stands far from its place.
// Tested by slots_test.cc.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "assistant/text/word_lists.h"

namespace zheli::text {

enum class RegionRole { from, to, here };

struct Place {
  std::string region;  // the id behind "place-" in words.yaml
  RegionRole role = RegionRole::from;
  std::size_t strength = 0;  // characters of the word that gives the role
};

class Places {
 public:
  /// Every list "place-X" holds places of region X; "place-unclear" those that say too little.
  Places(const WordLists& lists, const Normaliser& normalise);

  /// In order of the text; places without a role, of unclear region or denied are left out.
  std::vector<Place> operator()(std::u32string_view text) const;

 private:
  struct Found {
    std::size_t end = 0;  // 0: no place
    std::uint32_t region = 0;
  };
  Found place_at(std::u32string_view text, std::size_t begin) const;
  bool is_denied(std::u32string_view text, std::size_t end) const;
  void add_role(std::u32string_view text, std::size_t begin, const Found& found,
                std::vector<Place>& places) const;

  std::vector<std::string> regions_;
  std::uint32_t unclear_ = 0;  // of a place that may lie in several regions
  WordTrie places_;            // value: index into regions_, plus one
  WordTrie endings_;
  WordTrie before_;  // reversed; value: role + 1
  WordTrie after_;
  WordTrie negations_;  // reversed
};

}  // namespace zheli::text
