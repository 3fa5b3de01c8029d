#include "services/applications/case_number.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/check.h"

namespace zheli::applications {
namespace {

constexpr std::size_t kDigits = 18;

bool are_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

char check_digit(std::string_view digits) {
  int product = 10;
  for (const char digit : digits) {
    const int sum = (product + (digit - '0')) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return static_cast<char>('0' + (11 - product) % 10);
}

}  // namespace

std::string case_number(std::string_view area, core::Date day, int sequence) {
  CHECK(area.size() == 6 && are_digits(area));
  CHECK(sequence >= 1 && sequence <= kSequenceMax);
  std::string number =
      fmt::format("{}{:02}{:02}{:02}{:05}", area, static_cast<int>(day.year()) % 100,
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), sequence);
  number += check_digit(number);
  return number;
}

bool is_case_number(std::string_view text) {
  return text.size() == kDigits && are_digits(text) &&
         check_digit(text.substr(0, kDigits - 1)) == text.back();
}

}  // namespace zheli::applications
