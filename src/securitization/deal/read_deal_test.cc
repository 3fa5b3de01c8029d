#include "securitization/deal/read_deal.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace zheli::deal {
namespace {

/// The sample deal's files, as the repository holds them.
files::Folder sample() {
  files::Folder folder;
  for (const auto& entry :
       std::filesystem::directory_iterator(ZHELI_DEALS "/future-sci-tech-city-2021")) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    folder[entry.path().filename().string()] = bytes.str();
  }
  return folder;
}

void replace(std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
}

TEST(ReadDeal, TakesTheSampleDeal) {
  const Reading reading = read_deal(sample());
  for (const files::Problem& problem : reading.problems)
    ADD_FAILURE() << problem.file << ":" << problem.line << ": " << problem.message;
  ASSERT_TRUE(reading.deal);
  const Deal& deal = *reading.deal;
  EXPECT_EQ(deal.loans.size(), 20U);
  EXPECT_EQ(deal.borrowers.size(), 20U);
  EXPECT_EQ(core::to_string(deal.valued_on.value()), "2021-06-30");
  EXPECT_EQ(deal.shelf, core::yuan(1'000'000'000));
  EXPECT_EQ(deal.issue, core::yuan(200'000'000));
  EXPECT_EQ(deal.terms.pool_balance, core::yuan(200'000'000));
  EXPECT_EQ(deal.terms.scheduled(), 12U);
  EXPECT_EQ(deal.terms.tail, 8);  // every three months until the legal final date
  EXPECT_EQ(deal.terms.periods.back().pay, deal.legal_final);
  EXPECT_FALSE(deal.provisional_from);
  EXPECT_EQ(core::to_string(deal.terms.periods[11].pay), "2024-07-22");  // the 20th is a Saturday
}

/// A deal that runs on after 2026: its dates may move, until the year's holidays lie beside it.
TEST(ReadDeal, MarksDatesThatMayStillMove) {
  files::Folder folder = sample();
  replace(folder["deal.yaml"], "payments: 12", "payments: 23");
  replace(folder["deal.yaml"], "legal_final: 2026-07-20", "legal_final: 2027-07-20");
  const auto read = [&] { return read_deal(folder).deal.value(); };
  EXPECT_FALSE(read_deal(sample()).deal->provisional_from);
  EXPECT_EQ(core::to_string(read().provisional_from.value()), "2027-01-20");
  EXPECT_EQ(core::to_string(read().terms.periods[21].pay), "2027-01-20");
  folder["calendars/china-2027.csv"] = "date,day\n2027-01-20,holiday\n";
  const Deal deal = read();
  EXPECT_FALSE(deal.provisional_from);
  EXPECT_EQ(core::to_string(deal.terms.periods[21].pay), "2027-01-21");
}

TEST(ReadDeal, SaysWhatIsWrongAndWhere) {
  const struct {
    const char* file;
    const char* from;
    const char* to;
    const char* problem;
  } rows[] = {
      {"deal.yaml", "to: custodian", "to: custodain",
       "deal.yaml:53: unknown party \"custodain\"; did you mean \"custodian\"?"},
      {"deal.yaml", "size: 170000000", "size: 171000000",
       "deal.yaml:59: the tranches add up to 201,000,000.00 yuan, the issue is 200,000,000.00; "
       "make "
       "them equal"},
      {"deal.yaml", "pay: [principal B]", "pay: [principal C]",
       "deal.yaml:77: waterfalls.normal[6]: \"C\" is no tranche; there are A, B, sub"},
      {"deal.yaml", "cumulative_default_rate >", "cumulative_rate >",
       "deal.yaml:105: triggers.defaults.when: \"cumulative_rate\" is no figure and no series of "
       "this deal"},
      {"deal.yaml", "rate: 0.038", "rate: -3.8",
       "deal.yaml:60: \"rate\" must be a number from -1 to 1"},
      {"deal.yaml", "legal_final: 2026-07-20", "legal_final: 2023-07-20",
       "deal.yaml:20: the last payment date lies after the legal final date"},
      {"deal.yaml", "first_payment: 2021-10-20", "first_payment: 2021-10-32",
       "deal.yaml:14: \"first_payment\": \"2021-10-32\" is not a date; write it as 2026-11-23"},
      {"deal.yaml", "first_payment: 2021-10-20", "first_payment: 2021-07-13",
       "deal.yaml:14: the first payment, 2021-07-13, is not after the closing date, 2021-07-13"},
      {"deal.yaml",
       "first_payment: 2021-10-20\n  months: 3\n  payments: 12\n  collected_days_before: 10",
       "first_payment: 2021-07-20\n  months: 3\n  payments: 12\n  collected_days_before: 20",
       "deal.yaml:14: nothing is collected for the first payment: its collections end on "
       "2021-06-30, not after the cut-off day, 2021-06-30"},
      {"deal.yaml", ", rating: AA+}", "}",
       "deal.yaml:65: its party supporter has no rating, on which its own default rests; add "
       "\"rating: AA+\" to the party"},
      {"deal.yaml", "issue: 200000000", "issue: 90000000000000",
       "deal.yaml:9: \"issue\": 90000000000000 is beyond the largest amount, 1,000,000,000,000 "
       "yuan"},
      {"loans.csv", "20000000,0.0520", "90000000000000,0.0520",
       "loans.csv:4: balance: 90000000000000 is beyond the largest amount"},
      {"rights.csv", "2033-02-15,2021-06-30", "2021-06-29,2021-06-30",
       "rights.csv:3: its protection ended on 2021-06-29, before it was valued"},
      {"deal.yaml", "0.0326 * collected_interest", "1 / (period - period)",
       "deal.yaml:52: fees.tax.amount: on 2021-10-20 it divides by 0; divide by what is not"},
      {"deal.yaml", "0.0326 * collected_interest", "-5 yuan",
       "deal.yaml:52: fees.tax.amount: on 2021-10-20 it is negative"},
      {"deal.yaml", "{by: borrower, most: 0.10}", "{by: borrower, most: 0.09}",
       "deal.yaml:39: F01 holds 10.00 % of the pool; at most 9.00 % is allowed"},
      {"calendars/china-2027.csv", "", "date,day\n2027-01-01,holidays\n",
       "calendars/china-2027.csv:2: unknown day \"holidays\"; did you mean \"holiday\"?"},
      {"deal.yaml", "payments: 12", "payments: 40",
       "deal.yaml:20: the last payment date lies after the legal final date"},
      {"deal.yaml", "  recovery_share: 0.9\n", "",
       "deal.yaml:115: \"credit\" has no \"recovery_share\"; write what share of the liquidation "
       "value a sale reaches on average: \"recovery_share: 0.9\""},
      {"deal.yaml", "  global: 0.15\n", "",
       "deal.yaml:115: \"credit\" has no \"global\"; write what share of a firm's variance all "
       "share: \"global: "
       "0.15\""},
      {"deal.yaml", "  sector: 0.10\n", "",
       "deal.yaml:115: \"credit\" has no \"sector\"; write what its sector shares besides: "
       "\"sector: 0.1\"; 0 for "
       "none"},
      {"deal.yaml", "  supporter_global: 0.30\n", "",
       "deal.yaml:115: \"credit\" has no \"supporter_global\"; write what share of a supporter's "
       "variance all share: \"supporter_global: 0.3\""},
      {"loans.csv", "0.0520", "0.0490",
       "loans.csv:4: loan L01 fails criterion rate (贷款年利率不低于5%): it has 4.90 %, at least "
       "5.00 %"},
      {"rights.csv", "F01-P1,F01", "F01-P2,F01", "rights.csv:4: right F01-P2 stands twice"},
      {"rights.csv", "2033-02-15,2021-06-30", "2033-02-15,2021-07-01",
       "rights.csv:4: valued_on is 2021-06-30, of the rights above 2021-07-01; value all on one "
       "day"},
      {"loans.csv", "L02,F02", "L02,F22",
       "loans.csv:5: unknown borrower \"F22\"; did you mean \"F02\"?"},
      {"loans.csv", "L02,F02", "L01,F02", "loans.csv:5: loan L01 stands twice"},
      {"loans.csv", "2024-06-15,bullet", "2024-07-15,bullet",
       "loans.csv:4: it matures on 2024-07-15, after the last collection period, which ends before "
       "2024-07-10"},
      {"loans.csv", "0.0520", "5.2",
       "loans.csv:4: rate is a decimal per year from 0 to 1: 0.055 is 5.5 %"},
      {"loans.csv", ",bullet,", ",bulet,",
       "loans.csv:4: unknown repayment \"bulet\"; did you mean \"bullet\"?"},
  };
  for (const auto& row : rows) {
    files::Folder folder = sample();
    replace(folder[row.file], row.from, row.to);
    const Reading reading = read_deal(folder);
    EXPECT_FALSE(reading.deal) << row.from;
    std::string all;
    bool said = false;
    for (const files::Problem& problem : reading.problems) {
      const std::string text =
          problem.file + ":" + std::to_string(problem.line) + ": " + problem.message;
      said = said || text.starts_with(row.problem);
      all += text + "\n";
    }
    EXPECT_TRUE(said) << row.problem << "\nsaid:\n" << all;
  }
}

TEST(ReadDeal, WithoutASupporterNothingIsSaidOfIt) {
  files::Folder folder = sample();
  replace(folder["deal.yaml"], "  supporter_global: 0.30\n", "");
  replace(folder["deal.yaml"], "  - {id: commitment, name:", "  # {id: commitment, name:");
  replace(folder["deal.yaml"], "\nsupport:\n", "\n");
  for (const files::Problem& problem : read_deal(folder).problems)
    EXPECT_EQ(problem.message.find("supporter_global"), std::string::npos) << problem.message;
}

TEST(ReadDeal, MissingFilesAreNamed) {
  const Reading reading = read_deal({});
  ASSERT_EQ(reading.problems.size(), 3U);
  EXPECT_EQ(reading.problems[0].file, "borrowers.csv");
}

}  // namespace
}  // namespace zheli::deal
