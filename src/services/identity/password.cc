#include "services/identity/password.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <deque>
#include <new>

namespace zheli::identity {
namespace {

std::string unpadded(std::span<const unsigned char> bytes) {
  constexpr int kForm = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), kForm), '\0');  // with its NUL
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kForm);
  text.pop_back();
  return text;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char byte) { return (byte & 0xc0) != 0x80; }));
}

}  // namespace

std::optional<Weakness> weakness(std::string_view password, std::string_view account_name) {
  if (characters(password) < kPasswordMin) return Weakness::too_short;
  if (password.size() > kPasswordMax) return Weakness::too_long;
  const bool is_one = password.find_first_not_of(password.front()) == password.npos;
  if (is_one || password.find(account_name) != password.npos) return Weakness::plain;
  return std::nullopt;
}

std::string kept_form(std::string_view password, std::span<const unsigned char, 16> salt,
                      Cost cost) {
  std::array<unsigned char, 32> hash;
  const int failed =
      crypto_pwhash(hash.data(), hash.size(), password.data(), password.size(), salt.data(),
                    cost.passes, cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) throw std::bad_alloc();
  return fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", cost.memory_bytes / 1024, cost.passes,
                     unpadded(salt), unpadded(hash));
}

bool fits(std::string_view kept, std::string_view password) {
  const std::string text(kept);  // with a NUL behind it
  return text.size() < crypto_pwhash_STRBYTES &&
         crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

std::optional<Instant> next_try(std::span<const Try> tries, Instant now) {
  std::deque<Instant> wrong;
  for (const Try& one : tries) {
    if (one.was_right) {
      wrong.clear();
    } else if (one.at + kTriesSpan > now) {
      wrong.push_back(one.at);
    }
  }
  if (wrong.size() < static_cast<std::size_t>(kTriesMax)) return std::nullopt;
  return wrong[wrong.size() - kTriesMax] + kTriesSpan;
}

}  // namespace zheli::identity
