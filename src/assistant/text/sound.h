// How text sounds: each Chinese character as its pinyin syllable without tone, Latin pinyin cut
// into the same syllables, so that 驾驶正, 驾驶证 and "jiashizheng" are one. zh/z, ch/c, sh/s and
// final ng/n count as the same, as southern speakers type them.
//
// Source: ICU transliterator "Han-Latin; Latin-ASCII". Tested by analyse_test.cc.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace zheli::text {

class Sounds {
 public:
  /// Builds the table; takes some tens of milliseconds. Throws std::runtime_error without ICU's
  /// data.
  Sounds();

  /// The syllable of a Chinese character, after the merges; 0 if it has none.
  std::uint16_t of(char32_t c) const;

  /// Cuts a lower-case Latin word into syllables; empty if it is not pinyin throughout.
  std::vector<std::uint16_t> cut(std::string_view latin) const;

  const std::string& name(std::uint16_t syllable) const { return names_[syllable]; }

 private:
  std::uint16_t id(const std::string& syllable);

  std::vector<std::uint16_t> of_han_;                       // from U+4E00
  std::vector<std::string> names_;                          // merged spelling of each syllable
  std::unordered_map<std::string, std::uint16_t> by_name_;  // merged and plain spellings
};

}  // namespace zheli::text
