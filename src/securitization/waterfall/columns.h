// Plain arithmetic on columns: one figure of many paths, side by side, so that a step of the
// waterfall costs a few instructions a path however long its interpretation takes. Whole fen in
// doubles: sums and differences are exact below 2^53. Tested by columns_test.cc.
//
// Every column of one call has the same length; a written one is another or the very same column
// as a read one, never one that overlaps it.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "securitization/waterfall/formula.h"

namespace zheli::waterfall {

using Column = std::span<double>;
using Reading = std::span<const double>;

/// Rows of equally long columns in one piece of memory, which begins where a cache line does.
class Columns {
 public:
  Columns(int rows, int paths);

  int paths() const { return static_cast<int>(paths_); }
  /// `count` rows from `first` on, one after the other.
  Column rows(int first, int count) {
    return {first_ + static_cast<std::size_t>(first) * paths_,
            static_cast<std::size_t>(count) * paths_};
  }
  Column row(int row) { return {first_ + static_cast<std::size_t>(row) * paths_, paths_}; }
  Reading row(int row) const { return {first_ + static_cast<std::size_t>(row) * paths_, paths_}; }
  void clear();

 private:
  std::size_t paths_;
  std::size_t count_;
  std::unique_ptr<std::byte[]> memory_;
  double* first_;
};

/// More than any amount there is: "all of it".
inline constexpr double kAll = 1e15;

/// Half to even, |x| < 2^51; the same digits on every machine.
inline double whole(double x) {
  constexpr double kShift = 6755399441055744.0;  // 1.5 · 2^52
  return (x + kShift) - kShift;
}

void fill(Column to, double value);
void copy(Reading from, Column to);
/// to += amount.
void add(Reading amount, Column to);
/// to −= amount.
void subtract(Reading amount, Column to);
/// to = min(to, most).
void cap(Reading most, Column to);
/// to *= factor.
void scale(Reading factor, Column to);
/// to = whole(to) kept within [0, most].
void bound(Reading most, Column to);
/// due += whole(base · rate + shift): to the nearest fen; with kDown to the fen below.
void accrue(Reading base, double rate, Column due, double shift = 0);
inline constexpr double kDown = -0.5 + 1e-6;  // 1e-6: the rounding of binary fractions
/// The same of max(0, base · factor).
void accrue(Reading base, double factor, double rate, Column due, double shift);
/// to = amount · (1 − gone).
void keep(Reading amount, Reading gone, Column to);
/// to = the four together.
void sum(Reading a, Reading b, Reading c, Reading d, Column to);
/// to = max(to, active · number).
void raise(Reading active, double number, Column to);
/// to = max(0, balance − floor).
void excess(Reading balance, double floor, Column to);
/// Takes what `due` asks from `source`, as far as it goes and at most `most` (empty: no limit): the
/// three fall, `paid` rises.
void draw(Column source, Column due, Column most, Column paid);
/// The same from a supporter with `limit` (kAll: none) while `standing` is 1; `used`, `drawn` and
/// `called` rise with `paid`. Here `most` is never empty.
struct SupportColumns {
  Column used, drawn, called;
  Reading standing;
  double limit;
};
void draw(const SupportColumns& from, Column due, Column most, Column paid);
/// Pays `paid` to the residual tranche: principal up to its balance, then yield.
void pay_residual(Reading paid, Column balance, Column principal, Column yield);
/// One claim's part of `paid`, pro rata: the share of `before` + `due` in `total` less what the
/// claims before it got, so that parts add up to the fen; `before` grows by `due`, `given` by the
/// part, which replaces `due`.
struct Share {
  Reading paid, total;
  Column before, given;
};
void share(const Share& of, Column due);
/// to = left operation right; conditions give 0 or 1.
void combine(Operation operation, Reading left, Reading right, Column to);
/// to = 1 where a equals value, else 0.
void matches(Reading a, double value, Column to);

}  // namespace zheli::waterfall
