#include "ledger/utf8.h"

#include <array>
#include <cstdint>

namespace zheli::ledger {
namespace {

struct Form {  // of a code point's first byte
  unsigned char mask, lead;
  int rest;
  char32_t least;
};
constexpr std::array<Form, 4> kForms{
    {{0x80, 0x00, 0, 0}, {0xe0, 0xc0, 1, 0x80}, {0xf0, 0xe0, 2, 0x800}, {0xf8, 0xf0, 3, 0x10000}}};

/// Takes one code point off the front of `bytes`.
std::optional<char32_t> take(std::string_view& bytes) {
  const auto first = static_cast<unsigned char>(bytes.front());
  for (const Form& form : kForms) {
    if ((first & form.mask) != form.lead) continue;
    if (bytes.size() < static_cast<std::size_t>(form.rest) + 1) return std::nullopt;
    char32_t letter = first & static_cast<unsigned char>(~form.mask);
    for (int i = 1; i <= form.rest; ++i) {
      const auto next = static_cast<unsigned char>(bytes[i]);
      if ((next & 0xc0) != 0x80) return std::nullopt;
      letter = letter << 6 | (next & 0x3f);
    }
    const bool surrogate = letter >= 0xd800 && letter < 0xe000;
    if (letter < form.least || letter > 0x10ffff || surrogate) return std::nullopt;
    bytes.remove_prefix(form.rest + 1);
    return letter;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::u32string> read_utf8(std::string_view bytes) {
  std::u32string letters;
  while (!bytes.empty()) {
    const std::optional<char32_t> letter = take(bytes);
    if (!letter) return std::nullopt;
    letters += *letter;
  }
  return letters;
}

bool is_space(char32_t letter) {
  return letter == 0x20 || (letter >= 0x09 && letter <= 0x0d) || letter == 0x85 || letter == 0xa0 ||
         letter == 0x1680 || (letter >= 0x2000 && letter <= 0x200a) || letter == 0x2028 ||
         letter == 0x2029 || letter == 0x202f || letter == 0x205f || letter == 0x3000;
}

}  // namespace zheli::ledger
