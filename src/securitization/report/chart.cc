#include "securitization/report/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace zheli::report {
namespace {

constexpr double kWidth = 760, kHeight = 314;
constexpr double kLeft = 64, kRight = 12, kTop = 54, kBottom = 44;
constexpr int kTicks = 5;

/// Told apart by most eyes, and in grey by their lightness (Okabe, Ito 2008).
constexpr const char* kColours[] = {"#0072b2", "#e69f00", "#009e73",
                                    "#cc79a7", "#56b4e9", "#d55e00"};

const char* colour(std::size_t number) {
  return kColours[number % std::size(kColours)];
}

/// 1, 2 or 5 times a power of ten, at least `most` / ticks.
double step_for(double most) {
  if (most <= 0) return 1;
  const double raw = most / kTicks;
  const double power = std::pow(10, std::floor(std::log10(raw)));
  for (const double nice : {1.0, 2.0, 5.0}) {
    if (nice * power >= raw) return nice * power;
  }
  return 10 * power;
}

class Drawing {
 public:
  Drawing(const Chart& chart, double most) : chart_(chart), step_(step_for(most)) {
    top_ = step_ * std::max(1.0, std::ceil(most / step_ - 1e-9));
    svg_ =
        fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\"><title>{}</title>",
                    kWidth, kHeight, escaped(chart.title), escaped(chart.title));
    axes();
    legend();
  }

  double x(double place) const {
    const double count = static_cast<double>(std::max<std::size_t>(1, chart_.labels.size()));
    return kLeft + (kWidth - kLeft - kRight) * (place + 0.5) / count;
  }
  double y(double value) const {
    return kTop + (kHeight - kTop - kBottom) * (1 - std::clamp(value / top_, 0.0, 1.0));
  }
  double slot() const { return x(1) - x(0); }
  void add(std::string_view text) { svg_ += text; }
  std::string done() { return svg_ + "</svg>"; }

 private:
  void axes() {
    for (double value = 0; value <= top_ + step_ / 2; value += step_) {
      svg_ += fmt::format(
          "<line x1=\"{}\" x2=\"{}\" y1=\"{:.1f}\" y2=\"{:.1f}\" class=\"grid\"/>"
          "<text x=\"{}\" y=\"{:.1f}\" class=\"end\">{:g}</text>",
          kLeft, kWidth - kRight, y(value), y(value), kLeft - 6, y(value) + 4, value);
    }
    svg_ += fmt::format("<text x=\"4\" y=\"{}\">{}</text>", kTop - 10, escaped(chart_.unit));
    const std::size_t every = chart_.labels.size() / 8 + 1;
    for (std::size_t i = 0; i < chart_.labels.size(); i += every) {
      svg_ +=
          fmt::format("<text x=\"{:.1f}\" y=\"{}\" class=\"middle\">{}</text>",
                      x(static_cast<double>(i)), kHeight - kBottom + 18, escaped(chart_.labels[i]));
    }
  }

  void legend() {
    constexpr double kEntry = 190;
    for (std::size_t i = 0; i < chart_.lines.size(); ++i) {
      const double at = kLeft + 60 + kEntry * static_cast<double>(i);
      svg_ += fmt::format(
          "<rect x=\"{}\" y=\"8\" width=\"12\" height=\"12\" fill=\"{}\"/>"
          "<text x=\"{}\" y=\"18\">{}</text>",
          at, colour(i), at + 18, escaped(chart_.lines[i].name));
    }
  }

  const Chart& chart_;
  double step_;
  double top_ = 1;
  std::string svg_;
};

}  // namespace

std::string escaped(const std::string& text) {
  std::string to;
  for (const char c : text) {
    if (c == '&')
      to += "&amp;";
    else if (c == '<')
      to += "&lt;";
    else if (c == '>')
      to += "&gt;";
    else if (c == '"')
      to += "&quot;";
    else
      to += c;
  }
  return to;
}

