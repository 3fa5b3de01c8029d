#include "securitization/interchange/actus/contract_json.h"

#include <fmt/format.h>

#include "securitization/interchange/actus/json_terms.h"

namespace zheli::actus {

using contracts::ObservedData;
using contracts::ObservedEvent;
using contracts::Series;
using contracts::Time;

namespace {

void read_series(const Fields& fields, Series& series) {
  fields.each("data", [&](const Fields& point) {
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
    const Fields inside(*states, fields.place_of("states"), fields.findings());
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
  if (!market->is(Json::Kind::object)) {
    fields.problem("dataObserved", "must be an object of series by code");
    return;
  }
  for (const Json& series : market->children) {
    const std::string place =
        fmt::format("{}/{}", fields.place_of("dataObserved"), series.name.substr(0, 40));
    read_series(Fields(series, place, fields.findings()), observed.market[series.name]);
  }
}

}  // namespace

ObservedContract read_contract(const Json& json, files::Findings& findings) {
  return read_observed_contract(Fields(json, "", findings));
}

ObservedContract read_observed_contract(const Fields& fields) {
  ObservedContract contract;
  const Json* const terms = fields.find("terms");
  if (terms == nullptr) {
    contract.terms = read_terms(fields);
    return contract;
  }
  contract.terms = read_terms(Fields(*terms, fields.place_of("terms"), fields.findings()));
  contract.until = fields.time("to");
  read_market(fields, contract.observed);
  fields.each("eventsObserved",
              [&](const Fields& event) { read_observed_event(event, contract.observed); });
  return contract;
}

}  // namespace zheli::actus
