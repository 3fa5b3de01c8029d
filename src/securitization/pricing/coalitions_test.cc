#include "securitization/pricing/coalitions.h"

#include <gtest/gtest.h>

namespace zheli::pricing {
namespace {

std::vector<int> firms_of(std::size_t mask) {
  std::vector<int> firms;
  for (int i = 0; mask >> i != 0; ++i) {
    if (mask >> i & 1) firms.push_back(i);
  }
  return firms;
}

/// Seven unequal firms of three sectors.
Banding unequal(double sector) {
  Banding of;
  of.copula.global = 0.2;
  of.copula.sector = sector;
  of.unit = core::yuan(500'000);
  of.allowed = 0.002;
  of.commitment = {core::yuan(4'000'000), 0.01, 0.3};
  for (int i = 0; i < 7; ++i)
    of.firms.push_back({core::yuan(4'000'000 + 1'500'000 * i), 0.02 + 0.01 * (i % 4), 0.6, i % 3});
  return of;
}

TEST(Coalitions, NeedWhatEachNeedsByItself) {
  for (const double sector : {0.0, 0.15}) {
    const Banding of = unequal(sector);
    for (const bool supported : {false, true}) {
      const auto all = needed_of_all(of, supported, 2);
      ASSERT_TRUE(all);
      ASSERT_EQ(all->size(), 128U);
      for (std::size_t mask = 0; mask < all->size(); ++mask) {
        const Needed one = needed(of, firms_of(mask));
        EXPECT_EQ((*all)[mask], core::in_fen(supported ? one.supported : one.alone))
            << sector << " " << mask;
      }
      EXPECT_EQ(*all, needed_of_all(of, supported, 1));
    }
  }
}

TEST(Coalitions, OfOneBlockAndOfNobody) {
  Banding of = unequal(0.15);
  for (Firm& firm : of.firms) firm.sector = 2;
  const auto all = needed_of_all(of, true, 1);
  ASSERT_TRUE(all);
  for (const std::size_t mask : {0U, 1U, 37U, 127U})
    EXPECT_EQ((*all)[mask], core::in_fen(needed(of, firms_of(mask)).supported)) << mask;
  of.firms.clear();
  EXPECT_EQ(*needed_of_all(of, true, 1), std::vector<double>{0});
}

TEST(Coalitions, AreNotCountedWhereTheyAreTooMany) {
  Banding of = unequal(0.15);
  of.firms.resize(21, of.firms[0]);
  EXPECT_FALSE(needed_of_all(of, true, 1));
  of.firms.resize(9, of.firms[0]);
  for (Firm& firm : of.firms) firm.sector = 0;
  EXPECT_FALSE(needed_of_all(of, true, 1));
  of.copula.sector = 0;
  EXPECT_TRUE(needed_of_all(of, true, 1));
}

}  // namespace
}  // namespace zheli::pricing
