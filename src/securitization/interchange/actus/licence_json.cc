#include "securitization/interchange/actus/licence_json.h"

#include <fmt/format.h>

#include <cmath>

#include "securitization/interchange/actus/json_terms.h"

namespace zheli::actus {

using contracts::LicenceFee;
using contracts::Sale;
using contracts::Time;

namespace {

core::Money money(const Fields& fields, std::string_view name) {
  constexpr double kYuanMax = 1e12;
  const double yuan = fields.number(name).value_or(0);
  const double fen = yuan * core::kFenInYuan;
  if (std::abs(yuan) <= kYuanMax && std::abs(fen - std::nearbyint(fen)) < 1e-3) {
    return core::round_fen(fen);
  }
  fields.problem(name, "must be yuan with at most two decimals, at most 1 000 000 000 000");
  return {};
}

int whole(const Fields& fields, std::string_view name, int otherwise) {
  constexpr double kWholeMax = 1e6;
  const double number = fields.number(name).value_or(otherwise);
  if (number == std::nearbyint(number) && std::abs(number) <= kWholeMax) {
    return static_cast<int>(number);
  }
  fields.problem(name, "must be a whole number");
  return otherwise;
}

core::Date day(const Fields& fields, std::string_view name) {
  const std::optional<Time> time = fields.time(name);
  if (!time && fields.find(name) == nullptr) fields.problem(name, "is missing: a date");
  return contracts::date_of(time.value_or(Time{}));
}

}  // namespace

bool is_licence(const Json& json) {
  const Json* const type = json.find("contractType");
  return type != nullptr && type->is("LICENCE");
}

ReadLicence read_licence(const Json& json, files::Findings& findings) {
  ReadLicence read;
  const Fields fields(json, "", findings);
  LicenceFee& licence = read.licence;
  licence.from = day(fields, "from");
  licence.to = day(fields, "to");
  licence.months = whole(fields, "months", licence.months);
  licence.fixed = money(fields, "fixedFee");
  licence.royalty_rate = fields.number("royaltyRate").value_or(0);
  if (fields.find("royaltyFloor") != nullptr) licence.floor = money(fields, "royaltyFloor");
  if (fields.find("royaltyCap") != nullptr) licence.cap = money(fields, "royaltyCap");
  licence.due_days = whole(fields, "dueDays", 0);
  read_business_days(fields, licence.calendar, licence.rule);
  fields.each("sales", [&](const Fields& sale) {
    read.sales.push_back({day(sale, "date"), money(sale, "amount")});
  });
  return read;
}

}  // namespace zheli::actus
