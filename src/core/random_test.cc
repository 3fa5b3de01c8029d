#include "core/random.h"

#include <gtest/gtest.h>

#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <vector>

namespace zheli::core {
namespace {

TEST(Random, PhiloxGivesTheAuthorsKnownAnswers) {
  // kat_vectors of Random123 1.14: philox4x32 with 10 rounds.
  using Four = std::array<std::uint32_t, 4>;
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}),
            (Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, TheNormalsInverseIsThatOfBoost) {
  const boost::math::normal normal;
  for (double u = 0x1p-33; u < 1; u = u < 1e-3 ? u * 1.37 : u + 0.000317) {
    const double expected = quantile(normal, u);
    EXPECT_NEAR(inverse_normal(u), expected, 1e-12 * std::max(1.0, std::abs(expected))) << u;
  }
}

TEST(Random, ABlockDrawsWhatItsPathsDraw) {
  constexpr std::size_t kPaths = 77;
  std::vector<double> columns[4];
  for (auto& column : columns) column.resize(kPaths);
  draw_units(42, 5'000'000'000, 3, {columns[0], columns[1], columns[2], columns[3]});
  for (std::size_t i = 0; i < kPaths; ++i) {
    const auto alone = draw_units(42, 5'000'000'000 + i, 3);
    for (std::size_t k = 0; k < 4; ++k) EXPECT_EQ(columns[k][i], alone[k]);
  }
  const std::vector<double> units = columns[2];
  to_normals(columns[2]);
  for (std::size_t i = 0; i < kPaths; ++i) EXPECT_EQ(columns[2][i], inverse_normal(units[i]));
}

TEST(Random, MomentsAreTheNormals) {
  constexpr std::size_t kPaths = 1 << 20;
  std::vector<double> columns[4];
  for (auto& column : columns) column.resize(kPaths);
  draw_units(7, 0, 0, {columns[0], columns[1], columns[2], columns[3]});
  for (auto& column : columns) {
    to_normals(column);
    double sum = 0, squares = 0;
    for (const double z : column) sum += z, squares += z * z;
    EXPECT_LT(std::abs(sum / kPaths), 4 / 1024.0);  // 4 standard errors
    EXPECT_LT(std::abs(squares / kPaths - 1), 4 * std::sqrt(2.0) / 1024.0);
  }
}

}  // namespace
}  // namespace zheli::core
