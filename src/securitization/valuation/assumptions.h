// What an appraiser assumes beyond the single right: terms of protection and annual fees by kind,
// ranges of royalty and pledge rates, the discount rate, a forced sale, how uncertain it all is,
// and the tree of indicators. Data files, so that each can be replaced. Tested by
// assumptions_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "files/problem.h"
#include "securitization/valuation/asset.h"

namespace zheli::valuation {

/// A range by score: `low` at 0, `high` at 100.
struct Range {
  double low = 0, high = 0;
  double at(double score) const { return low + (high - low) * score / 100; }
};

/// Up to and including a year of protection, so much a year.
struct AnnualFee {
  int until = 0;
  double yuan = 0;
};

struct Kind {
  std::string id, name;
  int years = 0;                             ///< of protection, from filing
  std::optional<core::Date> filed_before{};  ///< rights filed before this day have `years_before`
  int years_before = 0;
  bool to_year_end = false;  ///< protection ends on 31 December
  bool renewable = false;
  std::optional<int>
      useful_years{};  ///< economic life from filing, unless the asset states its end
  Range royalty{}, pledge_rate{};
  std::vector<AnnualFee> fees{};
};

/// Standard deviations: of the logarithm of revenue, royalty, cost and market value; of growth and
/// discount rate themselves. `common` is the share of variance that all rights have in common.
struct Uncertainty {
  double revenue = 0, growth = 0, royalty = 0, discount = 0, cost = 0, market = 0, common = 0;
};

struct Assumptions {
  std::vector<Kind> kinds;
  double tax = 0;
  double fade = 1;  ///< each year's growth is this share of the last
  double risk_free = 0;
  Range premiums;          ///< of the discount rate over risk_free; `low` at score 0 is the larger
  double opportunity = 0;  ///< per year, of the cost approach
  double pending = 1, invalidation = 1;  ///< chance that the right comes, stays
  double sale_discount = 0, sale_costs = 0;
  int sale_months = 0;
  Uncertainty uncertainty;
  double round_to = 1;  ///< yuan

  /// By name (发明专利) or id; nullptr where there is none.
  const Kind* kind(std::string_view name) const;
};

Assumptions read_assumptions(std::string_view bytes, files::Findings& findings);

/// One indicator; of the first level where `parent` is empty.
struct Indicator {
  std::string id, parent, name, english;
  double weight = 0;
};

std::vector<Indicator> read_indicators(std::string_view bytes, files::Findings& findings);

/// 0 to 100: at each node the score given to it, else the weighted mean of those below that have
/// one. Nothing where no indicator of the tree was scored.
std::optional<double> score(const std::vector<Indicator>& tree, const Asset& asset);

/// What assets are valued by, and as of which day.
struct Basis {
  const Assumptions& assumptions;
  const std::vector<Indicator>& tree;
  core::Date on;
};

/// Reports assets of an unknown kind or filed after the valuation day, and scores of unknown
/// indicators, with the asset's line.
void check(const std::vector<Asset>& assets, const Basis& basis, files::Findings& findings);

}  // namespace zheli::valuation
