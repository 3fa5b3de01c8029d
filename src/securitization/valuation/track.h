// A right's values over time: each appraisal is written below the ones before, none is changed, and
// a new one is explained by what moved it. Tested by track_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "securitization/valuation/appraisal.h"

namespace zheli::valuation {

/// One line of a track.
struct Entry {
  core::Date on;
  std::string id;
  double revenue = 0, growth = 0, royalty = 0, discount = 0;
  core::Money value, liquidation_value;
};

/// Reads a track (CSV with the columns that `to_csv` writes); entries by date, as they stand.
std::vector<Entry> read_track(std::string_view bytes, files::Findings& findings);

/// The track's head and one line an entry; what is appended to an existing track has no head.
std::string to_csv(const std::vector<Entry>& entries, bool head);

Entry entry_of(const Asset& asset, const Appraisal& appraisal, core::Date on);

/// Why a value is another than at the appraisal before, yuan; the parts add up to the change. Each
/// part is what the value changes by when that cause is let in after those above it.
struct Change {
  std::optional<core::Date> since;  ///< nothing: a new right, all of it in `rest`
  double time = 0;                  ///< passed, with its fees and the legal status as of now
  double revenue = 0;               ///< and its growth
  double royalty = 0;               ///< by the score
  double discount = 0;              ///< by the score
  double rest = 0;                  ///< other methods, rounding; of a new right its value
};

/// Against the latest entry of the right before `on`.
Change change(const Asset& asset, const Appraisal& appraisal, const Assumptions& assumptions,
              const std::vector<Entry>& track, core::Date on);

}  // namespace zheli::valuation
