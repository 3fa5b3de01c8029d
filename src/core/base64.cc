#include "core/base64.h"

#include <sodium.h>

namespace zheli::core {
namespace {

std::string encode(std::string_view bytes, int form) {
  std::string text(sodium_base64_encoded_len(bytes.size(), form), '\0');  // with its NUL
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), form);
  text.pop_back();
  return text;
}

/// libsodium reads bytes above 127 as digits, too: only what it writes again is taken.
std::optional<std::string> decode(std::string_view text, int form) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                       text.data(), text.size(), nullptr, &size, nullptr, form);
  bytes.resize(size);
  if (failed != 0 || encode(bytes, form) != text) return std::nullopt;
  return bytes;
}

constexpr int kPadded = sodium_base64_VARIANT_ORIGINAL;
constexpr int kUrl = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

}  // namespace

std::string base64(std::string_view bytes) {
  return encode(bytes, kPadded);
}

std::string base64url(std::string_view bytes) {
  return encode(bytes, kUrl);
}

std::optional<std::string> from_base64(std::string_view text) {
  return decode(text, kPadded);
}

std::optional<std::string> from_base64url(std::string_view text) {
  return decode(text, kUrl);
}

}  // namespace zheli::core
