// Any bytes → one plain spelling: NFKC widths, lower case, traditional → simplified, no control
// characters, no emoji, single spaces. The tables are made from ICU once; a sentence then costs a
// table look-up a character.
// Marks that compose with no letter go, and so does all beyond the basic plane.
//
// Source: Unicode NFKC and case folding (ICU 72), ICU transliterator "Traditional-Simplified".
// Tested by normalise_test.cc: any bytes give valid text, twice is the same as once.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>

#include "assistant/text/utf8.h"

namespace zheli::text {

class Normaliser {
 public:
  /// Builds the tables; takes some tens of milliseconds. Throws std::runtime_error if ICU's data is
  /// missing on this machine.
  Normaliser();

  /// Valid UTF-8 out of any bytes; broken bytes are left out. Idempotent.
  std::string operator()(std::string_view raw) const;

 private:
  std::u32string plain(std::string_view raw) const;

  static constexpr char32_t kDrop = 0;     // nothing remains
  static constexpr char32_t kSpecial = 1;  // more than one character remains, see special_
  std::array<char32_t, 0x10000> plane_{};  // the basic plane, character by character
  std::unordered_map<char32_t, std::u32string> special_;
};

}  // namespace zheli::text
