#include "securitization/report/chart.h"

#include <gtest/gtest.h>

namespace zheli::report {
namespace {

TEST(Chart, EscapesWhatPeopleWrote) {
  Chart chart{"<b>", "\"u\"", {"a&b"}, {{"<x>", {1}}}};
  for (const std::string& svg : {lines(chart), stacked_bars(chart)}) {
    EXPECT_EQ(svg.find("<b>"), std::string::npos);
    EXPECT_NE(svg.find("&lt;b&gt;"), std::string::npos);
    EXPECT_NE(svg.find("a&amp;b"), std::string::npos);
  }
}

TEST(Chart, BarsStandOnEachOther) {
  const std::string svg = stacked_bars({"t", "", {"1"}, {{"a", {30}}, {"b", {70}}}});
  // 100 of 100 fills the plot from 54 to 270; 30 of it are the lower bar.
  EXPECT_NE(svg.find("y=\"205.2\""), std::string::npos) << svg;
  EXPECT_NE(svg.find("y=\"54.0\""), std::string::npos) << svg;
}

TEST(Chart, NothingIsStillAPicture) {
  EXPECT_NE(lines({"t", "", {}, {}}).find("</svg>"), std::string::npos);
}

TEST(Tornado, DrawsEachBarAcrossWhatIsExpected) {
  const std::string svg = tornado({"t", "m", "low", "high", 10, {{"a<b", 8, 13}, {"c", 12, 9}}});
  EXPECT_NE(svg.find("a&lt;b"), std::string::npos);
  EXPECT_NE(svg.find(">8.0<"), std::string::npos);
  EXPECT_NE(svg.find(">13.0<"), std::string::npos);
  std::size_t bars = 0;
  for (std::size_t at = svg.find("<rect"); at != std::string::npos; at = svg.find("<rect", at + 1))
    ++bars;
  EXPECT_EQ(bars, 2 + 4U);  // the key, and two halves a bar
}

}  // namespace
}  // namespace zheli::report
