#include "securitization/waterfall/program.h"

#include <gtest/gtest.h>

#include "securitization/waterfall/small_deal.h"

namespace zheli::waterfall {
namespace {

TEST(Program, TakesASoundDeal) {
  const Compilation compilation = compile(small_deal());
  for (const TermsProblem& problem : compilation.problems)
    ADD_FAILURE() << problem.at << ": " << problem.message;
  ASSERT_TRUE(compilation.program);
  EXPECT_EQ(compilation.program->periods(), 4);
}

TEST(Program, SaysEverythingThatIsWrong) {
  const struct {
    const char* what;
    void (*spoil)(Terms&);
    const char* at;
    const char* message;
  } rows[] = {
      {"unknown tranche", [](Terms& t) { t.waterfalls[0].steps[1].pay->claims[0].of = "Z"; },
       "waterfalls.normal[1]", "\"Z\" is no tranche; there are A, B, sub"},
      {"unknown account", [](Terms& t) { t.waterfalls[1].steps[0].pay->from = {"till"}; },
       "waterfalls.accelerated[0]", "\"till\" is no account; there are collection, reserve"},
      {"unknown supporter", [](Terms& t) { t.waterfalls[0].steps[1].pay->support = {"aunt"}; },
       "waterfalls.normal[1]", "\"aunt\" is no supporter; there are commitment"},
      {"unpaid tranche",
       [](Terms& t) { t.waterfalls[0].steps.erase(t.waterfalls[0].steps.begin() + 5); },
       "waterfalls.normal", "no step pays the principal of tranche B: add one"},
      {"flow without account", [](Terms& t) { t.collect.pop_back(); }, "collect",
       "recovery goes to no account: name one"},
      {"negative rate", [](Terms& t) { t.tranches[0].coupon.rate = -0.01; }, "tranches.A",
       "its rate is negative"},
      {"half formula", [](Terms& t) { t.triggers[0].when.pop_back(); }, "triggers.defaults.when",
       "this formula is not whole: an operation lacks a side"},
      {"unknown status", [](Terms& t) { t.triggers[0].status = "panic"; }, "triggers.defaults",
       "there is no waterfall for status \"panic\""},
      {"late period", [](Terms& t) { t.periods[2].pay = ymd(2022, 5, 1); }, "periods[2]",
       "it is paid before its collections are complete: pay on its last day or later"},
      {"no periods", [](Terms& t) { t.periods.clear(); }, "periods",
       "there is no payment date: give at least one period"},
      {"target on itself",
       [](Terms& t) { t.accounts[1].target = {metric(Metric::reserve_gap, "reserve")}; },
       "accounts.reserve.target", "a target cannot rest on a reserve_gap"},
      {"all from a supporter",
       [](Terms& t) { t.waterfalls[0].steps[7].pay->support = {"commitment"}; },
       "waterfalls.normal[7]",
       "a supporter cannot be called for all there is: give an amount at most"},
  };
  for (const auto& row : rows) {
    Terms terms = small_deal();
    row.spoil(terms);
    const Compilation compilation = compile(std::move(terms));
    EXPECT_FALSE(compilation.program) << row.what;
    bool said = false;
    for (const TermsProblem& problem : compilation.problems)
      said = said || (problem.at == row.at && problem.message == row.message);
    EXPECT_TRUE(said) << row.what << ", said: "
                      << (compilation.problems.empty() ? "nothing"
                                                       : compilation.problems[0].at + ": " +
                                                             compilation.problems[0].message);
  }
}

}  // namespace
}  // namespace zheli::waterfall
