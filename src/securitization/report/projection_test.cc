#include "securitization/report/projection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "securitization/deal/read_deal.h"
#include "securitization/study/model.h"
#include "securitization/waterfall/engine.h"
#include "securitization/waterfall/small_deal.h"

namespace zheli::report {
namespace {

using cash::Flow;

deal::Deal small() {
  deal::Deal deal;
  deal.terms = waterfall::small_deal();
  deal.issue = core::yuan(100'000'000);
  deal.names = {{"A", "优先级"}, {"normal", "正常"}};
  return deal;
}

/// 1 million of interest a quarter; 25 million of principal, of it 5 million early in the last.
cash::Collections collected() {
  cash::Collections to(4, 1);
  for (int p = 0; p < 4; ++p) {
    to.at(p, Flow::interest)[0] = 1e8;
    to.at(p, Flow::principal)[0] = p == 3 ? 20e8 : 25e8;
    to.at(p, Flow::prepayment)[0] = p == 3 ? 5e8 : 0;
    to.at(p, Flow::balance)[0] = (3 - p) * 25e8;
  }
  return to;
}

struct Paid {
  deal::Deal deal = small();
  waterfall::Program program = std::move(*waterfall::compile(deal.terms).program);
  cash::Collections collections = collected();
  waterfall::Statement statement{program, 1};

