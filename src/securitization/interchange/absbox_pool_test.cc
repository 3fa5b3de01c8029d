#include "securitization/interchange/absbox_pool.h"

#include <gtest/gtest.h>

#include "securitization/interchange/absbox.h"

namespace zheli::interchange {
namespace {

core::Date day(const char* text) {
  return core::parse_date(text).value();
}

AbsboxAsset asset(AbsboxAsset::Kind kind, int term) {
  AbsboxAsset of;
  of.kind = kind;
  of.balance = core::yuan(1'000'000);
  of.rate = 0.12;
  of.term = term;
  of.last_paid = day("2021-01-31");
  return of;
}

/// Every kind of asset, three payments or one, without defaults: principal and interest by hand.
TEST(AbsboxPool, EachKindPaysByHand) {
  using Kind = AbsboxAsset::Kind;
  AbsboxAsset schedule = asset(Kind::loan_schedule, 2);
  schedule.dates = {day("2021-02-28"), day("2021-03-31")};
  schedule.amounts = {core::yuan(400'000), core::yuan(600'000)};
  const struct {
    const char* what;
    AbsboxAsset asset;
    std::vector<std::int64_t> principal, interest;  // fen, after the cut-off day
  } rows[] = {
      // 28, 31 and 30 days at 12 % of a million, by 365.
      {"bullet", asset(Kind::loan_bullet, 3), {0, 0, 100'000'000}, {920'547, 1'019'178, 986'301}},
      {"schedule", schedule, {40'000'000, 60'000'000}, {920'547, 611'506}},
      // 1 % a month: an annuity of 340 022.11, and equal thirds.
      {"level",
       asset(Kind::mortgage_level, 3),
       {33'002'211, 33'332'233, 33'665'556},
       {1'000'000, 669'977, 336'655}},
      {"even",
       asset(Kind::mortgage_even, 3),
       {33'333'333, 33'333'333, 33'333'334},
       {1'000'000, 666'666, 333'333}},
  };
  for (const auto& row : rows) {
    const auto flows = project({day("2021-01-31"), {row.asset}, {}});
    ASSERT_EQ(flows.size(), row.principal.size() + 1) << row.what;
    for (std::size_t i = 0; i < row.principal.size(); ++i) {
      EXPECT_NEAR(static_cast<double>(flows[i + 1].principal.fen),
                  static_cast<double>(row.principal[i]), 1)
          << row.what << " " << i;
      EXPECT_NEAR(static_cast<double>(flows[i + 1].interest.fen),
                  static_cast<double>(row.interest[i]), 1)
          << row.what << " " << i;
    }
    EXPECT_EQ(flows.back().balance.fen, 0) << row.what;
  }
}

TEST(AbsboxPool, MoneyInIsMoneyOut) {
  using Kind = AbsboxAsset::Kind;
  const AbsboxAssumption assumption{0.1, 0.2, 0.4, 2};
  for (const Kind kind : {Kind::loan_bullet, Kind::mortgage_level, Kind::mortgage_even}) {
    const auto flows = project({day("2021-01-31"), {asset(kind, 12)}, assumption});
    core::Money returned, defaulted, resolved;
    for (const AbsboxFlow& flow : flows) {
      returned += flow.principal + flow.prepayment + flow.defaulted;
      defaulted += flow.defaulted;
      resolved += flow.recovery + flow.loss;
    }
    EXPECT_EQ(returned, core::yuan(1'000'000));
    EXPECT_EQ(resolved, defaulted);
    EXPECT_GT(defaulted.fen, 0);
  }
}

std::string pool(const std::string& assets, const std::string& assumption) {
  return R"({"kind": "pool", "input": {"cutoffDate": "2021-06-30", "assets": )" + assets +
         R"(, "poolAssump": )" + assumption + "}}";
}

std::string loan(const std::string& terms, const std::string& now) {
  return R"([["Loan", {"originTerm": 12, "freq": "Monthly", "type": "i_p", "originDate": "2021-06-30")" +
         terms + R"(}, {"currentBalance": 100, "currentRate": 0.06, "remainTerm": 12)" + now +
         "}]]";
}

TEST(AbsboxPool, RefusesWhatItDoesNotRead) {
  const std::string at = "input.assets[0]", assumed = "input.poolAssump: ";
  const std::string good = loan("", "");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    return pool(text.replace(text.find(from), from.size(), to), "null");
  };
  const auto assume = [&](const std::string& parts) {
    return pool(good, R"(["Pool", ["Loan", )" + parts + "], null, null]");
  };
  const struct {
    std::string bytes, message;
  } rows[] = {
      {pool("[]", "null"), "input.assets: a list of 1 to 20000 assets should stand here"},
      {pool("{}", "null"), "input.assets: a list of 1 to 20000 assets should stand here"},
      {pool("[1]", "null"), at + ": a list of more than 0 elements should stand here"},
      {pool("[[\"Loan\"]]", "null"), at + ": a list of more than 1 elements should stand here"},
      {with("\"Loan\"", "\"Lease\""), at + ": Loan, Mortgage or Invoice is read, not \"Lease\""},
      {with("\"Loan\"", "7"), at + ": text should stand here"},
      {with("\"i_p\"", "\"Level\""), at + ".type: of a Loan \"Level\" is not read"},
      {with("\"i_p\"", "[\"Schedule\", 1]"),
       at + ".type: a list of dates and amounts should stand here"},
      {with("\"i_p\"", "[\"Schedule\", [[\"2021-13-01\", 1]]]"),
       at + ".type: " + core::parse_date("2021-13-01").error().message},
      {with("\"Monthly\"", "\"Weekly\""),
       at + ".freq: Monthly, Quarterly, SemiAnnually or Annually should stand here"},
      {with(": 100", ": \"100\""), at + ".currentBalance: a number should stand here"},
      {with(": 100", ": -1"), at + ".currentBalance: a number from 0 to 1e+12 should stand here"},
      {with(": 100", ": 1e300"),
       at + ".currentBalance: a number from 0 to 1e+12 should stand here"},
      {with("0.06", "6"), at + ".currentRate: a number from 0 to 1 should stand here"},
      {with("\"remainTerm\": 12", "\"remainTerm\": 11.5"),
       at + ".remainTerm: a whole number should stand here"},
      {with("\"remainTerm\": 12", "\"remainTerm\": 13"),
       at + ".originTerm: a number from 13 to 1200 should stand here"},
      {with("\"remainTerm\"", "\"term\""), at + ": \"remainTerm\" is missing"},
      {pool(R"([["Invoice", {"start": "2021-06-30", "originBalance": 1, "dueDate": "2021-12-31",
                "feeType": ["AdvanceRate", 0.1]}]])",
            "null"),
       at + ".feeType: only a FixedRate fee is read"},
      {assume(R"({"SMM": 1})"), assumed + "\"CDR\" is missing"},
      {assume(R"({"CDR": 2})"), "input.poolAssump.CDR: a number from 0 to 1 should stand here"},
      {assume(R"(null, {"PSA": 1})"), assumed + "\"CPR\" is missing"},
      {assume(R"(null, null, {"Rate": 0.5})"), assumed + "\"Lag\" is missing"},
      {assume(R"(null, null, null, {"x": 1})"), assumed + "extra stress is not read"},
      {pool(good, "[]"), assumed + "a list of more than 1 elements should stand here"},
  };
  for (const auto& row : rows) {
    const auto read = read_absbox(row.bytes);
    ASSERT_FALSE(read) << row.bytes;
    EXPECT_EQ(read.error().message, row.message) << row.bytes;
  }
  EXPECT_TRUE(read_absbox(pool(good, "null")));
}

}  // namespace
}  // namespace zheli::interchange