std::string stacked_bars(const Chart& chart) {
  double most = 0;
  for (std::size_t i = 0; i < chart.labels.size(); ++i) {
    double sum = 0;
    for (const Series& line : chart.lines) sum += line.values[i];
    most = std::max(most, sum);
  }
  Drawing drawing(chart, most);
  const double width = drawing.slot() * 0.7;
  for (std::size_t i = 0; i < chart.labels.size(); ++i) {
    double below = 0;
    for (std::size_t l = 0; l < chart.lines.size(); ++l) {
      const double value = chart.lines[l].values[i];
      const double top = drawing.y(below + value);
      drawing.add(fmt::format(
          "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>",
          drawing.x(static_cast<double>(i)) - width / 2, top, width, drawing.y(below) - top,
          colour(l)));
      below += value;
    }
  }
  return drawing.done();
}

std::string lines(const Chart& chart) {
  double most = 0;
  for (const Series& line : chart.lines) {
    for (const double value : line.values) most = std::max(most, value);
  }
  Drawing drawing(chart, most);
  constexpr const char* kDashes[] = {"none", "6 3", "2 3", "8 3 2 3"};
  for (std::size_t l = 0; l < chart.lines.size(); ++l) {
    std::string points;
    for (std::size_t i = 0; i < chart.lines[l].values.size(); ++i) {
      points += fmt::format("{:.1f},{:.1f} ", drawing.x(static_cast<double>(i)),
                            drawing.y(chart.lines[l].values[i]));
    }
    drawing.add(
        fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2.5\" "
                    "stroke-dasharray=\"{}\"/>",
                    points, colour(l), kDashes[l % std::size(kDashes)]));
  }
  return drawing.done();
}

std::string tornado(const Tornado& chart) {
  const auto& [title, unit, low_name, high_name, expected, bars] = chart;
  constexpr double kBar = 24, kNames = 170, kEnds = 74;
  double least = expected, most = expected;
  for (const Bar& bar : bars) {
    least = std::min({least, bar.low, bar.high});
    most = std::max({most, bar.low, bar.high});
  }
  const double span = std::max(most - least, 1e-9);
  const auto x = [&](double value) {
    return kNames + kEnds + (kWidth - kNames - 2 * kEnds) * (value - least) / span;
  };
  const double height = kTop + kBar * static_cast<double>(bars.size()) + 12;
  std::string svg = fmt::format(
      "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\"><title>{}</title>"
      "<text x=\"{:.1f}\" y=\"{}\" class=\"middle\">{:.1f} {}</text>",
      kWidth, height, escaped(title), escaped(title), x(expected), kTop - 14, expected,
      escaped(unit));
  const auto key = [&](double at, const char* fill, const std::string& name) {
    svg += fmt::format(
        "<rect x=\"{}\" y=\"8\" width=\"12\" height=\"12\" fill=\"{}\"/><text x=\"{}\" "
        "y=\"18\">{}</text>",
        at, fill, at + 18, escaped(name));
  };
  key(kNames, kColours[1], low_name);
  key(kNames + 150, kColours[0], high_name);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const auto& [name, low, high] = bars[i];
    const double top = kTop + kBar * static_cast<double>(i);
    const double left = std::min(x(low), x(high)), right = std::max(x(low), x(high));
    const auto bar = [&](double from, double to, const char* fill) {
      svg += fmt::format("<rect x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"{}\" fill=\"{}\"/>",
                         from, top + 3, std::max(to - from, 0.0), kBar - 6, fill);
    };
    bar(left, x(expected), low < high ? kColours[1] : kColours[0]);
    bar(x(expected), right, low < high ? kColours[0] : kColours[1]);
    svg += fmt::format(
        "<text x=\"{}\" y=\"{}\" class=\"end\">{}</text>"
        "<text x=\"{:.1f}\" y=\"{}\" class=\"end\">{:.1f}</text>"
        "<text x=\"{:.1f}\" y=\"{}\">{:.1f}</text>",
        kNames - 8, top + kBar - 8, escaped(name), left - 6, top + kBar - 8, std::min(low, high),
        right + 6, top + kBar - 8, std::max(low, high));
  }
  svg +=
      fmt::format("<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" y2=\"{2}\" stroke=\"#1b1f24\"/>",
                  x(expected), kTop - 6, height - 6);
  return svg + "</svg>";
}

}  // namespace zheli::report
