// Figures as pictures: SVG that needs nothing beside it, readable in print and by a screen reader.
// Tested by chart_test.cc.
#pragma once

#include <string>
#include <vector>

namespace zheli::report {

struct Series {
  std::string name;
  std::vector<double> values;  ///< one for each label
};

struct Chart {
  std::string title;
  std::string unit;                 ///< of the values, shown beside the axis
  std::vector<std::string> labels;  ///< along the horizontal axis
  std::vector<Series> lines;
};

/// Bars on top of each other; values not negative.
std::string stacked_bars(const Chart& chart);

/// Lines from label to label.
std::string lines(const Chart& chart);

/// What one cause changes: a bar across what is expected, from the value with the cause low to the
/// value with it high.
struct Bar {
  std::string name;
  double low = 0, high = 0;
};

struct Tornado {
  std::string title;
  std::string unit;
  std::string low, high;  ///< what the two colours mean
  double expected = 0;
  std::vector<Bar> bars;
};

/// Bars one below the other, in their order, around what is expected.
std::string tornado(const Tornado& chart);

/// `text` as it may stand in HTML and SVG.
std::string escaped(const std::string& text);

}  // namespace zheli::report
