#include "services/applications/answer.h"

#include <algorithm>
#include <array>

#include "core/date.h"
#include "ledger/utf8.h"

namespace zheli::applications {
namespace {

using knowledge::FieldType;

constexpr std::array<std::string_view, 7> kFaults = {
    "missing", "too-long", "no-date", "no-phone", "no-id-number", "no-text", "unknown"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_phone(std::string_view text) {
  return text.size() == 11 && std::ranges::all_of(text, is_digit) && text[0] == '1' &&
         text[1] >= '3';
}

/// ISO 7064 MOD 11-2 over the first 17 digits.
bool is_id_number(std::string_view text) {
  if (text.size() != 18 || !std::ranges::all_of(text.substr(0, 17), is_digit)) return false;
  const std::string born = std::string(text.substr(6, 4)) + "-" + std::string(text.substr(10, 2)) +
                           "-" + std::string(text.substr(12, 2));
  if (!core::parse_date(born)) return false;
  int sum = 0;
  for (const char digit : text.substr(0, 17)) sum = (sum + (digit - '0')) * 2 % 11;
  return text[17] == "10X98765432"[sum];
}

}  // namespace

std::optional<Fault> fault_of(FieldType type, std::string_view text) {
  const bool is_long = type == FieldType::long_text;
  if (text.find_first_not_of(' ') == std::string_view::npos) return Fault::missing;
  const bool has_control = std::ranges::any_of(text, [&](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && !(is_long && c == '\n')) || c == 0x7F;
  });
  const auto characters = ledger::read_utf8(text);
  if (has_control || !characters) return Fault::no_text;
  if (characters->size() > (is_long ? kLongTextMax : kTextMax)) return Fault::too_long;
  switch (type) {
    case FieldType::date:
      return core::parse_date(text) ? std::nullopt : std::optional(Fault::no_date);
    case FieldType::phone:
      return is_phone(text) ? std::nullopt : std::optional(Fault::no_phone);
    case FieldType::id_number:
      return is_id_number(text) ? std::nullopt : std::optional(Fault::no_id_number);
    default:
      return std::nullopt;
  }
}

std::string_view word(Fault fault) {
  return kFaults[static_cast<std::size_t>(fault)];
}

}  // namespace zheli::applications
