#include "securitization/interchange/absbox_actions.h"

#include <gtest/gtest.h>

#include "securitization/interchange/json_reading.h"

namespace zheli::interchange {
namespace {

using waterfall::Claim;
using waterfall::Pay;
using Steps = std::vector<waterfall::Step>;

waterfall::Terms terms() {
  waterfall::Terms of;
  of.tranches.resize(2);
  of.tranches[0].id = "A";
  of.tranches[1].id = "Sub";
  of.tranches[1].residual = true;
  return of;
}

AbsboxActions actions(const std::string& list) {
  files::Findings findings("x.json");
  const Json json = files::read_json(list, findings);
  EXPECT_TRUE(findings.problems().empty()) << list;
  return read_actions(json, terms(), "at");
}

TEST(AbsboxActions, EachWordPaysItsClaim) {
  const struct {
    const char* word;
    Claim::Kind kind;
    Pay::Sharing sharing;
  } rows[] = {
      {"payFee", Claim::Kind::fee, Pay::Sharing::pro_rata},
      {"calcAndPayFee", Claim::Kind::fee, Pay::Sharing::pro_rata},
      {"payFeeBySeq", Claim::Kind::fee, Pay::Sharing::in_order},
      {"payInt", Claim::Kind::interest, Pay::Sharing::pro_rata},
      {"accrueAndPayInt", Claim::Kind::interest, Pay::Sharing::pro_rata},
      {"payIntBySeq", Claim::Kind::interest, Pay::Sharing::in_order},
      {"accrueAndPayIntBySeq", Claim::Kind::interest, Pay::Sharing::in_order},
      {"payPrin", Claim::Kind::principal, Pay::Sharing::pro_rata},
      {"payPrinBySeq", Claim::Kind::principal, Pay::Sharing::in_order},
      {"payPrinResidual", Claim::Kind::redemption, Pay::Sharing::pro_rata},
      {"transfer", Claim::Kind::transfer, Pay::Sharing::in_order},
  };
  for (const auto& row : rows) {
    const Steps steps = actions("[[\"" + std::string(row.word) + R"(", "acc", ["A", "B"]]])").steps;
    ASSERT_EQ(steps.size(), 1U) << row.word;
    const Pay& pay = *steps[0].pay;
    EXPECT_EQ(pay.from, std::vector<std::string>{"acc"}) << row.word;
    EXPECT_EQ(pay.sharing, row.sharing) << row.word;
    ASSERT_EQ(pay.claims.size(), 2U) << row.word;
    EXPECT_EQ(pay.claims[0].kind, row.kind) << row.word;
    EXPECT_EQ(pay.claims[1].of, "B") << row.word;
    EXPECT_TRUE(pay.most.empty()) << row.word;
  }
  const Steps left = actions(R"([["payIntResidual", "acc", "Sub"]])").steps;
  EXPECT_EQ(left.at(0).pay->claims.at(0).kind, Claim::Kind::yield);
}

TEST(AbsboxActions, WhatFallsDueAnywayIsNoStep) {
  EXPECT_TRUE(
      actions(R"([["calcFee", ["f"]], ["calcInt", ["A"]], ["calcBondInt", ["A"]]])").steps.empty());
}

TEST(AbsboxActions, ReadsLimitsAndSupport) {
  const struct {
    const char* extra;
    std::size_t most;  // terms of the limit
    std::vector<std::string> from, support;
  } rows[] = {
      {R"({"limit": {"balCapAmt": 5}})", 1, {"acc"}, {}},
      {R"({"limit": {"formula": ["factor", "poolBalance", 0.1]}})", 3, {"acc"}, {}},
      {R"({"limit": {"DS": "poolBalance"}})", 1, {"acc"}, {}},
      {R"({"balCapAmt": 5})", 1, {"acc"}, {}},
      {R"({"reserve": "gap"})", 1, {"acc"}, {}},
      {R"({"support": ["account", "rsv"]})", 0, {"acc", "rsv"}, {}},
      {R"({"support": ["facility", "bank"]})", 0, {"acc"}, {"bank"}},
      {R"({"support": ["support", ["account", "rsv"], ["liqFacility", "bank"]]})",
       0,
       {"acc", "rsv"},
       {"bank"}},
      {"null", 0, {"acc"}, {}},
  };
  for (const auto& row : rows) {
    const Steps steps =
        actions(R"([["payFee", "acc", ["f"], )" + std::string(row.extra) + "]]").steps;
    ASSERT_EQ(steps.size(), 1U) << row.extra;
    EXPECT_EQ(steps[0].pay->most.size(), row.most) << row.extra;
    EXPECT_EQ(steps[0].pay->from, row.from) << row.extra;
    EXPECT_EQ(steps[0].pay->support, row.support) << row.extra;
  }
}

