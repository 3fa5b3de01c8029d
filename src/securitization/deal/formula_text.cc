#include "securitization/deal/formula_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/money.h"

namespace zheli::deal {
namespace {

using core::Error;
using core::Result;
using waterfall::Formula;
using waterfall::Metric;
using waterfall::Operation;

constexpr std::size_t kBytesMost = 4096;
constexpr int kDepthMost = 64;

bool is_name_char(char c) {
  return c == '_' || c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

Formula joined(Formula left, const Formula& right, Operation operation) {
  left.insert(left.end(), right.begin(), right.end());
  left.push_back(waterfall::operation(operation));
  return left;
}

/// Recursive descent; the first error stops it.
class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  Result<Formula> all() {
    Formula formula = either();
    skip_spaces();
    if (!rest_.empty()) fail("nothing can follow here");
    if (!error_.empty()) return Error{error_};
    return formula;
  }

 private:
  void skip_spaces() {
    while (!rest_.empty() &&
           (rest_.front() == ' ' || rest_.front() == '\t' || rest_.front() == '\n'))
      rest_.remove_prefix(1);
  }

  void fail(std::string_view why) {
    constexpr std::size_t kShown = 24;
    if (error_.empty()) {
      error_ = rest_.empty() ? fmt::format("the formula ends too early: {}", why)
                             : fmt::format("at \"{}\": {}", rest_.substr(0, kShown), why);
    }
    rest_ = {};
  }

  /// Takes a sign or a word if it comes next.
  bool take(std::string_view sign) {
    skip_spaces();
    if (!rest_.starts_with(sign)) return false;
    const bool word = sign.front() >= 'a' && sign.front() <= 'z';
    if (word && rest_.size() > sign.size() && is_name_char(rest_[sign.size()])) return false;
    rest_.remove_prefix(sign.size());
    return true;
  }

  Formula either() {
    Formula left = both();
    while (take("or")) left = joined(std::move(left), both(), Operation::either);
    return left;
  }

  Formula both() {
    Formula left = comparison();
    while (take("and")) left = joined(std::move(left), comparison(), Operation::both);
    return left;
  }

  Formula comparison() {
    Formula left = sum();
    if (take(">=")) return joined(std::move(left), sum(), Operation::at_least);
    if (take("<=")) return joined(sum(), left, Operation::at_least);
    if (take("==")) return joined(std::move(left), sum(), Operation::equal);
    if (take(">")) return joined(std::move(left), sum(), Operation::above);
    if (take("<")) return joined(sum(), left, Operation::above);
    return left;
  }

  Formula sum() {
    Formula left = product();
    while (true) {
      if (take("+"))
        left = joined(std::move(left), product(), Operation::add);
      else if (take("-"))
        left = joined(std::move(left), product(), Operation::subtract);
      else
        return left;
    }
  }

  Formula product() {
    Formula left = operand();
    while (true) {
      if (take("*"))
        left = joined(std::move(left), operand(), Operation::multiply);
      else if (take("/"))
        left = joined(std::move(left), operand(), Operation::divide);
      else
        return left;
    }
  }

  Formula operand() {
    if (++depth_ > kDepthMost) fail("the formula is nested too deeply; split it");
    skip_spaces();
    Formula formula;
    if (take("-")) {
      formula = joined({waterfall::number(0)}, operand(), Operation::subtract);
    } else if (take("(")) {
      formula = either();
      if (!take(")")) fail("a bracket is not closed; close it");
    } else if (!rest_.empty() && is_digit(rest_.front())) {
      formula = amount();
    } else {
      formula = named();
    }
    --depth_;
    return formula;
  }

  Formula amount() {
    double value = 0;
    const auto [end, error] =
        std::from_chars(rest_.data(), rest_.data() + rest_.size(), value, std::chars_format::fixed);
    if (error != std::errc() || !std::isfinite(value)) {
      fail("this number cannot be read; write it like 0.05 or 50000");
      return {};
    }
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    if (take("yuan")) value *= core::kFenInYuan;
    return {waterfall::number(value)};
  }

  Formula named() {
    std::size_t end = 0;
    while (end < rest_.size() && (is_name_char(rest_[end]) && rest_[end] != '-')) ++end;
    if (end == 0) {
      fail("a number, a name or a bracket should stand here");
      return {};
    }
    const std::string_view whole = rest_;
    const std::string name(rest_.substr(0, end));
    rest_.remove_prefix(end);
    if (name == "min" || name == "max")
      return function(name == "min" ? Operation::least : Operation::greatest);
    const auto& names = metric_names();
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const auto& m) { return m.name == name; });
    if (found == names.end()) return {waterfall::series(name)};
    if (waterfall::subject(found->metric) == waterfall::Subject::deal)
      return {waterfall::metric(found->metric)};
    return taken_from(found->metric, whole);
  }

  Formula taken_from(Metric metric, std::string_view whole) {
    if (take("(")) {
      skip_spaces();
      std::size_t end = 0;
      while (end < rest_.size() && is_name_char(rest_[end])) ++end;
      const std::string of(rest_.substr(0, end));
      rest_.remove_prefix(end);
      if (!of.empty() && take(")")) return {waterfall::metric(metric, of)};
    }
    if (error_.empty()) rest_ = whole;
    fail("say what it is taken from, in brackets: tranche_balance(A)");
    return {};
  }

  Formula function(Operation operation) {
    if (!take("(")) fail("min and max want brackets: max(0, pool_balance)");
    Formula formula = either();
    if (!rest_.empty() && !take(","))
      fail("min and max want two figures or more, parted by commas");
    formula = joined(std::move(formula), either(), operation);
    while (take(",")) formula = joined(std::move(formula), either(), operation);
    if (!take(")")) fail("a bracket is not closed; close it");
    return formula;
  }

  std::string_view rest_;
  std::string error_;
  int depth_ = 0;
};

}  // namespace

Result<Formula> parse_formula(std::string_view text) {
  if (text.size() > kBytesMost)
    return Error{fmt::format("a formula of {} bytes; at most {}", text.size(), kBytesMost)};
  return Parser(text).all();
}

const std::vector<MetricName>& metric_names() {
  static const std::vector<MetricName> names = {
      {"pool_balance", Metric::pool_balance},
      {"pool_balance_before", Metric::pool_balance_before},
      {"pool_balance_at_closing", Metric::pool_balance_at_closing},
      {"collected_interest", Metric::collected_interest},
      {"collected_principal", Metric::collected_principal},
      {"collected_recovery", Metric::collected_recovery},
      {"defaulted", Metric::defaulted},
      {"cumulative_defaulted", Metric::cumulative_defaulted},
      {"cumulative_default_rate", Metric::cumulative_default_rate},
      {"tranches_balance", Metric::tranches_balance},
      {"tranche_balance", Metric::tranche_balance},
      {"tranche_size", Metric::tranche_size},
      {"interest_due", Metric::interest_due},
      {"fee_due", Metric::fee_due},
      {"account_balance", Metric::account_balance},
      {"reserve_gap", Metric::reserve_gap},
      {"drawn", Metric::drawn},
      {"available", Metric::available},
      {"standing", Metric::standing},
      {"active", Metric::active},
      {"called", Metric::called},
      {"period", Metric::period},
      {"periods_left", Metric::periods_left},
  };
  return names;
}

}  // namespace zheli::deal
