#include "core/money.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace zheli::core {
namespace {

TEST(Money, IsReadExactly) {
  const struct {
    const char* text;
    std::int64_t fen;
  } rows[] = {{"0", 0},
              {"1", 100},
              {"1.5", 150},
              {"1234.56", 123456},
              {"-0.01", -1},
              {"1,234.56", 123456},
              {"200,000,000", 20'000'000'000},
              {"1000000000000", 100'000'000'000'000}};
  for (const auto& row : rows) {
    const Result<Money> read = parse_money(row.text);
    ASSERT_TRUE(read) << row.text;
    EXPECT_EQ(read.value().fen, row.fen) << row.text;
  }
}

TEST(Money, RefusesWhatIsNoAmount) {
  for (const char* text : {"",
                           "-",
                           ".",
                           "1.",
                           ".5",
                           "1.234",
                           "1,23",
                           "1,2345",
                           ",123",
                           "12,34,567",
                           "1e3",
                           " 1",
                           "1 ",
                           "+1",
                           "--1",
                           "1.-5",
                           "0x10",
                           "1000000000001",
                           "99999999999999999999",
                           "一百"}) {
    EXPECT_FALSE(parse_money(text)) << text;
  }
}

TEST(Money, SaysThatAnAmountIsTooLarge) {
  for (const char* text : {"1000000000001", "90000000000000", "99,999,999,999,999,999"}) {
    const Result<Money> read = parse_money(text);
    ASSERT_FALSE(read) << text;
    EXPECT_NE(read.error().message.find("beyond the largest amount"), std::string::npos)
        << read.error().message;
  }
}

TEST(Money, IsWrittenAsItIsRead) {
  EXPECT_TRUE(rc::check([] {
    const Money amount{*rc::gen::inRange<std::int64_t>(-100'000'000'000'000, 100'000'000'000'000)};
    RC_ASSERT(parse_money(to_string(amount)).value() == amount);
  }));
}

TEST(Money, IsFenAndYuanToComputeWith) {
  EXPECT_EQ(in_fen(yuan(12)), 1200.0);
  EXPECT_EQ(in_yuan({-1}), -0.01);
}

TEST(Money, RoundsHalfToEven) {
  EXPECT_EQ(round_fen(0.5).fen, 0);
  EXPECT_EQ(round_fen(1.5).fen, 2);
  EXPECT_EQ(round_fen(-2.5).fen, -2);
  EXPECT_EQ(round_fen(2.500001).fen, 3);
}

}  // namespace
}  // namespace zheli::core
