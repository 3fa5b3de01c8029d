// A report as one HTML page that needs nothing beside it: pictures first, then the tables
// they were drawn from. Readable on a phone, on a desk and in print. Tested by page_test.cc and
// looked at in the browser.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "securitization/deal/deal.h"
#include "securitization/report/chart.h"
#include "securitization/report/sheet.h"
#include "securitization/report/words.h"

namespace zheli::report {

/// A picture or a table, in the order of the page.
struct Section {
  std::string title;
  std::string svg;  ///< empty: none
  std::vector<Sheet> sheets;
};

/// What stands above the sections.
struct Heading {
  std::string kind;  ///< of report
  std::string name;
  std::string synthetic;  ///< what is made up; empty: nothing
  std::vector<std::pair<std::string, std::string>> facts;
};
Heading heading_of(const deal::Deal& deal, Language language);

/// The page. Everything that files say is escaped.
std::string to_page(const Heading& heading, const std::vector<Section>& sections,
                    Language language);

/// Payments of each tranche by date, and balances, from a sheet of payments (projection.h).
Section cash_section(const deal::Deal& deal, const Sheet& payments, Language language);
Section balance_section(const deal::Deal& deal, const Sheet& payments, Language language);

/// How subordination falls as firms band together, from a sheet of bands (study.h).
Section band_section(const Sheet& bands, Language language);

}  // namespace zheli::report
