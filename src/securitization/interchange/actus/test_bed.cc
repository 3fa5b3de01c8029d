#include "securitization/interchange/actus/test_bed.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "securitization/contracts/contract.h"

namespace zheli::actus {

using contracts::Event;

namespace {

/// Collects the differences of one event.
struct Comparison {
  std::string event;
  std::vector<Difference>& differences;

  void amount(const char* what, std::optional<double> expected, double got) const {
    if (!expected || same_amount(*expected, got)) return;
    differences.push_back(
        {event + " " + what, fmt::format("{:.10f}", *expected), fmt::format("{:.10f}", got)});
  }
  void text(const char* what, const std::string& expected, const std::string& got) const {
    if (expected != got) differences.push_back({event + " " + what, expected, got});
  }
};

void compare(const ExpectedEvent& expected, const Event& got, std::vector<Difference>& found) {
  const std::string name = fmt::format("{} {}", contracts::to_string(expected.time), expected.type);
  const Comparison comparison{name, found};
  const std::string got_name =
      fmt::format("{} {}", contracts::to_string(got.time), contracts::to_string(got.type));
  if (got_name != name) {
    found.push_back({"event", name, got_name});
    return;
  }
  if (expected.currency) comparison.text("currency", *expected.currency, got.currency);
  comparison.amount("payoff", expected.payoff, got.payoff);
  comparison.amount("notionalPrincipal", expected.notional, got.notional);
  comparison.amount("nominalInterestRate", expected.rate, got.rate);
  comparison.amount("accruedInterest", expected.accrued, got.accrued);
  comparison.amount("exerciseAmount", expected.exercise_amount, got.exercise_amount);
  if (expected.exercise_time) {
    comparison.text("exerciseDate", contracts::to_string(*expected.exercise_time),
                    got.exercise_time ? contracts::to_string(*got.exercise_time) : "none");
  }
}

}  // namespace

bool same_amount(double expected, double got) {
  const double digits = std::abs(expected) > 0 ? std::floor(std::log10(std::abs(expected))) : 0;
  const double unit = std::max(1e-10, std::pow(10.0, digits - 14));
  return std::abs(expected - got) <= unit * 1.000001;
}

std::vector<Difference> check(const TestCase& one) {
  std::vector<Difference> found;
  for (const files::Problem& problem : one.problems) {
    found.push_back({fmt::format("line {}", problem.line), "a readable case", problem.message});
  }
  if (!found.empty()) return found;
  const auto events = contracts::run(one.contract.terms, one.contract.observed, one.contract.until);
  if (!events) return {{"run", "events", events.error().message}};
  const std::size_t both = std::min(one.expected.size(), events.value().size());
  for (std::size_t i = 0; i < both; ++i) compare(one.expected[i], events.value()[i], found);
  for (std::size_t i = both; i < one.expected.size(); ++i) {
    const ExpectedEvent& event = one.expected[i];
    found.push_back(
        {"event", fmt::format("{} {}", contracts::to_string(event.time), event.type), "none"});
  }
  for (std::size_t i = both; i < events.value().size(); ++i) {
    const Event& event = events.value()[i];
    found.push_back(
        {"event", "none",
         fmt::format("{} {}", contracts::to_string(event.time), contracts::to_string(event.type))});
  }
  return found;
}

}  // namespace zheli::actus
