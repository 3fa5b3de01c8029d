#include "core/money.h"

#include <fmt/format.h>

#include <cmath>

namespace zheli::core {
namespace {

constexpr std::int64_t kMostYuan = 1'000'000'000'000;

bool is_digit(char c) {
  return '0' <= c && c <= '9';
}

constexpr std::size_t kShown = 40;

Error not_money(std::string_view text) {
  return Error{
      fmt::format("\"{}\" is no amount: write yuan with at most two decimals, such as 1234.56",
                  text.substr(0, kShown))};
}

/// The digits before the point, without commas; nothing where a comma is not between groups of
/// three digits.
std::string whole_digits(std::string_view text) {
  const bool grouped = text.find(',') != std::string_view::npos;
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool at_comma = grouped && i > 0 && (text.size() - i) % 4 == 0;
    if (at_comma != (text[i] == ',') || (!at_comma && !is_digit(text[i]))) return {};
    if (!at_comma) digits += text[i];
  }
  return digits;
}

}  // namespace

Money round_fen(double fen) {
  constexpr double kExact = 9007199254740992.0;
  CHECK(std::abs(fen) <= kExact);
  return {static_cast<std::int64_t>(std::nearbyint(fen))};
}

Result<Money> parse_money(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::string_view amount = text.substr(negative ? 1 : 0);
  const std::size_t point = amount.find('.');
  const std::string digits = whole_digits(amount.substr(0, point));
  const std::string_view cents = point == std::string_view::npos ? "0" : amount.substr(point + 1);
  constexpr std::size_t kMostDigits = 13;
  if (digits.empty() || cents.empty() || cents.size() > 2) return not_money(text);
  if (!is_digit(cents.front()) || !is_digit(cents.back())) return not_money(text);
  const std::int64_t whole = digits.size() > kMostDigits ? kMostYuan + 1 : std::stoll(digits);
  if (whole > kMostYuan) {
    return Error{fmt::format("{} is beyond the largest amount, 1,000,000,000,000 yuan",
                             text.substr(0, kShown))};
  }
  const Money value{whole * 100 + (cents.front() - '0') * 10 +
                    (cents.size() == 2 ? cents.back() - '0' : 0)};
  return negative ? -value : value;
}

std::string to_string(Money amount) {
  const std::uint64_t fen = amount.fen < 0 ? 0 - static_cast<std::uint64_t>(amount.fen)
                                           : static_cast<std::uint64_t>(amount.fen);
  std::string digits = std::to_string(fen / 100);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return fmt::format("{}{}.{:02}", amount.fen < 0 ? "-" : "", digits, fen % 100);
}

}  // namespace zheli::core
