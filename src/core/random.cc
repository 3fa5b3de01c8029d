#include "core/random.h"

#include <bit>
#include <cmath>

#include "core/wide.h"

namespace zheli::core {
namespace {

constexpr std::uint32_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
constexpr int kRounds = 10;

struct Words {
  std::uint32_t w0, w1, w2, w3;
};

[[gnu::always_inline]] inline Words philox_words(Words c, std::uint32_t key0, std::uint32_t key1) {
#pragma GCC unroll 10
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t product0 = std::uint64_t{kMultiplier0} * c.w0;
    const std::uint64_t product1 = std::uint64_t{kMultiplier1} * c.w2;
    c = {static_cast<std::uint32_t>(product1 >> 32) ^ c.w1 ^ key0,
         static_cast<std::uint32_t>(product1),
         static_cast<std::uint32_t>(product0 >> 32) ^ c.w3 ^ key1,
         static_cast<std::uint32_t>(product0)};
    key0 += kWeyl0;
    key1 += kWeyl1;
  }
  return c;
}

/// ln v for a normal positive v: v = m · 2^e with m near 1, ln m by the series of atanh.
[[gnu::always_inline]] inline double logarithm(double v) {
  constexpr std::uint64_t kMantissa = 0x000FFFFFFFFFFFFF, kSqrtHalf = 0x3FE6A09E667F3BCD;
  constexpr std::uint64_t kBias = 1024;
  const std::uint64_t shifted = std::bit_cast<std::uint64_t>(v) - kSqrtHalf;
  // The exponent as a double, by way of the bits of 2^52 + exponent + bias.
  const std::uint64_t biased = (shifted + (kBias << 52)) >> 52;
  const double exponent = std::bit_cast<double>(0x4330000000000000 + biased) - (0x1p52 + kBias);
  const double m = std::bit_cast<double>((shifted & kMantissa) + kSqrtHalf);
  const double s = (m - 1) / (m + 1), q = s * s;
  const double qq = q * q;
  // Two chains run side by side: a processor need not wait for one product after the other.
  double even = 1 / 21., odd = 1 / 19.;
#pragma GCC unroll 4
  for (const double divisor : {17., 13., 9., 5.}) {
    even = even * qq + 1 / divisor;
    odd = odd * qq + 1 / (divisor - 2);
  }
  const double series = even * q + odd;
  return exponent * 0.6931471805599453 + 2 * (s + s * q * series);
}

/// √2 erfinv(2u − 1) where w = −ln(4u(1 − u)) is below 6.25, as Giles gives it.
[[gnu::always_inline]] inline double central(double w, double x) {
  constexpr double kTerms[] = {
      -3.6444120640178196996e-21, -1.685059138182016589e-19,  1.2858480715256400167e-18,
      1.115787767802518096e-17,   -1.333171662854620906e-16,  2.0972767875968561637e-17,
      6.6376381343583238325e-15,  -4.0545662729752068639e-14, -8.1519341976054721522e-14,
      2.6335093153082322977e-12,  -1.2975133253453532498e-11, -5.4154120542946279317e-11,
      1.051212273321532285e-09,   -4.1126339803469836976e-09, -2.9070369957882005086e-08,
      4.2347877827932403518e-07,  -1.3654692000834678645e-06, -1.3882523362786468719e-05,
      0.0001867342080340571352,   -0.00074070253416626697512, -0.0060336708714301490533,
      0.24015818242558961693,     1.6536545626831027356};
  const double t = w - 3.125, t2 = t * t, t4 = t2 * t2;
  // Four chains, in powers of t^4, run side by side.
  double c0 = kTerms[2], c1 = kTerms[1], c2 = kTerms[0], c3 = 0;
#pragma GCC unroll 5
  for (int i = 3; i < 23; i += 4) {
    c3 = c3 * t4 + kTerms[i];
    c2 = c2 * t4 + kTerms[i + 1];
    c1 = c1 * t4 + kTerms[i + 2];
    c0 = c0 * t4 + kTerms[i + 3];
  }
  const double p = (c0 + c1 * t) + t2 * (c2 + c3 * t);
  return 1.4142135623730951 * p * x;
}

double far_tail(double w, double x) {
  constexpr double kTerms[] = {
      -2.7109920616438573243e-11, -2.5556418169965252055e-10, 1.5076572693500548083e-09,
      -3.7894654401267369937e-09, 7.6157012080783393804e-09,  -1.4960026627149240478e-08,
      2.9147953450901080826e-08,  -6.7711997758452339498e-08, 2.2900482228026654717e-07,
      -9.9298272942317002539e-07, 4.5260625972231537039e-06,  -1.9681778105531670567e-05,
      7.5995277030017761139e-05,  -0.00021503011930044477347, -0.00013871931833623122026,
      1.0103004648645343977,      4.8499064014085844221};
  const double t = std::sqrt(w) - 5;
  double p = kTerms[0];
  for (int i = 1; i < 17; ++i) p = kTerms[i] + p * t;
  return 1.4142135623730951 * p * x;
}

double tail(double w, double x) {
  constexpr double kFarFrom = 16;
  if (w >= kFarFrom) return far_tail(w, x);
  constexpr double kTerms[] = {
      2.2137376921775787049e-09, 9.0756561938885390979e-08, -2.7517406297064545428e-07,
      1.8239629214389227755e-08, 1.5027403968909827627e-06, -4.013867526981545969e-06,
      2.9234449089955446044e-06, 1.2475304481671778723e-05, -4.7318229009055733981e-05,
      6.8284851459573175448e-05, 2.4031110387097893999e-05, -0.0003550375203628474796,
      0.00095328937973738049703, -0.0016882755560235047313, 0.0024914420961078508066,
      -0.0037512085075692412107, 0.005370914553590063617,   1.0052589676941592334,
      3.0838856104922207635};
  const double t = std::sqrt(w) - 3.25;
  double p = kTerms[0];
  for (int i = 1; i < 19; ++i) p = kTerms[i] + p * t;
  return 1.4142135623730951 * p * x;
}

constexpr double kTailFrom = 6.25;

}  // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key) {
  const Words words =
      philox_words({counter[0], counter[1], counter[2], counter[3]}, key[0], key[1]);
  return {words.w0, words.w1, words.w2, words.w3};
}

