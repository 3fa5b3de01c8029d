#include "securitization/waterfall/columns.h"

#include <algorithm>

#include "core/wide.h"

namespace zheli::waterfall {
namespace {

// Written out, not std::min: a value chosen by address keeps a loop from being made wide.
inline double less_of(double a, double b) {
  return a < b ? a : b;
}
inline double more_of(double a, double b) {
  return a < b ? b : a;
}

}  // namespace

Columns::Columns(int rows, int paths)
    : paths_(static_cast<std::size_t>(paths)), count_(static_cast<std::size_t>(rows) * paths_) {
  constexpr std::size_t kLine = 64;
  std::size_t room = count_ * sizeof(double) + kLine;
  memory_ = std::make_unique<std::byte[]>(room);
  void* start = memory_.get();
  first_ = static_cast<double*>(std::align(kLine, count_ * sizeof(double), start, room));
}

void Columns::clear() {
  std::fill_n(first_, count_, 0.0);
}

ZHELI_WIDE void fill(Column to, double value) {
  const std::size_t n = to.size();
  double* t = to.data();
  for (std::size_t i = 0; i < n; ++i) t[i] = value;
}

void copy(Reading from, Column to) {
  std::copy(from.begin(), from.end(), to.begin());
}

ZHELI_WIDE void add(Reading amount, Column to) {
  const std::size_t n = to.size();
  const double* a = amount.data();
  double* t = to.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) t[i] += a[i];
}

ZHELI_WIDE void subtract(Reading amount, Column to) {
  const std::size_t n = to.size();
  const double* a = amount.data();
  double* t = to.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) t[i] -= a[i];
}

ZHELI_WIDE void cap(Reading most, Column to) {
  const std::size_t n = to.size();
  const double* m = most.data();
  double* t = to.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) t[i] = less_of(t[i], m[i]);
}

ZHELI_WIDE void scale(Reading factor, Column to) {
  const std::size_t n = to.size();
  const double* f = factor.data();
  double* t = to.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) t[i] *= f[i];
}

ZHELI_WIDE void bound(Reading most, Column to) {
  const std::size_t n = to.size();
  const double* m = most.data();
  double* t = to.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) {
    t[i] = more_of(0.0, less_of(whole(less_of(t[i], kAll)), m[i]));
  }
}

ZHELI_WIDE void accrue(Reading base, double rate, Column due, double shift) {
  const std::size_t n = due.size();
  const double* b = base.data();
  double* d = due.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) d[i] += whole(b[i] * rate + shift);
}

ZHELI_WIDE void accrue(Reading base, double factor, double rate, Column due, double shift) {
  const std::size_t n = due.size();
  const double* b = base.data();
  double* d = due.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) d[i] += whole(more_of(b[i] * factor, 0.0) * rate + shift);
}

ZHELI_WIDE void keep(Reading amount, Reading gone, Column to) {
  const std::size_t n = to.size();
  const double* a = amount.data();
  const double* g = gone.data();
  double* t = to.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) t[i] = a[i] * (1.0 - g[i]);
}

ZHELI_WIDE void sum(Reading a, Reading b, Reading c, Reading d, Column to) {
  const std::size_t n = to.size();
  const double* w = a.data();
  const double* x = b.data();
  const double* y = c.data();
  const double* z = d.data();
  double* t = to.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) t[i] = (w[i] + x[i]) + (y[i] + z[i]);
}

ZHELI_WIDE void raise(Reading active, double number, Column to) {
  const std::size_t n = to.size();
  const double* a = active.data();
  double* t = to.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) t[i] = more_of(t[i], a[i] * number);
}

ZHELI_WIDE void excess(Reading balance, double floor, Column to) {
  const std::size_t n = to.size();
  const double* b = balance.data();
  double* t = to.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) t[i] = more_of(0.0, b[i] - floor);
}

ZHELI_WIDE void draw(Column source, Column due, Column most, Column paid) {
  const std::size_t n = due.size();
  double* s = source.data();
  double* d = due.data();
  double* p = paid.data();
  if (most.empty()) {
#pragma GCC ivdep
    for (std::size_t i = 0; i < n; ++i) {
      const double taken = less_of(s[i], d[i]);
      s[i] -= taken;
      d[i] -= taken;
      p[i] += taken;
    }
    return;
  }
  double* m = most.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) {
    const double taken = less_of(less_of(s[i], d[i]), m[i]);
    s[i] -= taken;
    d[i] -= taken;
    m[i] -= taken;
    p[i] += taken;
  }
}

