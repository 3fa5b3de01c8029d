#include "assistant/text/utf8.h"

namespace zheli::text {
namespace {

bool continues(std::string_view bytes, std::size_t at) {
  return at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xc0) == 0x80;
}

char32_t low(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]) & 0x3f;
}

}  // namespace

Decoded decode(std::string_view bytes, std::size_t at) {
  const auto lead = static_cast<unsigned char>(bytes[at]);
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xc2 && lead < 0xe0 && continues(bytes, at + 1)) {
    return {(char32_t(lead & 0x1f) << 6) | low(bytes, at + 1), 2};
  }
  if (lead >= 0xe0 && lead < 0xf0 && continues(bytes, at + 1) && continues(bytes, at + 2)) {
    const char32_t c =
        (char32_t(lead & 0x0f) << 12) | (low(bytes, at + 1) << 6) | low(bytes, at + 2);
    const bool sound = c >= 0x800 && (c < 0xd800 || c > 0xdfff);
    return sound ? Decoded{c, 3} : Decoded{kBroken, 1};
  }
  if (lead >= 0xf0 && lead < 0xf5 && continues(bytes, at + 1) && continues(bytes, at + 2) &&
      continues(bytes, at + 3)) {
    const char32_t c = (char32_t(lead & 0x07) << 18) | (low(bytes, at + 1) << 12) |
                       (low(bytes, at + 2) << 6) | low(bytes, at + 3);
    const bool sound = c >= 0x10000 && c <= 0x10ffff;
    return sound ? Decoded{c, 4} : Decoded{kBroken, 1};
  }
  return {kBroken, 1};
}

void append(char32_t c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3f));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  }
}

bool is_valid_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const Decoded one = decode(bytes, at);
    if (one.point == kBroken) return false;
    at += one.size;
  }
  return true;
}

std::u32string points(std::string_view bytes) {
  std::u32string all;
  for (std::size_t at = 0; at < bytes.size();) {
    const Decoded one = decode(bytes, at);
    if (one.point != kBroken) all += one.point;
    at += one.size;
  }
  return all;
}

std::string bytes(std::u32string_view characters) {
  std::string out;
  for (const char32_t c : characters) append(c, out);
  return out;
}

std::size_t letters(std::string_view text) {
  constexpr unsigned char kPastLatin = 0xcc;  // leads U+0300 and above
  std::size_t count = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool begins = (byte & 0xc0) != 0x80;
    if (begins) count += byte < kPastLatin ? 1 : 3;
  }
  return count;
}

}  // namespace zheli::text
