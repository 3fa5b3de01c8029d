// UTF-8 ↔ code points, strictly: overlong forms, surrogates and cut characters are not valid.
//
// Tested by utf8_test.cc.
#pragma once

#include <string>
#include <string_view>

namespace zheli::text {

/// One step through bytes: the code point at `at` and its size, or size 1 and kBroken for a byte
/// that starts no valid character.
struct Decoded {
  char32_t point;
  std::size_t size;
};
constexpr char32_t kBroken = 0xffffffff;

Decoded decode(std::string_view bytes, std::size_t at);
void append(char32_t point, std::string& out);

bool is_valid_utf8(std::string_view bytes);

/// Code points, broken bytes left out.
std::u32string points(std::string_view bytes);

/// The other way.
std::string bytes(std::u32string_view characters);

/// How much valid UTF-8 says, in letters: a Latin letter, a digit, a space or a mark of ASCII
/// counts one, any other character three. One Chinese character says what 3.3 letters of English
/// do: so it is over the 9,848 texts of packs/huzhou-police that stand in both languages.
std::size_t letters(std::string_view text);

/// A Chinese character (the unified ideographs that everyday text uses).
constexpr bool is_han(char32_t c) {
  return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf);
}
constexpr bool is_latin(char32_t c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

}  // namespace zheli::text
