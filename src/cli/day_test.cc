#include "cli/day.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "cli/assistant_options.h"

namespace zheli::cli {
namespace {

/// At any moment one of the last two zones has another day than China: 14 hours before Greenwich
/// and 12 behind. Assistants answered for the machine's day before.
TEST(Today, IsChinasDayInEveryZone) {
  for (const char* zone : {"UTC", "America/New_York", "EARLY-14", "LATE12"}) {
    ASSERT_EQ(setenv("TZ", zone, 1), 0);
    tzset();
    const core::Date before = core::day_in_china(std::chrono::system_clock::now());
    const core::Date assistants = AssistantOptions().day(), day = day_asked("--on", "");
    const core::Date after = core::day_in_china(std::chrono::system_clock::now());
    EXPECT_TRUE(assistants == before || assistants == after) << zone;
    EXPECT_TRUE(day == before || day == after) << zone;
  }
  unsetenv("TZ");
  tzset();
}

TEST(DayAsked, IsTheStatedOneOrUnusable) {
  EXPECT_EQ(core::to_string(day_asked("--on", "2026-02-28")), "2026-02-28");
  try {
    day_asked("--on", "2026-02-30");
    FAIL();
  } catch (const Unusable& unusable) {
    EXPECT_EQ(unusable.option, "--on");
    EXPECT_NE(unusable.why.find("2026-02-30"), std::string::npos);
  }
}

}  // namespace
}  // namespace zheli::cli
