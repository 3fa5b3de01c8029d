#include "securitization/programme/pledge_register.h"

#include <gtest/gtest.h>

#include "securitization/programme/small_life.h"

namespace zheli::programme {
namespace {

using waterfall::ymd;

Registration of(std::string right, std::string loan, std::string number, core::Date on) {
  return {std::move(right), std::move(loan), std::move(number), on, 1, core::yuan(1'000'000)};
}

PledgeRegister begun_register() {
  return PledgeRegister().with(of("R1", "L1", "Y2026-1", ymd(2026, 3, 2))).take();
}

TEST(PledgeRegister, ARightSecuresOneLoanAtATime) {
  const auto twice = begun_register().with(of("R1", "L2", "Y2026-2", ymd(2026, 4, 1)));
  ASSERT_FALSE(twice);
  EXPECT_NE(twice.error().message.find("secures loan \"L1\" by registration Y2026-1"),
            std::string::npos);
  const PledgeRegister released =
      begun_register().with(Release{"Y2026-1", ymd(2027, 3, 2), {}}).take();
  EXPECT_TRUE(released.with(of("R1", "L2", "Y2027-1", ymd(2027, 3, 2))));
  EXPECT_FALSE(released.with(of("R1", "L2", "Y2027-1", ymd(2027, 3, 1))));
  EXPECT_TRUE(begun_register().with(of("R2", "L1", "Y2026-2", ymd(2026, 3, 2))));
}

TEST(PledgeRegister, StandsFromItsRegistrationUntilItsRelease) {
  const PledgeRegister released =
      begun_register().with(Release{"Y2026-1", ymd(2027, 3, 2), {}}).take();
  EXPECT_EQ(released.on(ymd(2026, 3, 1)).size(), 0U);
  EXPECT_EQ(released.on(ymd(2026, 3, 2)).size(), 1U);
  EXPECT_EQ(released.on(ymd(2027, 3, 1)).size(), 1U);
  EXPECT_EQ(released.on(ymd(2027, 3, 2)).size(), 0U);
  EXPECT_EQ(released.history().size(), 1U);
}

TEST(PledgeRegister, EndsOnceTheLoanIsRepaid) {
  struct Row {
    Release release;
    const char* says;
  };
  for (const Row& row : {Row{{"Y2026-1", ymd(2027, 3, 2), {1}}, "still owes 0.01"},
                         Row{{"Y2026-9", ymd(2027, 3, 2), {}}, "no registration"},
                         Row{{"Y2026-1", ymd(2026, 3, 1), {}}, "no earlier"}}) {
    const auto got = begun_register().with(row.release);
    ASSERT_FALSE(got) << row.says;
    EXPECT_NE(got.error().message.find(row.says), std::string::npos) << got.error().message;
  }
  const Release release{"Y2026-1", ymd(2027, 3, 2), {}};
  EXPECT_FALSE(begun_register().with(release).take().with(release));
}

TEST(PledgeRegister, RefusesARegistrationThatIsNotWhole) {
  const Registration whole = of("R2", "L2", "Y2026-2", ymd(2026, 4, 1));
  EXPECT_TRUE(begun_register().with(whole));
  for (int broken = 0; broken < 6; ++broken) {
    Registration one = whole;
    if (broken == 0) one.right = "";
    if (broken == 1) one.loan = "";
    if (broken == 2) one.number = "";
    if (broken == 3) one.number = "Y2026-1";
    if (broken == 4) one.rank = 0;
    if (broken == 5) one.secured = {};
    EXPECT_FALSE(begun_register().with(one)) << broken;
  }
}

}  // namespace
}  // namespace zheli::programme
