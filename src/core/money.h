// Money: whole fen, exactly. A payment is never a double; a double that was computed (a rate times
// a balance) becomes money in one function, with its rounding named. Tested by money_test.cc.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace zheli::core {

/// An amount in renminbi, in whole fen; negative where something is owed. Sums beyond
/// ±92 233 720 368 547 758.07 yuan are a caller's bug: input is bounded where it is read.
struct Money {
  std::int64_t fen = 0;

  auto operator<=>(const Money&) const = default;
  Money operator-() const { return {-fen}; }
  Money& operator+=(Money other) { return fen += other.fen, *this; }
  Money& operator-=(Money other) { return fen -= other.fen, *this; }
  friend Money operator+(Money a, Money b) { return {a.fen + b.fen}; }
  friend Money operator-(Money a, Money b) { return {a.fen - b.fen}; }
  friend Money operator*(Money a, std::int64_t times) { return {a.fen * times}; }
};

/// Whole yuan: yuan(200'000'000) is RMB 200 million.
constexpr Money yuan(std::int64_t amount) {
  return {amount * 100};
}

constexpr double kFenInYuan = 100;

/// The amount as a number to compute or draw with; what is paid stays Money.
constexpr double in_fen(Money amount) {
  return static_cast<double>(amount.fen);
}
constexpr double in_yuan(Money amount) {
  return in_fen(amount) / kFenInYuan;
}

/// A computed number of fen, rounded half to even. |fen| ≤ 2^53, else CHECK.
Money round_fen(double fen);

/// Reads "1234.5", "-1,234.56", "200000000": yuan with at most two decimals, commas only between
/// groups of three digits, at most 1 000 000 000 000 yuan either way. Anything else is an Error
/// that says what would be right.
Result<Money> parse_money(std::string_view text);

/// "1,234.56".
std::string to_string(Money amount);

}  // namespace zheli::core
