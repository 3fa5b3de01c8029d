// Each rule with a deal that breaks it: the sample deal, changed in one place.
#include "securitization/deal/structure.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "securitization/deal/read_deal.h"

namespace zheli::deal {
namespace {

files::Folder folder_of(const std::string& name) {
  files::Folder folder;
  for (const auto& entry : std::filesystem::directory_iterator(ZHELI_DEALS "/" + name)) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    folder[entry.path().filename().string()] = bytes.str();
  }
  return folder;
}

/// Each warning as "line: message", one a line.
std::string warnings_of(const files::Folder& folder) {
  const Reading reading = read_deal(folder);
  for (const files::Problem& problem : reading.problems)
    ADD_FAILURE() << problem.file << ":" << problem.line << ": " << problem.message;
  std::string all;
  if (!reading.deal) return all;
  for (const files::Problem& warning : structure_warnings(*reading.deal))
    all += std::to_string(warning.line) + ": " + warning.message + "\n";
  return all;
}

TEST(Structure, TheSamplesAreClean) {
  for (const char* name : {"future-sci-tech-city-2021", "licence-income-2021", "one-firm"})
    EXPECT_EQ(warnings_of(folder_of(name)), "") << name;
}

TEST(Structure, WarnsOfWhatIsSeldomMeant) {
  const struct {
    const char* from;
    const char* to;
    const char* warning;
  } rows[] = {
      {"{pay: [principal A], from: [collection]}\n      - {pay: [redeem A], from: [reserve], "
       "support: [commitment], when: periods_left == 0}\n      - {pay: [principal B], from: "
       "[collection]}",
       "{pay: [principal B], from: [collection]}\n      - {pay: [redeem A], from: [reserve], "
       "support: [commitment], when: periods_left == 0}\n      - {pay: [principal A], from: "
       "[collection]}",
       "75: it pays the principal of B before any step pays that of A, which ranks before it; add "
       "\"when: tranche_balance(A) == 0\", or move the step down"},
      {"      - {pay: [interest B], from: [collection, reserve]}\n", "",
       "68: no step of status normal pays the interest of B; add one"},
      {"fee follow-up, fee management, fee servicing, fee commitment-fee], from: [collection]}\n   "
       "   - {pay: [interest A], from: [collection, reserve], support: [commitment]}\n      - "
       "{pay: [interest B], from: [collection, reserve]}",
       "fee management, fee servicing, fee commitment-fee], from: [collection]}\n      - {pay: "
       "[interest A], from: [collection, reserve], support: [commitment]}\n      - {pay: "
       "[interest B], from: [collection, reserve]}",
       "68: no step of status normal pays fee follow-up; add one"},
      {"      - {pay: [reimburse commitment], from: [collection]}\n", "",
       "68: no step of status normal pays back what was called from commitment; add one"},
      {"party: supporter, limit: 200000000}", "party: supporter, limit: 200000000, premium: 0.001}",
       "81: no step of status accelerated pays the premium of commitment; add one"},
      {"[principal A], from: [collection, reserve]}\n      - {pay: [redeem A], from: [reserve], "
       "support: [commitment], when: periods_left == 0}\n      - {pay: [interest B]",
       "[principal A], from: [collection, reserve]}\n      - {pay: [redeem A], from: [reserve], "
       "when: periods_left == 0}\n      - {pay: [interest B]",
       "81: commitment is called for the principal of A in status normal, not in status "
       "accelerated; name it in \"support\" there too"},
      {"cumulative_default_rate > 0.08", "cumulative_default_rate > 1.08",
       "105: its condition can never hold; what it is to catch goes unnoticed"},
      {"cumulative_default_rate > 0.08", "cumulative_default_rate >= 0",
       "105: its condition holds on every date; the first status is never in force"},
      {"      - {pay: [residual sub], from: [collection, reserve], when: tranche_balance(B) == "
       "0}\n "
       " - status: accelerated",
       "      - {pay: [residual sub], from: [reserve], when: tranche_balance(B) == 0}\n  - status: "
       "accelerated",
       "46: money is left in it after the last payment date"},
      {"size: 20000000, rate: 0.046, day_count: ACT/365, deferrable: true",
       "size: 20000000, rate: 0.046, day_count: ACT/365, deferrable: true, principal: 1 yuan",
       "61: it is still owed"},
      {"legal_final: 2026-07-20", "legal_final: 2024-10-21",
       "20: a default of the last period recovers 4 periods later, and the legal final date "
       "2024-10-21 leaves room for 1; make it later"},
      {"party: supporter, limit: 200000000}",
       "party: supporter, limit: 200000000, until: 2024-06-30}",
       "65: it ends on 2024-06-30, before the last payment date 2024-07-22, on which it is still "
       "called"},
      {"legal_final: 2026-07-20", "legal_final: 2027-07-20",
       "12: payment dates from 2027-01-20 on are provisional, for the holidays of that year are "
       "not "
       "known: weekends and holidays of fixed date only; put the State Council's notice into "
       "calendars/china-2027.csv"},
  };
  for (const auto& row : rows) {
    files::Folder folder = folder_of("future-sci-tech-city-2021");
    std::string& yaml = folder["deal.yaml"];
    const std::size_t at = yaml.find(row.from);
    ASSERT_NE(at, std::string::npos) << row.from;
    yaml.replace(at, std::string(row.from).size(), row.to);
    const std::string all = warnings_of(folder);
    EXPECT_NE(all.find(row.warning), std::string::npos) << row.warning << "\nsaid:\n" << all;
  }
}

/// The commitment was promised until the end and is called until the pool goes wrong.
TEST(Structure, WarnsOfACommitmentThatStopsWhenItIsNeeded) {
  files::Folder folder = folder_of("future-sci-tech-city-2021");
  std::string& yaml = folder["deal.yaml"];
  const std::size_t from = yaml.find("status: accelerated");
  const std::size_t to = yaml.find("status: event-of-default");
  std::string part = yaml.substr(from, to - from);
  for (const std::string called = ", support: [commitment]";
       part.find(called) != std::string::npos;)
    part.erase(part.find(called), called.size());
  yaml.replace(from, to - from, part);
  EXPECT_EQ(warnings_of(folder),
            "81: commitment is called for the interest of A in status normal, not in status "
            "accelerated; name it in \"support\" there too\n"
            "81: commitment is called for the principal of A in status normal, not in status "
            "accelerated; name it in \"support\" there too\n");
}

}  // namespace
}  // namespace zheli::deal