  Paid() {
    waterfall::Scratch scratch(program, 1);
    waterfall::run(program, collections, {}, statement, scratch);
  }
};

std::size_t at(const Sheet& sheet, const std::string& id) {
  const auto column = std::find_if(sheet.columns.begin(), sheet.columns.end(),
                                   [&](const Column& c) { return c.id == id; });
  EXPECT_NE(column, sheet.columns.end()) << id;
  return static_cast<std::size_t>(column - sheet.columns.begin());
}

bool has(const Sheet& sheet, const std::string& id) {
  return std::any_of(sheet.columns.begin(), sheet.columns.end(),
                     [&](const Column& c) { return c.id == id; });
}

core::Money sum(const Sheet& sheet, const std::string& id) {
  core::Money to;
  for (const auto& row : sheet.rows) to += std::get<core::Money>(row[at(sheet, id)]);
  return to;
}

TEST(Payments, AreARowADateWithWhatWasCollectedAndPaid) {
  const Paid paid;
  const Sheet sheet = payments(paid.deal, paid.collections, paid.statement, 0, Language::chinese);
  ASSERT_EQ(sheet.rows.size(), 4U);
  EXPECT_EQ(sheet.rows[1][at(sheet, "date")], Cell(paid.deal.terms.periods[1].pay));
  EXPECT_EQ(sheet.rows[0][at(sheet, "status")], Cell(std::string("正常")));
  EXPECT_EQ(sum(sheet, "collected_principal"), core::yuan(100'000'000));  // with what came early
  EXPECT_EQ(sum(sheet, "A_principal"), core::yuan(80'000'000));
  EXPECT_EQ(sheet.rows[3][at(sheet, "A_balance")], Cell(core::Money{}));
  EXPECT_EQ(sheet.columns[at(sheet, "A_interest")].title, "优先级 利息");
}

TEST(Payments, LeaveOutWhatIsNoughtOnEveryDate) {
  const Paid paid;
  const Sheet sheet = payments(paid.deal, paid.collections, paid.statement, 0, Language::english);
  for (const char* id : {"A_unpaid", "sold", "bought", "commitment_reimbursed"})
    EXPECT_FALSE(has(sheet, id)) << id;
  for (const char* id : {"A_interest", "commitment_called", "reserve_account", "audit_fee_paid"})
    EXPECT_TRUE(has(sheet, id)) << id;
  EXPECT_EQ(sheet.columns[at(sheet, "A_interest")].title.substr(0, 2), "A ");
}

deal::Deal sample(const std::string& name) {
  files::Folder folder;
  for (const auto& entry : std::filesystem::directory_iterator(ZHELI_DEALS "/" + name)) {
    std::ifstream file(entry.path(), std::ios::binary);
    folder[entry.path().filename().string()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return std::move(*deal::read_deal(folder).deal);
}

/// Half of what comes in buys loans of four quarters, until the sixth date.
deal::Deal revolving(deal::Deal deal) {
  deal.terms.replenishment =
      waterfall::Replenishment{{1, 1, 1, 1, 0}, {0, 0.015, 0.015, 0.015, 0.015}};
  waterfall::Step buy;
  using waterfall::Metric, waterfall::Operation;
  buy.buy = waterfall::Buy{deal.terms.accounts[0].id,
                           {waterfall::metric(Metric::account_balance, deal.terms.accounts[0].id),
                            waterfall::number(0.5), waterfall::operation(Operation::multiply)},
                           {waterfall::number(7), waterfall::metric(Metric::period),
                            waterfall::operation(Operation::above)}};
  auto& steps = deal.terms.waterfalls[0].steps;
  steps.insert(steps.begin() + 3, buy);
  return deal;
}

/// What all accounts hold after a date.
core::Money accounts(const Sheet& sheet, std::size_t row) {
  core::Money held;
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
    if (sheet.columns[c].id.ends_with("_account"))
      held += std::get<core::Money>(sheet.rows[row][c]);
  }
  return held;
}

/// What a row's columns say came in less what went out, with what accounts held before and hold
/// now.
core::Money imbalance(const Sheet& sheet, std::size_t row, core::Money before) {
  core::Money left = before;
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
    const std::string& id = sheet.columns[c].id;
    const auto* amount = std::get_if<core::Money>(&sheet.rows[row][c]);
    const auto ends = [&](const char* with) { return id.ends_with(with); };
    if (amount == nullptr || ends("_balance") || ends("_account") || ends("_unpaid") ||
        id == "defaulted")
      continue;
    const bool in =
        id.starts_with("collected_") || id == "sold" || ends("_reinvested") || ends("_called");
    left += in ? *amount : -*amount;
  }
  return left - accounts(sheet, row);
}

/// After the clean-up call collections went on, and what bought loans brought was missing.
TEST(Payments, BalanceOnEveryDateOfEverySampleAndScenario) {
  const credit::Vectors scenarios[] = {
      {}, {{}, {0.9}, {}, 0}, {{0.3}, {}, {1}, 2}, {{0.05}, {0.1}, {0.4}, 4}, {{1}, {}, {0.2}, 6}};
  std::vector<deal::Deal> deals;
  for (const char* name : {"future-sci-tech-city-2021", "licence-income-2021", "one-firm"}) {
    deals.push_back(sample(name));
    deals.push_back(revolving(deals.back()));
  }
  bool called = false, bought = false;
  for (const deal::Deal& deal : deals) {
    const waterfall::Program program = std::move(*waterfall::compile(deal.terms).program);
    for (const credit::Vectors& rates : scenarios) {
      const auto projection = study::project(deal, program, rates);
      ASSERT_TRUE(projection) << projection.error().message;
      const auto& [pool, paid] = projection.value();
      const Sheet sheet = payments(deal, pool, paid, 0, Language::english);
      core::Money before;
      for (const waterfall::Account& account : deal.terms.accounts) before += account.opening;
      for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
        EXPECT_EQ(imbalance(sheet, row, before).fen, 0) << deal.id << " " << row;
        before = accounts(sheet, row);
      }
      called = called || has(sheet, "sold");
      bought = bought || has(sheet, "bought");
    }
  }
  EXPECT_TRUE(called && bought);
}

/// What is recovered after the expected maturity is paid out on dates of its own.
TEST(Payments, GoOnUntilNothingMovesAnyMore) {
  const deal::Deal deal = sample("future-sci-tech-city-2021");
  const waterfall::Program program = std::move(*waterfall::compile(deal.terms).program);
  const auto rows = [&](const credit::Vectors& rates) {
    const auto projection = study::project(deal, program, rates);
    return payments(deal, projection.value().collected, projection.value().paid, 0,
                    Language::english)
        .rows.size();
  };
  EXPECT_EQ(rows({}), 12U);
  EXPECT_EQ(rows({{0.3}, {}, {0.5}, 4}), 16U);
  EXPECT_EQ(rows({{0.3}, {}, {0.5}, 19}), 20U);  // the legal final date is the last
}

TEST(Tranches, AddUpWhatTheirDatesBring) {
  const Paid paid;
  const Sheet dates = payments(paid.deal, paid.collections, paid.statement, 0, Language::english);
  const Sheet sheet = tranches(paid.deal, paid.statement, 0, Language::chinese);
  ASSERT_EQ(sheet.rows.size(), 3U);
  EXPECT_EQ(sheet.rows[0][at(sheet, "tranche")], Cell(std::string("优先级")));
  EXPECT_EQ(sheet.rows[0][at(sheet, "share")], Cell(0.8));
  EXPECT_EQ(sheet.rows[0][at(sheet, "paid_interest")], Cell(sum(dates, "A_interest")));
  EXPECT_EQ(sheet.rows[0][at(sheet, "left")], Cell(core::Money{}));
  EXPECT_EQ(sheet.rows[2][at(sheet, "rate")], Cell());  // a residual has no coupon
  const double life = std::get<double>(sheet.rows[0][at(sheet, "wal")]);
  EXPECT_GT(life, 0.25);
  EXPECT_LT(life, 1);
}

TEST(Loans, ShowWhatIsPledged) {
  deal::Deal deal = small();
  deal.borrowers = {{"F1", "甲公司", "软件", "杭州", "BB", 0, 0}};
  deal::Loan loan;
  loan.id = "L1";
  loan.borrower = "F1";
  loan.balance = core::yuan(4'000'000);
  deal.loans = {loan};
  deal::Right right;
  right.id = "P1";
  right.owner = "F1";
  right.value = core::yuan(8'000'000);
  deal.rights = {right};
  const Sheet chinese = loans(deal, Language::chinese);
  EXPECT_EQ(chinese.rows[0][at(chinese, "borrower")], Cell(std::string("甲公司")));
  EXPECT_EQ(chinese.rows[0][at(chinese, "value")], Cell(core::yuan(8'000'000)));
  EXPECT_EQ(chinese.rows[0][at(chinese, "loan_to_value")], Cell(0.5));
  deal.rights.clear();
  const Sheet english = loans(deal, Language::english);
  EXPECT_EQ(english.rows[0][at(english, "borrower")], Cell(std::string("F1")));
  EXPECT_EQ(english.rows[0][at(english, "loan_to_value")], Cell());
}

}  // namespace
}  // namespace zheli::report
