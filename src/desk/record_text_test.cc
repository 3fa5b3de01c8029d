#include "desk/record_text.h"

#include <gtest/gtest.h>

namespace zheli::desk {
namespace {

TEST(RecordText, IsOneJsonObjectInTheOrderOfBytes) {
  const Stamp stamp{identity::Instant{std::chrono::seconds(1'796'025'600)}, "system", "a1"};
  EXPECT_EQ(record_text({{"what", "made"}, {"roles", std::vector<std::string>{"admin", "expert"}}},
                        stamp, {}),
            R"({"at":"2026-11-30T08:00:00Z","by":"system","n":1,"roles":["admin","expert"],)"
            R"("what":"made","whose":"a1"})");
  EXPECT_EQ(record_text({{"fen", std::int64_t{5}}}, stamp, {.n = 2, .before = "abc"}),
            R"({"at":"2026-11-30T08:00:00Z","before":"YWJj","by":"system","fen":5,"n":2,)"
            R"("whose":"a1"})");
}

}  // namespace
}  // namespace zheli::desk
