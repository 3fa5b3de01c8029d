// A file of the test bed as JSON → its cases: terms, what was observed, the events expected. A
// case that cannot be read keeps its problems and stops no other. Tested by test_bed_test.cc.
#include "securitization/interchange/actus/json_terms.h"
#include "securitization/interchange/actus/test_bed.h"

namespace zheli::actus {

using contracts::Time;

namespace {

void read_expected(const Fields& fields, std::vector<ExpectedEvent>& expected) {
  ExpectedEvent event;
  const std::optional<Time> time = fields.time("eventDate");
  event.type = fields.text("eventType").value_or("");
  if (!time || event.type.empty()) {
    fields.problem("", "must have eventDate and eventType");
    return;
  }
  event.time = *time;
  event.currency = fields.text("currency");
  event.payoff = fields.number("payoff");
  event.notional = fields.number("notionalPrincipal");
  event.rate = fields.number("nominalInterestRate");
  event.accrued = fields.number("accruedInterest");
  event.exercise_amount = fields.number("exerciseAmount");
  event.exercise_time = fields.time("exerciseDate");
  expected.push_back(std::move(event));
}

TestCase read_case(const Json& json, const std::string& file) {
  TestCase one;
  one.id = json.name;
  files::Findings findings(file);
  const Fields fields(json, one.id.substr(0, 40), findings);
  if (fields.find("terms") == nullptr) {
    fields.problem("terms", "is missing");
  } else {
    one.contract = read_observed_contract(fields);
    fields.each("results", [&](const Fields& event) { read_expected(event, one.expected); });
  }
  one.problems = findings.problems();
  return one;
}

}  // namespace

std::vector<TestCase> read_test_bed(const Json& json, files::Findings& findings) {
  constexpr std::size_t kCasesMax = 100'000;
  std::vector<TestCase> cases;
  if (!json.is(Json::Kind::object) || json.children.size() > kCasesMax) {
    findings.add(json.line, "a file of the test bed is an object of cases by id");
    return cases;
  }
  for (const Json& one : json.children) cases.push_back(read_case(one, findings.file()));
  return cases;
}

}  // namespace zheli::actus
