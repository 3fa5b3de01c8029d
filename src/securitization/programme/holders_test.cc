#include "securitization/programme/holders.h"

#include <gtest/gtest.h>

#include <numeric>

#include "securitization/programme/small_life.h"

namespace zheli::programme {
namespace {

core::Date day(unsigned d) {
  return {std::chrono::year(2026), std::chrono::month(3), std::chrono::day(d)};
}

Holders book() {
  return Holders::allot({{"investor-b", core::yuan(40'000)}, {"investor-a", core::yuan(60'000)}},
                        core::yuan(100'000), kLot)
      .take();
}

TEST(Holders, AllotsTheWholeSizeInWholeLots) {
  struct Row {
    std::vector<Holding> allotment;
    const char* says;
  };
  for (const Row& row : {
           Row{{}, "is allotted of a size"},
           Row{{{"a", core::yuan(90'000)}}, "90,000.00 is allotted of a size of 100,000.00"},
           Row{{{"a", core::yuan(110'000)}}, "more is allotted"},
           Row{{{"a", core::yuan(50'000)}, {"a", core::yuan(50'000)}}, "twice"},
           Row{{{"", core::yuan(100'000)}}, "no name"},
           Row{{{"a", core::yuan(95'000)}, {"b", core::yuan(5'000)}}, "whole number of lots"},
           Row{{{"a", core::yuan(110'000)}, {"b", core::yuan(-10'000)}}, "more is allotted"},
       }) {
    const auto got = Holders::allot(row.allotment, core::yuan(100'000), kLot);
    ASSERT_FALSE(got) << row.says;
    EXPECT_NE(got.error().message.find(row.says), std::string::npos) << got.error().message;
  }
}

TEST(Holders, ASnapshotHasTheTransfersOfItsDay) {
  const Holders after =
      book().with({day(10), "investor-a", "investor-c", core::yuan(60'000)}).take();
  const std::vector<Holding> before{{"investor-a", core::yuan(60'000)},
                                    {"investor-b", core::yuan(40'000)}};
  const std::vector<Holding> then{{"investor-b", core::yuan(40'000)},
                                  {"investor-c", core::yuan(60'000)}};
  EXPECT_EQ(after.on(day(9)), before);
  EXPECT_EQ(after.on(day(10)), then);
}

TEST(Holders, RefusesATransferThatCannotBe) {
  const Holders after = book().with({day(10), "investor-a", "investor-b", kLot}).take();
  for (const Transfer& bad : {
           Transfer{day(9), "investor-b", "investor-a", kLot},
           Transfer{day(11), "investor-a", "investor-a", kLot},
           Transfer{day(11), "investor-a", "", kLot},
           Transfer{day(11), "investor-a", "investor-b", core::yuan(15'000)},
           Transfer{day(11), "investor-a", "investor-b", -kLot},
           Transfer{day(11), "investor-a", "investor-b", core::yuan(60'000)},
           Transfer{day(11), "stranger", "investor-b", kLot},
       })
    EXPECT_FALSE(after.with(bad)) << bad.from << " → " << bad.to << core::to_string(bad.face);
}

TEST(Divide, GivesTheFenThatAreLeftToTheLargestRemainders) {
  const std::vector<Holding> three{{"a", kLot}, {"b", kLot}, {"c", kLot * 2}};
  struct Row {
    std::int64_t fen;
    std::vector<core::Money> parts;
  };
  for (const Row& row : {Row{0, {{0}, {0}, {0}}}, Row{1, {{0}, {0}, {1}}}, Row{2, {{1}, {0}, {1}}},
                         Row{3, {{1}, {1}, {1}}}, Row{4, {{1}, {1}, {2}}}})
    EXPECT_EQ(divide({row.fen}, three), row.parts) << row.fen;
}

TEST(Divide, AddsUpWhereAProductIsBeyond64Bits) {
  std::vector<Holding> many;
  for (int i = 1; i <= 97; ++i) many.push_back({std::to_string(i), kLot * (i * 7919)});
  const core::Money amount{99'999'999'999'999'989};
  const std::vector<core::Money> parts = divide(amount, many);
  EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), core::Money{}), amount);
  EXPECT_TRUE(std::is_sorted(parts.begin(), parts.end()));
}

}  // namespace
}  // namespace zheli::programme
