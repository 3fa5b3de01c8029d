#include "securitization/deal/check_values.h"

#include <fmt/format.h>

#include <map>

#include "core/check.h"

namespace zheli::deal {
namespace {

constexpr const char* kRemedy = "write rights.csv by `zheli value`, or take assets.csv away";

void compare(const Right& right, const valuation::Asset& asset,
             const valuation::Appraisal& appraisal, std::vector<files::Problem>& problems) {
  const struct {
    const char* what;
    std::string stated, computed;
  } rows[] = {{"value", core::to_string(right.value), core::to_string(appraisal.value)},
              {"liquidation_value", core::to_string(right.liquidation_value),
               core::to_string(appraisal.liquidation_value)},
              {"expires", core::to_string(right.expires),
               core::to_string(appraisal.legal_status.legal_end)},
              {"owner", right.owner, asset.owner}};
  for (const auto& row : rows) {
    if (row.stated == row.computed) continue;
    problems.push_back({"rights.csv", right.line,
                        fmt::format("right {}: {} is {}, assets.csv gives {}; {}", right.id,
                                    row.what, row.stated, row.computed, kRemedy)});
  }
}

}  // namespace

std::vector<files::Problem> check_values(const Deal& deal, std::span<const valuation::Asset> assets,
                                         std::span<const valuation::Appraisal> appraisals) {
  CHECK(assets.size() == appraisals.size());
  std::map<std::string, const Right*> unseen;
  for (const Right& right : deal.rights) unseen.emplace(right.id, &right);
  std::vector<files::Problem> problems;
  for (std::size_t i = 0; i < assets.size(); ++i) {
    const auto right = unseen.find(assets[i].id);
    if (right == unseen.end()) {
      problems.push_back({"assets.csv", assets[i].line,
                          fmt::format("right {} is not in rights.csv; {}", assets[i].id, kRemedy)});
      continue;
    }
    compare(*right->second, assets[i], appraisals[i], problems);
    unseen.erase(right);
  }
  for (const auto& [id, right] : unseen) {
    problems.push_back(
        {"rights.csv", right->line, fmt::format("right {} is not in assets.csv; {}", id, kRemedy)});
  }
  return problems;
}

}  // namespace zheli::deal
