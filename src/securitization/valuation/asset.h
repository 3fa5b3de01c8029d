// A right of intellectual property as its owner states it: what it is, what it earns, what it cost,
// what others paid for the like. Tested by asset_test.cc and tests/fuzz/deal_fuzz.cc.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "files/problem.h"

namespace zheli::valuation {

enum class Method { royalty, earnings, cost, market };
constexpr int kMethods = 4;

enum class Status {
  granted,       ///< in force
  pending,       ///< applied for, not granted
  invalidation,  ///< in force, somebody asks to have it declared invalid
  lapsed,        ///< no longer in force
};

/// What was paid for a comparable right, times how much more this one is worth than that.
struct Comparable {
  double price = 0;   ///< yuan
  double factor = 1;  ///< (0, 10]
};

struct Asset {
  std::string id, owner, kind, title;
  core::Date filed;  ///< a copyright: first published
  Status status = Status::granted;
  std::optional<core::Date> fees_paid_until;  ///< nothing: not known, taken as paid
  std::optional<core::Date> useful_until;     ///< end of its economic life; nothing: the legal end

  double revenue = 0;            ///< yuan in the coming twelve months, of what uses it
  double growth = 0;             ///< in the year after, a decimal
  std::optional<double> margin;  ///< operating, a decimal; with it excess earnings are taken
  double charges = 0;            ///< of contributory assets, of revenue, a decimal

  std::optional<double> spent;  ///< yuan, on developing it
  std::optional<core::Date> spent_on;
  double obsolescence = 0;  ///< functional and economic together, [0, 1]
  std::vector<Comparable> comparables;

  double weights[kMethods] = {1, 0, 0,
                              0};        ///< as the appraiser sets them; what is missing drops out
  std::map<std::string, double> scores;  ///< of indicators, 0 to 100
  std::optional<double> sale_discount;   ///< of a forced sale; nothing: the assumption's
  int line = 0;
};

/// Reads assets.csv; columns are listed in docs/methods/valuation.md. Problems go to `findings`.
std::vector<Asset> read_assets(std::string_view bytes, files::Findings& findings);

/// Reads scores.csv (asset, indicator, score) into the assets.
void read_scores(std::string_view bytes, std::vector<Asset>& assets, files::Findings& findings);

}  // namespace zheli::valuation
