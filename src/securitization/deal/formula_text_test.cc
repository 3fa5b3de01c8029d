#include "securitization/deal/formula_text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <fstream>
#include <iterator>

namespace zheli::deal {
namespace {

using waterfall::Operation;
using waterfall::Term;

/// Postfix as text: "0.05 pool_balance *".
std::string shown(const waterfall::Formula& formula) {
  std::string text;
  for (const Term& term : formula) {
    if (!text.empty()) text += ' ';
    if (term.kind == Term::Kind::number) {
      const std::string digits = std::to_string(term.number);
      text += digits.substr(0, digits.find_last_not_of("0.", digits.size()) + 1);
      if (term.number == 0) text += "0";
    } else if (term.kind == Term::Kind::series) {
      text += "$" + term.of;
    } else if (term.kind == Term::Kind::metric) {
      for (const MetricName& name : metric_names())
        if (name.metric == term.metric) text += name.name;
      if (!term.of.empty()) text += "(" + term.of + ")";
    } else {
      constexpr const char* kSigns[] = {"+", "-",  "*",  "/",   "min", "max",
                                        ">", ">=", "==", "and", "or"};
      text += kSigns[static_cast<int>(term.operation)];
    }
  }
  return text;
}

TEST(FormulaText, IsReadAsWritten) {
  const struct {
    const char* text;
    const char* postfix;
  } rows[] = {
      {"0.05 * pool_balance", "0.05 pool_balance *"},
      {"1.5 + 2.5 * 3.5 - 4.5", "1.5 2.5 3.5 * + 4.5 -"},
      {"(1.5 + 2.5) * 3.5", "1.5 2.5 + 3.5 *"},
      {"-pool_balance", "0 pool_balance -"},
      {"max(0, tranche_balance(A-1) - 0.8 * pool_balance, 1.5)",
       "0 tranche_balance(A-1) 0.8 pool_balance * - max 1.5 max"},
      {"period < 2.5", "2.5 period >"},
      {"period <= 2.5 and drawn(x) > 0 or called", "2.5 period >= drawn(x) 0 > and called or"},
      {"curve * 0.5", "$curve 0.5 *"},
      {"0.5 yuan", "5"},
      {"order", "$order"},
  };
  for (const auto& row : rows) {
    const auto formula = parse_formula(row.text);
    ASSERT_TRUE(formula) << row.text << ": " << formula.error().message;
    if (std::string(row.text) == "0.5 yuan")
      EXPECT_EQ(formula.value()[0].number, 50);
    else
      EXPECT_EQ(shown(formula.value()), row.postfix) << row.text;
  }
}

TEST(FormulaText, SaysWhereItIsWrong) {
  const struct {
    const char* text;
    const char* message;
  } rows[] = {
      {"", "the formula ends too early: a number, a name or a bracket should stand here"},
      {"1 +", "the formula ends too early: a number, a name or a bracket should stand here"},
      {"(1", "the formula ends too early: a bracket is not closed; close it"},
      {"1 2", "at \"2\": nothing can follow here"},
      {"tranche_balance * 2",
       "at \"tranche_balance * 2\": say what it is taken from, in brackets: tranche_balance(A)"},
      {"max(1)", "at \")\": min and max want two figures or more, parted by commas"},
      {"1 ¥ 2", "at \"¥ 2\": nothing can follow here"},
  };
  for (const auto& row : rows) {
    const auto formula = parse_formula(row.text);
    ASSERT_FALSE(formula) << row.text;
    EXPECT_EQ(formula.error().message, row.message);
  }
}

TEST(FormulaText, EveryFigureIsDocumented) {
  std::ifstream file(ZHELI_DEAL_FORMAT);
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(page.empty());
  for (const MetricName& metric : metric_names()) {
    const bool deal = waterfall::subject(metric.metric) == waterfall::Subject::deal;
    std::string shown("`");
    shown.append(metric.name).append(deal ? "`" : "(X)`");
    EXPECT_NE(page.find(shown), std::string::npos)
        << shown << " is missing in docs/formats/deal.md";
  }
}

TEST(FormulaText, DeepAndAnyBytesAreRefusedOrRead) {
  EXPECT_FALSE(parse_formula(std::string(2000, '(')));
  EXPECT_FALSE(parse_formula(std::string(2000, '-') + "1"));
  EXPECT_FALSE(parse_formula(std::string(5000, '1')));
  EXPECT_TRUE(rc::check([](const std::string& text) { parse_formula(text); }));
}

}  // namespace
}  // namespace zheli::deal
