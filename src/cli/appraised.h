// Rights read from files and appraised: what `zheli value` and the deal's report share.
#pragma once

#include <string>
#include <vector>

#include "securitization/valuation/uncertainty.h"

namespace zheli::cli {

struct AssetFiles {
  std::string assets;       ///< assets.csv
  std::string scores;       ///< empty: scores.csv beside it, where there is one
  std::string assumptions;  ///< empty: ip_valuation.yaml of the folder, else of the tables
  std::string indicators;   ///< empty: ip_indicators.csv of the folder, else of the tables
};

class Appraised {
 public:
  /// Reads and appraises as of a day. Prints problems and throws Exit{1} where there are any;
  /// throws std::runtime_error where a file cannot be read.
  Appraised(const AssetFiles& files, core::Date on);
  Appraised(const Appraised&) = delete;

  /// The remark that the assets' file begins with: what is synthetic stays marked. May be empty.
  const std::string& remark() const { return remark_; }
  valuation::Portfolio portfolio() const { return {assets_, appraisals_, assumptions_, on_}; }

 private:
  std::vector<valuation::Asset> assets_;
  valuation::Assumptions assumptions_;
  std::vector<valuation::Appraisal> appraisals_;
  core::Date on_;
  std::string remark_;
};

/// Prints what is wrong with a file and throws Exit{1} if there is something.
void refuse(const files::Findings& findings);

}  // namespace zheli::cli
