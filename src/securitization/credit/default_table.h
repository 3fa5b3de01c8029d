// Cumulative default probabilities by rating and year, from a table that a deal brings along.
// Tested by default_table_test.cc.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "files/problem.h"
#include "securitization/credit/pool.h"

namespace zheli::credit {

class DefaultTable {
 public:
  /// Reads `rating,y1,…,yN` (N at least 1): probabilities in [0, 1), not falling from year to year.
  /// Whatever is wrong is a finding, and the row is left out.
  static DefaultTable read(std::string_view bytes, files::Findings& findings);

  /// Ratings, in the order of the table: the best first.
  const std::vector<std::string>& ratings() const { return ratings_; }

  /// The probability of default within `years` ≥ 0: linear between whole years, 0 at once; beyond
  /// the table's last year its last one-year hazard goes on. A rating that the table lacks is
  /// nothing.
  std::optional<double> probability(std::string_view rating, double years) const;

  /// The same at the ends of periods, `years` from now: rising.
  std::optional<DefaultCurve> curve(std::string_view rating, std::span<const double> years) const;

 private:
  std::vector<std::string> ratings_;
  std::map<std::string, std::vector<double>, std::less<>> rows_;
};

}  // namespace zheli::credit