double inverse_normal(double u) {
  const double x = 2 * u - 1, w = -logarithm(4 * u * (1 - u));
  return w < kTailFrom ? central(w, x) : tail(w, x);
}

ZHELI_WIDE void draw_units(std::uint64_t seed, std::uint64_t first, std::uint32_t group,
                           std::array<std::span<double>, 4> out) {
  const std::size_t n = out[0].size();
  double* u0 = out[0].data();
  double* u1 = out[1].data();
  double* u2 = out[2].data();
  double* u3 = out[3].data();
  const std::uint32_t key0 = static_cast<std::uint32_t>(seed);
  const std::uint32_t key1 = static_cast<std::uint32_t>(seed >> 32);
#pragma GCC ivdep
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t path = first + i;
    const Words words = philox_words(
        {static_cast<std::uint32_t>(path), static_cast<std::uint32_t>(path >> 32), group, 0}, key0,
        key1);
    u0[i] = (static_cast<double>(words.w0) + 0.5) * 0x1p-32;
    u1[i] = (static_cast<double>(words.w1) + 0.5) * 0x1p-32;
    u2[i] = (static_cast<double>(words.w2) + 0.5) * 0x1p-32;
    u3[i] = (static_cast<double>(words.w3) + 0.5) * 0x1p-32;
  }
}

std::array<double, 4> draw_units(std::uint64_t seed, std::uint64_t path, std::uint32_t group) {
  const auto words =
      philox({static_cast<std::uint32_t>(path), static_cast<std::uint32_t>(path >> 32), group, 0},
             {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
  return {unit(words[0]), unit(words[1]), unit(words[2]), unit(words[3])};
}

ZHELI_WIDE void to_normals(std::span<double> u) {
  const std::size_t n = u.size();
  double* z = u.data();
  constexpr std::size_t kStrip = 64;
  double w[kStrip], x[kStrip];
  for (std::size_t from = 0; from < n; from += kStrip) {
    const std::size_t count = n - from < kStrip ? n - from : kStrip;
    std::int64_t far = 0;
#pragma GCC ivdep
    for (std::size_t i = 0; i < count; ++i) {
      const double one = z[from + i];
      x[i] = 2 * one - 1;
      w[i] = -logarithm(4 * one * (1 - one));
      z[from + i] = central(w[i], x[i]);
      far |= std::bit_cast<std::int64_t>(kTailFrom - w[i]);  // the sign bit: beyond
    }
    if (far >= 0) continue;
    for (std::size_t i = 0; i < count; ++i) {
      if (!(w[i] < kTailFrom)) z[from + i] = tail(w[i], x[i]);
    }
  }
}

}  // namespace zheli::core
