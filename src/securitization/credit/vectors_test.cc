#include "securitization/credit/vectors.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace zheli::credit {
namespace {

/// 1 000 000.00, a quarter of it repaid in each of four years, interest of 6 % on what is left.
cash::Collections scheduled() {
  cash::Collections to(4, 1);
  double balance = 100'000'000;
  for (int p = 0; p < 4; ++p) {
    to.at(p, cash::Flow::interest)[0] = 0.06 * balance;
    to.at(p, cash::Flow::principal)[0] = 25'000'000;
    to.at(p, cash::Flow::balance)[0] = balance -= 25'000'000;
  }
  return to;
}

const std::vector<double> kYears(4, 1.0);

TEST(Vectors, OfNothingChangeNothing) {
  const cash::Collections same = under({}, scheduled(), kYears);
  for (int p = 0; p < 4; ++p) {
    for (const cash::Flow flow : {cash::Flow::interest, cash::Flow::principal, cash::Flow::balance})
      EXPECT_EQ(same.at(p, flow)[0], scheduled().at(p, flow)[0]);
    EXPECT_EQ(same.at(p, cash::Flow::defaulted)[0] + same.at(p, cash::Flow::prepayment)[0], 0);
  }
}

TEST(Vectors, ByHand) {
  // Of 100: 10 default, 5 % of 90 = 4.5 are prepaid, 85.5 pay 6 % and a quarter.
  const cash::Collections paid = under({{0.1, 0}, {0.05, 0}, {0.6}, 1}, scheduled(), kYears);
  EXPECT_EQ(paid.at(0, cash::Flow::defaulted)[0], 10'000'000);
  EXPECT_EQ(paid.at(0, cash::Flow::prepayment)[0], 4'500'000);
  EXPECT_EQ(paid.at(0, cash::Flow::interest)[0], 5'130'000);
  EXPECT_EQ(paid.at(0, cash::Flow::principal)[0], 21'375'000);
  EXPECT_EQ(paid.at(0, cash::Flow::balance)[0], 64'125'000);
  EXPECT_EQ(paid.at(0, cash::Flow::recovery)[0], 0);
  EXPECT_EQ(paid.at(1, cash::Flow::recovery)[0], 4'000'000);
  EXPECT_EQ(paid.at(1, cash::Flow::principal)[0], 21'375'000);
  EXPECT_EQ(paid.at(3, cash::Flow::balance)[0], 0);
}

TEST(Vectors, LoseNoFen) {
  EXPECT_TRUE(rc::check([] {
    const auto rates = [] {
      std::vector<double> to;
      for (int i = 0, count = *rc::gen::inRange(0, 5); i < count; ++i)
        to.push_back(*rc::gen::inRange(0, 1001) / 1000.0);
      return to;
    };
    const Vectors vectors{rates(), rates(), rates(), *rc::gen::inRange(0, 6)};
    const cash::Collections paid = under(vectors, scheduled(), {0.25, 0.5, 1, 2});
    double before = 100'000'000, defaulted = 0, recovered = 0;
    for (int p = 0; p < 4; ++p) {
      const double after = paid.at(p, cash::Flow::balance)[0];
      RC_ASSERT(before == after + paid.at(p, cash::Flow::principal)[0] +
                              paid.at(p, cash::Flow::prepayment)[0] +
                              paid.at(p, cash::Flow::defaulted)[0]);
      RC_ASSERT(after >= 0);
      before = after;
      defaulted += paid.at(p, cash::Flow::defaulted)[0];
      recovered += paid.at(p, cash::Flow::recovery)[0];
      RC_ASSERT(recovered <= defaulted);
    }
    RC_ASSERT(before == 0);
  }));
}

}  // namespace
}  // namespace zheli::credit