ZHELI_WIDE void draw(const SupportColumns& from, Column due, Column most, Column paid) {
  const std::size_t n = due.size();
  double* used = from.used.data();
  double* drawn = from.drawn.data();
  double* called = from.called.data();
  const double* standing = from.standing.data();
  const double limit = from.limit;
  double* d = due.data();
  double* m = most.data();
  double* p = paid.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) {
    const double left = more_of(0.0, limit - used[i]) * standing[i];
    const double taken = less_of(less_of(left, d[i]), m[i]);
    used[i] += taken;
    drawn[i] += taken;
    called[i] += taken;
    d[i] -= taken;
    m[i] -= taken;
    p[i] += taken;
  }
}

ZHELI_WIDE void pay_residual(Reading paid, Column balance, Column principal, Column yield) {
  const std::size_t n = paid.size();
  const double* p = paid.data();
  double* b = balance.data();
  double* first = principal.data();
  double* rest = yield.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) {
    const double part = less_of(p[i], b[i]);
    b[i] -= part;
    first[i] += part;
    rest[i] += p[i] - part;
  }
}

ZHELI_WIDE void share(const Share& of, Column due) {
  const std::size_t n = due.size();
  const double* paid = of.paid.data();
  const double* total = of.total.data();
  double* before = of.before.data();
  double* given = of.given.data();
  double* d = due.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) {
    before[i] += d[i];
    const double up_to = whole(paid[i] * (before[i] / more_of(1.0, total[i])));
    d[i] = up_to - given[i];
    given[i] = up_to;
  }
}

ZHELI_WIDE void matches(Reading a, double value, Column to) {
  const std::size_t n = to.size();
  const double* x = a.data();
  double* t = to.data();
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) t[i] = x[i] == value ? 1.0 : 0.0;
}

ZHELI_WIDE void combine(Operation operation, Reading left, Reading right, Column to) {
  const std::size_t n = to.size();
  const double* a = left.data();
  const double* b = right.data();
  double* t = to.data();
  switch (operation) {
    case Operation::add:
#pragma GCC ivdep
      for (std::size_t i = 0; i < n; ++i) t[i] = a[i] + b[i];
      return;
    case Operation::subtract:
#pragma GCC ivdep
      for (std::size_t i = 0; i < n; ++i) t[i] = a[i] - b[i];
      return;
    case Operation::multiply:
#pragma GCC ivdep
      for (std::size_t i = 0; i < n; ++i) t[i] = a[i] * b[i];
      return;
    case Operation::divide:
#pragma GCC ivdep
      for (std::size_t i = 0; i < n; ++i) t[i] = b[i] == 0 ? 0.0 : a[i] / b[i];
      return;
    case Operation::least:
#pragma GCC ivdep
      for (std::size_t i = 0; i < n; ++i) t[i] = less_of(a[i], b[i]);
      return;
    case Operation::greatest:
#pragma GCC ivdep
      for (std::size_t i = 0; i < n; ++i) t[i] = more_of(a[i], b[i]);
      return;
    case Operation::above:
#pragma GCC ivdep
      for (std::size_t i = 0; i < n; ++i) t[i] = a[i] > b[i] ? 1.0 : 0.0;
      return;
    case Operation::at_least:
#pragma GCC ivdep
      for (std::size_t i = 0; i < n; ++i) t[i] = a[i] >= b[i] ? 1.0 : 0.0;
      return;
    case Operation::equal:
#pragma GCC ivdep
      for (std::size_t i = 0; i < n; ++i) t[i] = a[i] == b[i] ? 1.0 : 0.0;
      return;
    case Operation::both:
#pragma GCC ivdep
      for (std::size_t i = 0; i < n; ++i) t[i] = ((a[i] != 0) & (b[i] != 0)) ? 1.0 : 0.0;
      return;
    case Operation::either:
#pragma GCC ivdep
      for (std::size_t i = 0; i < n; ++i) t[i] = ((a[i] != 0) | (b[i] != 0)) ? 1.0 : 0.0;
      return;
  }
}

}  // namespace zheli::waterfall
