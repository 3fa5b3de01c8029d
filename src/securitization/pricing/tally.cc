#include "securitization/pricing/tally.h"

#include <cstring>

#include "core/wide.h"

namespace zheli::pricing {
namespace {

constexpr std::size_t kLanes = 8;

/// Eight doubles side by side; the compiler makes of them what the registers allow.
using Eight = double __attribute__((vector_size(kLanes * sizeof(double))));

inline void load(const double* from, Eight& to) {
  std::memcpy(&to, from, sizeof to);
}

/// The lanes added up, always in this order, and what is left behind the last whole eight.
inline double folded(const Eight& lanes) {
  return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) +
         ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}

}  // namespace

ZHELI_WIDE Sums sums(std::span<const double> first, std::span<const double> second) {
  const double* a = first.data();
  const double* b = second.data();
  const std::size_t n = first.size(), whole = n - n % kLanes;
  Eight sum_a{}, sum_b{}, sum_c{}, x, y;
  for (std::size_t i = 0; i < whole; i += kLanes) {
    load(a + i, x);
    load(b + i, y);
    sum_a += x;
    sum_b += y;
    x += y;
    sum_c += x * x;
  }
  Sums to{folded(sum_a), folded(sum_b), folded(sum_c)};
  for (std::size_t i = whole; i < n; ++i) {
    to.first += a[i];
    to.second += b[i];
    to.squares += (a[i] + b[i]) * (a[i] + b[i]);
  }
  return to;
}

ZHELI_WIDE double total(std::span<const double> values) {
  const double* v = values.data();
  const std::size_t n = values.size(), whole = n - n % kLanes;
  Eight sum{}, x;
  for (std::size_t i = 0; i < whole; i += kLanes) {
    load(v + i, x);
    sum += x;
  }
  double to = folded(sum);
  for (std::size_t i = whole; i < n; ++i) to += v[i];
  return to;
}

ZHELI_WIDE double squares(std::span<const double> values) {
  const double* v = values.data();
  const std::size_t n = values.size(), whole = n - n % kLanes;
  Eight sum{}, x;
  for (std::size_t i = 0; i < whole; i += kLanes) {
    load(v + i, x);
    sum += x * x;
  }
  double to = folded(sum);
  for (std::size_t i = whole; i < n; ++i) to += v[i] * v[i];
  return to;
}

ZHELI_WIDE void highest(std::span<const double* const> columns, std::span<double> to) {
  const std::size_t n = to.size(), whole = n - n % kLanes, count = columns.size();
  const double* const* from = columns.data();
  double* t = to.data();
  for (std::size_t i = 0; i < whole; i += kLanes) {
    Eight most{}, x;
    for (std::size_t c = 0; c < count; ++c) {
      load(from[c] + i, x);
      most = x > most ? x : most;
    }
    std::memcpy(t + i, &most, sizeof most);
  }
  for (std::size_t i = whole; i < n; ++i) {
    t[i] = 0;
    for (std::size_t c = 0; c < count; ++c) t[i] = from[c][i] > t[i] ? from[c][i] : t[i];
  }
}

ZHELI_WIDE void together(std::span<const double* const> columns, std::span<double> to) {
  const std::size_t n = to.size(), whole = n - n % kLanes, count = columns.size();
  const double* const* from = columns.data();
  double* t = to.data();
  for (std::size_t i = 0; i < whole; i += kLanes) {
    Eight sum{}, x;
    for (std::size_t c = 0; c < count; ++c) {
      load(from[c] + i, x);
      sum += x;
    }
    std::memcpy(t + i, &sum, sizeof sum);
  }
  for (std::size_t i = whole; i < n; ++i) {
    t[i] = 0;
    for (std::size_t c = 0; c < count; ++c) t[i] += from[c][i];
  }
}

}  // namespace zheli::pricing