TEST(AbsboxActions, ReadsFacilitiesConditionsAndSales) {
  const Steps drawn =
      actions(R"([["liqSupport", "bank", "interest", ["A"]], ["liqRepay", ["bal", "int"], "acc",
                  "bank", {"balCapAmt": 9}]])")
          .steps;
  ASSERT_EQ(drawn.size(), 2U);
  EXPECT_EQ(drawn[0].pay->support, std::vector<std::string>{"bank"});
  EXPECT_EQ(drawn[0].pay->claims.at(0).kind, Claim::Kind::interest);
  ASSERT_EQ(drawn[1].pay->claims.size(), 2U);
  EXPECT_EQ(drawn[1].pay->claims[0].kind, Claim::Kind::reimbursement);
  EXPECT_EQ(drawn[1].pay->claims[1].kind, Claim::Kind::premium);
  EXPECT_EQ(drawn[1].pay->most.size(), 1U);
  const Steps on = actions(R"([["if", [["poolBalance"], ">", 5], ["payFee", "acc", ["f"]],
                               ["payInt", "acc", ["A"]]]])")
                       .steps;
  ASSERT_EQ(on.size(), 2U);
  EXPECT_EQ(on[0].pay->when.size(), 3U);
  EXPECT_EQ(on[1].pay->when.size(), 3U);
  const AbsboxActions sold = actions(R"([["sellAsset", ["Current|Defaulted", 0.9, 0], "acc"]])");
  EXPECT_TRUE(sold.steps.empty());
  ASSERT_TRUE(sold.sale);
  EXPECT_EQ(sold.sale->account, "acc");
  EXPECT_EQ(sold.sale->price.size(), 3U);
}

TEST(AbsboxActions, RefusesByName) {
  const struct {
    const char *list, *message;
  } rows[] = {
      {"{}", "at: a list of actions should stand here"},
      {"[1]", "at[0]: a list of more than 0 elements should stand here"},
      {R"([["paySwap", "acc", ["s"]]])", "at[0]: \"paySwap\" is not read"},
      {R"([["payFee", "acc"]])", "at[0]: a list of more than 2 elements should stand here"},
      {R"([["payFee", "acc", []]])", "at[0]: a name or a list of names should stand here"},
      {R"([["payFee", 1, ["f"]]])", "at[0]: text should stand here"},
      {R"([["payIntResidual", "acc", "A"]])", "at[0]: A is no bond that takes what is left"},
      {R"([["payFee", "acc", ["f"], {"target": 1}]])",
       "at[0].target: support, formula or balCapAmt should stand here"},
      {R"([["payFee", "acc", ["f"], {"balCapAmt": "5"}]])",
       "at[0].balCapAmt: a number should stand here"},
      {R"([["payFee", "acc", ["f"], {"support": ["bank", "x"]}]])",
       "at[0].support: account or facility should stand here"},
      {R"([["liqSupport", "bank", "all", ["A"]]])",
       "at[0]: account, fee, interest or principal should stand here"},
      {R"([["liqRepay", "half", "acc", "bank"]])", "at[0]: bal, int or premium should stand here"},
      {R"([["sellAsset", ["Performing", 1, 0], "acc"]])",
       "at[0]: [\"Current|Defaulted\", share, 0] should stand here"},
      {R"([["if", [["poolBalance"], ">", 5], ["if", [["poolBalance"], ">", 6],
           ["payFee", "acc", ["f"]]]]])",
       "at[0]: a condition within a condition is not read"},
  };
  for (const auto& row : rows) {
    std::string message = "nothing refused";
    try {
      actions(row.list);
    } catch (const Refusal& refused) {
      message = refused.message;
    }
    EXPECT_EQ(message, row.message) << row.list;
  }
}

}  // namespace
}  // namespace zheli::interchange
