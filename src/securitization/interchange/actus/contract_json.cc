#include "securitization/interchange/actus/contract_json.h"

#include <fmt/format.h>

#include "securitization/interchange/actus/json_terms.h"

namespace zheli::actus {

using contracts::ObservedData;
using contracts::ObservedEvent;
using contracts::Series;
using contracts::Time;

namespace {

constexpr std::size_t kEntriesMax = 100'000;

/// The bytes as JSON; a discarded value, with the problem noted, if they are none.
Json parse(std::string_view bytes, std::vector<Problem>& problems) {
  if (bytes.size() > kJsonBytesMax) {
    problems.push_back({"", fmt::format("the file is larger than {} MiB", kJsonBytesMax >> 20)});
    return Json(Json::value_t::discarded);
  }
  try {
    return Json::parse(bytes);
  } catch (const Json::parse_error& error) {
    problems.push_back({"", fmt::format("this is no JSON at byte {}", error.byte)});
  } catch (const Json::out_of_range&) {
    problems.push_back({"", "a number in this JSON is beyond all numbers"});
  }
  return Json(Json::value_t::discarded);
}

/// An array's objects one by one, each with its place.
template <typename Read>
void for_each_in(const Fields& fields, const char* name, const Read& read) {
  const Json* const array = fields.find(name);
  if (array == nullptr) return;
  if (!array->is_array() || array->size() > kEntriesMax) {
    fields.problem(name, fmt::format("must be an array of at most {} entries", kEntriesMax));
    return;
  }
  for (std::size_t i = 0; i < array->size(); ++i) {
    const std::string place = fmt::format("{}/{}/{}", fields.place(), name, i);
    read(Fields((*array)[i], place, fields.problems()));
  }
}

void read_series(const Fields& fields, Series& series) {
  for_each_in(fields, "data", [&](const Fields& point) {
    const std::optional<Time> time = point.time("timestamp");
    const std::optional<double> value = point.number("value");
    if (time && value) {
      series[*time] = *value;
    } else {
      point.problem("", "must have a timestamp and a value");
    }
  });
}

void read_observed_event(const Fields& fields, ObservedData& observed) {
  ObservedEvent event;
  const std::optional<Time> time = fields.time("time");
  event.type = fields.text("type").value_or("");
  event.value = fields.number("value").value_or(0);
  event.contract_id = fields.text("contractId").value_or("");
  const Json* const states = fields.find("states");
  if (states != nullptr) {
    const Fields inside(*states, fields.place() + "/states", fields.problems());
    event.performance = inside.text("contractPerformance").value_or("");
  }
  if (!time || event.type.empty()) {
    fields.problem("", "must have a time and a type");
    return;
  }
  event.time = *time;
  observed.events.push_back(std::move(event));
}

void read_market(const Fields& fields, ObservedData& observed) {
  const Json* const market = fields.find("dataObserved");
  if (market == nullptr) return;
  if (!market->is_object()) {
    fields.problem("dataObserved", "must be an object of series by code");
    return;
  }
  for (const auto& [code, series] : market->items()) {
    const std::string place = fmt::format("{}/dataObserved/{}", fields.place(), code.substr(0, 40));
    read_series(Fields(series, place, fields.problems()), observed.market[code]);
  }
}

/// A case of the test bed; the terms alone where there is no "terms".
ObservedContract read_observed_contract(const Fields& fields) {
  ObservedContract contract;
  const Json* const terms = fields.find("terms");
  if (terms == nullptr) {
    contract.terms = read_terms(fields);
    return contract;
  }
  const std::string place = fields.place() + (fields.place().empty() ? "terms" : "/terms");
  contract.terms = read_terms(Fields(*terms, place, fields.problems()));
  contract.until = fields.time("to");
  read_market(fields, contract.observed);
  for_each_in(fields, "eventsObserved",
              [&](const Fields& event) { read_observed_event(event, contract.observed); });
  return contract;
}

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

TestCase read_case(const std::string& id, const Json& json) {
  TestCase one;
  one.id = id;
  const Fields fields(json, id.substr(0, 40), one.problems);
  if (json.is_object() && !json.contains("terms")) fields.problem("terms", "is missing");
  if (!one.problems.empty()) return one;
  one.contract = read_observed_contract(fields);
  for_each_in(fields, "results", [&](const Fields& event) { read_expected(event, one.expected); });
  return one;
}

}  // namespace

ReadContract read_contract(std::string_view bytes) {
  ReadContract read;
  const Json json = parse(bytes, read.problems);
  if (json.is_discarded()) return read;
  read.contract = read_observed_contract(Fields(json, "", read.problems));
  return read;
}

TestBed read_test_bed(std::string_view bytes) {
  TestBed read;
  const Json json = parse(bytes, read.problems);
  if (json.is_discarded()) return read;
  if (!json.is_object() || json.size() > kEntriesMax) {
    read.problems.push_back({"", "a file of the test bed is an object of cases by id"});
    return read;
  }
  for (const auto& [id, one] : json.items()) read.cases.push_back(read_case(id, one));
  return read;
}

}  // namespace zheli::actus
