#include "securitization/interchange/absbox_formula.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "securitization/interchange/json_reading.h"

namespace zheli::interchange {
namespace {

using waterfall::Metric;
using waterfall::Operation;

std::string named(Metric metric) {
  switch (metric) {
    case Metric::pool_balance:
      return "pool";
    case Metric::pool_balance_before:
      return "before";
    case Metric::pool_balance_at_closing:
      return "closing";
    case Metric::cumulative_defaulted:
      return "defaulted";
    case Metric::cumulative_default_rate:
      return "rate";
    case Metric::tranche_balance:
      return "balance";
    case Metric::tranche_size:
      return "size";
    case Metric::interest_due:
      return "interest";
    case Metric::fee_due:
      return "fee";
    case Metric::account_balance:
      return "account";
    case Metric::reserve_gap:
      return "gap";
    case Metric::available:
      return "available";
    case Metric::drawn:
      return "drawn";
    default:
      return "?";
  }
}

std::string named(Operation operation) {
  constexpr const char* kSigns[] = {"+", "-", "*", "/", "min", "max", ">", ">=", "=", "and", "or"};
  return kSigns[static_cast<std::size_t>(operation)];
}

/// Postfix, as it stands: "pool balance:A -".
std::string written(const waterfall::Formula& formula) {
  std::string text;
  for (const waterfall::Term& term : formula) {
    if (!text.empty()) text += ' ';
    switch (term.kind) {
      case waterfall::Term::Kind::number:
        text += fmt::format("{}", term.number);
        break;
      case waterfall::Term::Kind::series:
        text += "series:" + term.of;
        break;
      case waterfall::Term::Kind::metric:
        text += named(term.metric) + (term.of.empty() ? "" : ":" + term.of);
        break;
      case waterfall::Term::Kind::operation:
        text += named(term.operation);
        break;
    }
  }
  return text;
}

Json parsed(const char* bytes) {
  files::Findings findings("x.json");
  Json json = files::read_json(bytes, findings);
  EXPECT_TRUE(findings.problems().empty()) << bytes;
  return json;
}

template <typename Read>
std::string refusal(const Read& read) {
  try {
    read();
  } catch (const Refusal& refused) {
    return refused.message;
  }
  return "nothing refused";
}

const Bonds kBonds = {"A", "B"};

TEST(AbsboxFormula, ReadsEveryFigure) {
  const struct {
    const char *json, *formula;
    bool ratio = false;
  } rows[] = {
      {R"("poolBalance")", "pool"},
      {R"(["poolBalance"])", "pool"},
      {R"(["poolBegBalance"])", "before"},
      {R"(["originalPoolBalance"])", "closing"},
      {R"(["initPoolBalance"])", "closing"},
      {R"(["cumPoolDefaultedBalance"])", "defaulted"},
      {R"(["cumPoolDefaultBalance"])", "defaulted"},
      {R"(["cumPoolDefaultedRate"])", "rate", true},
      {R"(["poolFactor"])", "pool closing /", true},
      {R"(["bondFactor", "A"])", "balance:A size:A /", true},
      {R"(["bondFactor"])", "balance:A balance:B + size:A size:B + /", true},
      {R"(["bondBalance"])", "balance:A balance:B +"},
      {R"(["bondBalance", "B"])", "balance:B"},
      {R"(["originalBondBalance", "A"])", "size:A"},
      {R"(["bondDueInt", "A", "B"])", "interest:A interest:B +"},
      {R"(["feeDue", "f"])", "fee:f"},
      {R"(["accountBalance", "acc"])", "account:acc"},
      {R"(["reserveGap", "rsv"])", "gap:rsv"},
      {R"(["accountGap", "rsv"])", "gap:rsv"},
      {R"(["liqCredit", "g"])", "available:g"},
      {R"(["liqBalance", "g"])", "drawn:g"},
      {R"(["constant", 12.34])", "1234"},
      {R"(["const", -1])", "-100"},
      {R"(["factor", ["poolBalance"], 0.05])", "pool 0.05 *"},
      {R"(["*", "poolBalance", 2])", "pool 2 *"},
      {R"(["sum", "poolBalance", ["constant", 1], ["constant", 2]])", "pool 100 + 200 +"},
      {R"(["+", "poolBalance", "poolBalance"])", "pool pool +"},
      {R"(["substract", "poolBalance", ["bondBalance", "A"]])", "pool balance:A -"},
      {R"(["subtract", "poolBalance", ["bondBalance", "A"]])", "pool balance:A -"},
      {R"(["-", "poolBalance", ["bondBalance", "A"]])", "pool balance:A -"},
      {R"(["max", "poolBalance", ["constant", 0]])", "pool 0 max"},
      {R"(["min", "poolBalance", ["constant", 0]])", "pool 0 min"},
      {R"(["divide", ["bondBalance", "A"], "poolBalance"])", "balance:A pool /", true},
      {R"(["/", ["bondBalance", "A"], "poolBalance"])", "balance:A pool /", true},
  };
  for (const auto& row : rows) {
    const Quantity got = read_quantity(parsed(row.json), kBonds, "at");
    EXPECT_EQ(written(got.formula), row.formula) << row.json;
    EXPECT_EQ(got.ratio, row.ratio) << row.json;
  }
}

TEST(AbsboxFormula, ReadsEveryCondition) {
  const struct {
    const char *json, *formula;
  } rows[] = {
      {R"([["poolBalance"], ">", 5])", "pool 500 >"},
      {R"([["poolBalance"], ">=", 5])", "pool 500 >="},
      {R"([["poolBalance"], "<", 5])", "500 pool >"},
      {R"([["poolBalance"], "<=", 5])", "500 pool >="},
      {R"([["poolBalance"], "=", 5])", "pool 500 ="},
      {R"([["poolFactor"], "<", 0.1])", "0.1 pool closing / >"},
      {R"([["poolBalance"], ">", ["bondBalance", "A"]])", "pool balance:A >"},
      {R"(["all", [["poolBalance"], ">", 5], [["poolBalance"], "=", 0]])",
       "pool 500 > pool 0 = and"},
      {R"(["any", [["poolBalance"], ">", 5], [["poolBalance"], "=", 0]])",
       "pool 500 > pool 0 = or"},
      {R"(["not", [["poolBalance"], ">", 5]])", "0 pool 500 > ="},
      {R"(["date", ">=", "1970-01-03"])", "series:pay day 2 >="},
      {R"(["<", "1970-01-03"])", "2 series:pay day >"},
      {R"([["isPaidOff", "A"]])", "balance:A 0 ="},
      {R"([["isPaidOff", "A"], true])", "balance:A 0 ="},
      {R"([["isPaidOff", "A"], false])", "balance:A 0 >"},
  };
  for (const auto& row : rows)
    EXPECT_EQ(written(read_condition(parsed(row.json), kBonds, "at")), row.formula) << row.json;
}

std::string deep(const std::string& opens, const std::string& inner, const std::string& closes) {
  std::string all = inner;
  for (int i = 0; i < 40; ++i) all = opens + all + closes;
  return all;
}

TEST(AbsboxFormula, RefusesByName) {
  const struct {
    std::string json;
    const char* message;
  } figures[] = {
      {R"(["poolWeather"])", "at: \"poolWeather\" is not read"},
      {"1", "at: a list of more than 0 elements should stand here"},
      {"[]", "at: a list of more than 0 elements should stand here"},
      {"[1]", "at: text should stand here"},
      {"{}", "at: a list of more than 0 elements should stand here"},
      {R"(["feeDue"])", "at: a name should follow"},
      {R"(["feeDue", 3])", "at: text should stand here"},
      {R"(["sum", "poolBalance"])", "at: two figures or more should follow"},
      {R"(["sum", "poolBalance", "poolFactor"])",
       "at: an amount and a ratio cannot be taken together"},
      {R"(["constant", "5"])", "at: a number should stand here"},
      {R"(["constant", 1e13])", "at: a number from -1e+12 to 1e+12 should stand here"},
      {R"(["factor", "poolBalance"])", "at: a list of more than 2 elements should stand here"},
      {deep(R"(["factor", )", R"("poolBalance")", ", 1]"), "at: a formula this deep is not read"},
  };
  for (const auto& row : figures)
    EXPECT_EQ(refusal([&] { read_quantity(parsed(row.json.c_str()), kBonds, "at"); }), row.message)
        << row.json;
  const struct {
    std::string json;
    const char* message;
  } conditions[] = {
      {R"([["poolBalance"], "~", 5])", "at: one of > >= < <= = should stand here"},
      {R"([["poolBalance"]])", "at: a list of more than 1 elements should stand here"},
      {R"(["date", ">", "tomorrow"])", nullptr},
      {R"("poolBalance")", "at: a list of more than 0 elements should stand here"},
      {R"(["all"])", "at: a list of more than 1 elements should stand here"},
      {deep(R"(["not", )", R"([["poolBalance"], ">", 5])", "]"),
       "at: a condition this deep is not read"},
  };
  for (const auto& row : conditions) {
    const std::string got =
        refusal([&] { read_condition(parsed(row.json.c_str()), kBonds, "at"); });
    if (row.message != nullptr) {
      EXPECT_EQ(got, row.message) << row.json;
    } else {
      EXPECT_TRUE(got.starts_with("at: ")) << got;
    }
  }
}

}  // namespace
}  // namespace zheli::interchange
