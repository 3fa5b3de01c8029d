// Randomness without a state: number k of path i is a function of (seed, i, k) and of nothing else,
// so that neither threads nor blocks nor machines change a digit. Tested by random_test.cc.
//
// Philox4x32-10: J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as
// 1, 2, 3" (SC 2011). The normal's inverse: M. Giles, "Approximating the erfinv function" (GPU
// Computing Gems, 2011), double precision; error below 1e-12 · max(1, |z|) for
// u from 2^-33 to 1 − 2^-33 (random_test.cc holds it against Boost.Math).
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace zheli::core {

/// Four words from a counter of four and a key of two.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key);

/// A word as a number in (0, 1): (word + ½) / 2^32.
inline double unit(std::uint32_t word) {
  return (word + 0.5) * 0x1p-32;
}

/// z with Φ(z) = u, for u in (0, 1).
double inverse_normal(double u);

/// Draws for many paths at once. Path `first + i` gives its draws 4·group … 4·group + 3 to
/// out[0][i] … out[3][i], each in (0, 1). All four columns have the same length.
void draw_units(std::uint64_t seed, std::uint64_t first, std::uint32_t group,
                std::array<std::span<double>, 4> out);

/// The same four draws of one path.
std::array<double, 4> draw_units(std::uint64_t seed, std::uint64_t path, std::uint32_t group);

/// u[i] becomes inverse_normal(u[i]), the same digits.
void to_normals(std::span<double> u);

}  // namespace zheli::core
