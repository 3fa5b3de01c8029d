// The sample deals as models, for the tests of this room.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "securitization/deal/read_deal.h"
#include "securitization/study/model.h"

namespace zheli::study {

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline deal::Deal sample(const std::string& name) {
  files::Folder folder;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(ZHELI_DEALS) / name))
    folder[entry.path().filename().string()] = bytes_of(entry.path());
  const deal::Reading reading = deal::read_deal(folder);
  EXPECT_TRUE(reading.problems.empty());
  return *reading.deal;
}

/// Hangzhou's deal with its first five firms alone; the terms stay those of the whole deal.
inline deal::Deal five_firms() {
  deal::Deal deal = sample("future-sci-tech-city-2021");
  deal.borrowers.resize(5);
  deal.credit.sector = 0;  // one factor instead of two: banding is exact 67 times as fast
  std::erase_if(deal.loans, [&](const deal::Loan& loan) {
    return std::none_of(deal.borrowers.begin(), deal.borrowers.end(),
                        [&](const deal::Borrower& b) { return b.id == loan.borrower; });
  });
  return deal;
}

inline credit::DefaultTable table(const char* name) {
  files::Findings findings(name);
  auto read = credit::DefaultTable::read(
      bytes_of(std::filesystem::path(ZHELI_DEALS) / "tables" / name), findings);
  EXPECT_TRUE(findings.problems().empty());
  return read;
}

inline core::Result<Model> made(deal::Deal deal) {
  files::Findings findings("tables");
  auto ratings = pricing::RatingScale::make(table("idealised_default_rates.csv"),
                                            table("idealised_expected_losses.csv"), findings);
  auto large_obligors = pricing::LargeObligorTest::read(
      bytes_of(std::filesystem::path(ZHELI_DEALS) / "tables/large_obligors.csv"), ratings,
      findings);
  EXPECT_TRUE(findings.problems().empty());
  return Model::make(std::move(deal), table("idealised_default_rates.csv"),
                     {std::move(ratings), std::move(large_obligors)});
}

inline Model model_of(deal::Deal deal) {
  return made(std::move(deal)).take();
}

}  // namespace zheli::study
