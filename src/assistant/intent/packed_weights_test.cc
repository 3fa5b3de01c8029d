#include "assistant/intent/packed_weights.h"

#include <gtest/gtest.h>

#include <cmath>

namespace zheli::intent {
namespace {

/// 40 features by 19 columns, some rows small, one empty.
Weights table() {
  Weights out(19, 40);
  for (std::size_t f = 1; f < 40; ++f) {
    for (std::size_t c = 0; c < 19; ++c) {
      out.row(f)[c] = std::sin(static_cast<float>(f * 19 + c)) / static_cast<float>(f * f);
    }
  }
  for (std::size_t c = 0; c < 19; ++c) out.constants()[c] = -1 + 0.1F * static_cast<float>(c);
  return out;
}

TEST(PackedWeights, ScoreAsTheTableDoes) {
  const Weights plain = table();
  const PackedWeights packed(plain);
  const Vector question = {{0, 3.0F}, {1, 0.5F}, {2, -1.0F}, {7, 0.25F}, {39, 2.0F}};
  std::vector<float> exact(19), close(19);
  plain.score(question, exact);
  packed.score(question, close);
  float bound = 1e-6F;  // Σ |value| · the row's largest / 254
  for (const Entry& e : question) {
    if (e.feature > 0) bound += std::abs(e.value) / static_cast<float>(e.feature * e.feature) / 254;
  }
  for (std::size_t c = 0; c < 19; ++c) EXPECT_NEAR(close[c], exact[c], bound) << c;
}

TEST(PackedWeights, ComeBackAsTheyWere) {
  const PackedWeights packed(table());
  core::ByteWriter to;
  packed.write(to);
  core::ByteReader from(to.bytes());
  const auto again = PackedWeights::read(19, 40, from);
  ASSERT_TRUE(again && from.done());
  std::vector<float> before(19), after(19);
  packed.score({{5, 1.0F}}, before);
  again->score({{5, 1.0F}}, after);
  EXPECT_EQ(before, after);
  core::ByteReader other(to.bytes());
  EXPECT_FALSE(PackedWeights::read(19, 41, other));
}

}  // namespace
}  // namespace zheli::intent
