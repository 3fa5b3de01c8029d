#include "securitization/interchange/table.h"

#include <gtest/gtest.h>

namespace zheli::interchange {
namespace {

using Rows = std::vector<std::vector<std::optional<double>>>;

Table bond(std::vector<std::string> labels, Rows rows) {
  return {"bonds A", {"balance", "interest", "IRR"}, std::move(labels), std::move(rows)};
}

TEST(Compare, FindsEachFigureThatDiffers) {
  const Table expected = bond({"2021-01-01", "2021-02-01"}, {{100, 1, 0.05}, {50, 2, {}}});
  const struct {
    const char* what;
    Table got;
    std::vector<std::string> differences;
  } rows[] = {
      {"the same", expected, {}},
      {"a cent for each row is nothing",
       bond({"2021-01-01", "2021-02-01"}, {{100.01, 1, 0.05}, {50.02, 2.02, {}}}),
       {}},
      {"more than a cent is",
       bond({"2021-01-01", "2021-02-01"}, {{100, 1.02, 0.05}, {50, 2, {}}}),
       {"bonds A 2021-01-01 interest: expected 1.00, got 1.02"}},
      {"a rate is held to a millionth",
       bond({"2021-01-01", "2021-02-01"}, {{100, 1, 0.050002}, {50, 2, {}}}),
       {"bonds A 2021-01-01 IRR: expected 0.050000, got 0.050002"}},
      {"a row that is missing",
       bond({"2021-01-01"}, {{100, 1, 0.05}}),
       {"bonds A 2021-02-01 expected, but is not there"}},
      {"the last row of a label counts",
       bond({"2021-01-01", "2021-01-01", "2021-02-01"}, {{9, 9, 9}, {100, 1, 0.05}, {50, 2, {}}}),
       {}},
      {"a row more may state, but not pay",
       bond({"2021-01-01", "2021-02-01", "2021-03-01"}, {{100, 1, 0.05}, {50, 2, {}}, {7, 3, {}}}),
       {"bonds A 2021-03-01 interest: nothing expected, got 3.00"}},
      {"no number where one is expected",
       bond({"2021-01-01", "2021-02-01"}, {{100, {}, 0.05}, {50, 2, {}}}),
       {"bonds A 2021-01-01 interest: expected 1.00, got 0.00"}},
  };
  for (const auto& row : rows)
    EXPECT_EQ(compare({expected}, {row.got}, 0.01).differences, row.differences) << row.what;
}

TEST(Compare, SaysWhatWasNotCompared) {
  const Table expected = bond({"2021-01-01"}, {{100, 1, {}}});
  EXPECT_EQ(compare({expected}, {}, 0.01).left_out, std::vector<std::string>{"bonds A"});
  const Table less{"bonds A", {"interest"}, {"2021-01-01"}, {{1}}};
  // A column without numbers is nothing to compare.
  EXPECT_EQ(compare({expected}, {less}, 0.01).left_out,
            std::vector<std::string>{"bonds A balance"});
}

}  // namespace
}  // namespace zheli::interchange
