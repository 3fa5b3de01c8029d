#include "securitization/programme/shelf.h"

#include <gtest/gtest.h>

namespace zheli::programme {
namespace {

core::Date day(int y, unsigned m) {
  return {std::chrono::year(y), std::chrono::month(m), std::chrono::day(1)};
}

/// A billion until the end of 2027; two issues of 200 and 300 million.
Shelf shelf() {
  const Shelf empty({core::yuan(1'000'000'000),
                     day(2026, 1),
                     day(2028, 1),
                     {{"commitment", core::yuan(50'000'000)}}});
  return empty.with(Issuance{"1", day(2026, 1), core::yuan(200'000'000)})
      .take()
      .with(Issuance{"2", day(2026, 9), core::yuan(300'000'000)})
      .take();
}

TEST(Shelf, AnIssueFitsWhatIsLeftInItsDays) {
  EXPECT_EQ(shelf().left(), core::yuan(500'000'000));
  EXPECT_TRUE(shelf().with(Issuance{"3", day(2027, 12), core::yuan(500'000'000)}));
  struct Row {
    Issuance issuance;
    const char* says;
  };
  for (const Row& row : {
           Row{{"3", day(2027, 1), core::yuan(500'000'001)}, "above the 500,000,000.00"},
           Row{{"3", day(2028, 1), core::yuan(1)}, "until before 2028-01-01"},
           Row{{"3", day(2025, 12), core::yuan(1)}, "from 2026-01-01"},
           Row{{"2", day(2027, 1), core::yuan(1)}, "an id of its own"},
           Row{{"", day(2027, 1), core::yuan(1)}, "an id of its own"},
           Row{{"3", day(2027, 1), core::yuan(0)}, "above 0"},
       }) {
    const auto got = shelf().with(row.issuance);
    ASSERT_FALSE(got) << row.says;
    EXPECT_NE(got.error().message.find(row.says), std::string::npos) << got.error().message;
  }
}

TEST(Shelf, ADrawOfOneIssueLowersWhatAnotherMayCall) {
  const Shelf drawn = shelf().with(Drawing{"1", "commitment", core::yuan(30'000'000)}).take();
  EXPECT_EQ(drawn.available("commitment"), core::yuan(20'000'000));
  const auto above = drawn.with(Drawing{"2", "commitment", core::yuan(20'000'001)});
  ASSERT_FALSE(above);
  EXPECT_NE(above.error().message.find("20,000,000.00 more"), std::string::npos);
  EXPECT_TRUE(drawn.with(Drawing{"2", "commitment", core::yuan(20'000'000)}));
  const Shelf reimbursed = drawn.with(Drawing{"1", "commitment", core::yuan(-10'000'000)}).take();
  EXPECT_EQ(reimbursed.available("commitment"), core::yuan(30'000'000));
}

TEST(Shelf, OnlyWhatAnIssueDrewComesBackOfIt) {
  const Shelf drawn = shelf().with(Drawing{"1", "commitment", core::yuan(10)}).take();
  EXPECT_FALSE(drawn.with(Drawing{"2", "commitment", core::yuan(-1)}));
  EXPECT_FALSE(drawn.with(Drawing{"1", "commitment", core::yuan(-11)}));
  EXPECT_FALSE(drawn.with(Drawing{"3", "commitment", core::yuan(1)}));
  EXPECT_FALSE(drawn.with(Drawing{"1", "stranger", core::yuan(1)}));
  EXPECT_EQ(drawn.available("stranger"), core::Money{});
}

}  // namespace
}  // namespace zheli::programme
