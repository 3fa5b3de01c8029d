#include "securitization/pricing/root.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.h"

namespace zheli::pricing {
namespace {

/// Brent's running state: b is the best guess, a the one before, c the other side of the root.
struct Brent {
  double a, b, c, fa, fb, fc;
  double step = 0, before = 0;

  void keep_best_in_b() {
    if ((fb > 0) == (fc > 0)) {
      c = a, fc = fa;
      step = before = b - a;
    }
    if (std::abs(fc) < std::abs(fb)) {
      a = b, b = c, c = a;
      fa = fb, fb = fc, fc = fa;
    }
  }

  /// The step by interpolation, or half the way where that would be too bold.
  void choose_step(double tolerance) {
    const double half = (c - b) / 2;
    if (std::abs(before) < tolerance || std::abs(fa) <= std::abs(fb)) {
      step = before = half;
      return;
    }
    const double s = fb / fa;
    double p, q;
    if (a == c) {
      p = 2 * half * s;
      q = 1 - s;
    } else {
      const double r = fb / fc;
      q = fa / fc;
      p = s * (2 * half * q * (q - r) - (b - a) * (r - 1));
      q = (q - 1) * (r - 1) * (s - 1);
    }
    if (p > 0) q = -q;
    p = std::abs(p);
    const bool timid =
        2 * p < std::min(3 * half * q - std::abs(tolerance * q), std::abs(before * q));
    before = timid ? step : half;
    step = timid ? p / q : half;
  }
};

}  // namespace

double root_between(const std::function<double(double)>& f, double low, double high) {
  Brent at{low, high, low, f(low), f(high), 0};
  at.fc = at.fa;
  CHECK(at.fa == 0 || at.fb == 0 || (at.fa > 0) != (at.fb > 0));
  if (at.fa == 0) return low;
  if (at.fb != 0) at.c = at.a, at.step = at.before = at.b - at.a;
  for (int i = 0; i < 200 && at.fb != 0; ++i) {
    at.keep_best_in_b();
    const double tolerance = 2 * std::numeric_limits<double>::epsilon() * std::abs(at.b) + 1e-16;
    const double half = (at.c - at.b) / 2;
    if (std::abs(half) <= tolerance) break;
    at.choose_step(tolerance);
    at.a = at.b, at.fa = at.fb;
    at.b += std::abs(at.step) > tolerance ? at.step : std::copysign(tolerance, half);
    at.fb = f(at.b);
  }
  return at.b;
}

std::optional<std::pair<double, double>> bracket(const std::function<double(double)>& f,
                                                 double start, double step, double reach) {
  double up = start, down = start;
  double f_up = f(start), f_down = f_up;
  const auto differ = [](double a, double b) { return (a > 0) != (b > 0) || a == 0 || b == 0; };
  for (double gone = 0; gone < reach; gone += step) {
    const double above = f(up + step);
    if (std::isfinite(above) && differ(f_up, above)) return std::pair{up, up + step};
    up += step, f_up = above;
    const double below = f(down - step);
    if (std::isfinite(below) && differ(f_down, below)) return std::pair{down - step, down};
    down -= step, f_down = below;
  }
  return std::nullopt;
}

}  // namespace zheli::pricing
