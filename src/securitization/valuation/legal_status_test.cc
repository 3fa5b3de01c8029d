#include "securitization/valuation/legal_status.h"

#include <gtest/gtest.h>

namespace zheli::valuation {
namespace {

core::Date on(int y, unsigned m, unsigned d) {
  return {std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

Kind invention() {
  Kind kind{"invention", "发明专利", 20};
  kind.fees = {{3, 900}, {6, 1200}, {9, 2000}, {12, 4000}, {15, 6000}, {20, 8000}};
  return kind;
}

TEST(LegalEnd, FollowsTheKind) {
  EXPECT_EQ(legal_end(invention(), on(2013, 2, 15)), on(2033, 2, 15));
  Kind design{"design", "外观设计", 15, on(2021, 6, 1), 10};
  EXPECT_EQ(legal_end(design, on(2021, 5, 31)), on(2031, 5, 31));
  EXPECT_EQ(legal_end(design, on(2021, 6, 1)), on(2036, 6, 1));
  Kind software{"software", "软件著作权", 50};
  software.to_year_end = true;
  EXPECT_EQ(legal_end(software, on(2015, 4, 3)), on(2065, 12, 31));
}

TEST(LegalStatus, KnowsWhichFeesComeAndWhen) {
  Asset asset;
  asset.filed = on(2013, 2, 15);
  asset.fees_paid_until = on(2022, 2, 15);  // nine years are paid
  const LegalStatus now = legal_status(asset, invention(), {}, on(2021, 6, 30));
  EXPECT_EQ(now.state, LegalStatus::State::in_force);
  ASSERT_EQ(now.fees.size(), 11U);  // years 10 to 20
  EXPECT_EQ(now.fees[0].due, on(2022, 2, 15));
  EXPECT_DOUBLE_EQ(now.fees[0].yuan, 4000);
  EXPECT_DOUBLE_EQ(now.fees[10].yuan, 8000);
}

TEST(LegalStatus, ARightLapsesSixMonthsAfterAnUnpaidFee) {
  Asset asset;
  asset.filed = on(2013, 2, 15);
  asset.fees_paid_until = on(2021, 2, 15);
  using State = LegalStatus::State;
  const Assumptions assumptions;
  EXPECT_EQ(legal_status(asset, invention(), assumptions, on(2021, 2, 15)).state, State::in_force);
  EXPECT_EQ(legal_status(asset, invention(), assumptions, on(2021, 8, 15)).state,
            State::fee_overdue);
  EXPECT_EQ(legal_status(asset, invention(), assumptions, on(2021, 8, 16)).state, State::lapsed);
  EXPECT_DOUBLE_EQ(legal_status(asset, invention(), assumptions, on(2021, 8, 16)).chance, 0);
}

/// Its eight years were counted from each valuation day: it never aged.
TEST(LegalStatus, SoftwareAgesFromItsPublication) {
  Kind software{"software", "软件著作权", 50};
  software.useful_years = 8;
  Asset asset;
  asset.filed = on(2020, 5, 1);
  const struct {
    int year;
    double years_left;
  } rows[] = {{2021, 2557 / 365.0}, {2023, 1827 / 365.0}, {2025, 1096 / 365.0}, {2030, 0}};
  for (const auto& row : rows)
    EXPECT_NEAR(legal_status(asset, software, {}, on(row.year, 5, 1)).years_left, row.years_left,
                1e-12)
        << row.year;
  asset.useful_until = on(2031, 5, 1);  // what the appraiser states stands before the kind's years
  EXPECT_NEAR(legal_status(asset, software, {}, on(2030, 5, 1)).years_left, 1, 1e-12);
}

TEST(LegalStatus, EndsWithItsTermOrItsUse) {
  Asset asset;
  asset.filed = on(2000, 1, 1);
  EXPECT_EQ(legal_status(asset, invention(), {}, on(2021, 1, 1)).state,
            LegalStatus::State::expired);
  asset.filed = on(2013, 2, 15);
  asset.useful_until = on(2025, 6, 30);
  EXPECT_NEAR(legal_status(asset, invention(), {}, on(2021, 6, 30)).years_left, 1461 / 365.0,
              1e-12);
  Kind brand{"trademark", "商标", 10};
  brand.renewable = true;
  asset.useful_until.reset();
  EXPECT_EQ(legal_status(asset, brand, {}, on(2026, 1, 1)).legal_end, on(2033, 2, 15));
  Assumptions assumptions;
  assumptions.invalidation = 0.4;
  asset.status = Status::invalidation;
  EXPECT_DOUBLE_EQ(legal_status(asset, brand, assumptions, on(2026, 1, 1)).chance, 0.4);
}

}  // namespace
}  // namespace zheli::valuation
