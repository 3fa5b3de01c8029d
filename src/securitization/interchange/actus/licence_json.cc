#include "securitization/interchange/actus/licence_json.h"

#include <fmt/format.h>

#include <cmath>

#include "securitization/interchange/actus/json_terms.h"

namespace zheli::actus {

using contracts::LicenceFee;
using contracts::Sale;
using contracts::Time;

namespace {

core::Money money(const Fields& fields, const char* name) {
  constexpr double kYuanMax = 1e12;
  const double yuan = fields.number(name).value_or(0);
  const double fen = yuan * core::kFenInYuan;
  if (std::abs(yuan) <= kYuanMax && std::abs(fen - std::nearbyint(fen)) < 1e-3) {
    return core::round_fen(fen);
  }
  fields.problem(name, "must be yuan with at most two decimals, at most 1 000 000 000 000");
  return {};
}

int whole(const Fields& fields, const char* name, int otherwise) {
  constexpr double kWholeMax = 1e6;
  const double number = fields.number(name).value_or(otherwise);
  if (number == std::nearbyint(number) && std::abs(number) <= kWholeMax) {
    return static_cast<int>(number);
  }
  fields.problem(name, "must be a whole number");
  return otherwise;
}

core::Date day(const Fields& fields, const char* name) {
  const std::optional<Time> time = fields.time(name);
  if (!time && fields.find(name) == nullptr) fields.problem(name, "is missing: a date");
  return contracts::date_of(time.value_or(Time{}));
}

void read_sales(const Fields& fields, std::vector<Sale>& sales) {
  constexpr std::size_t kSalesMax = 1'000'000;
  const Json* const all = fields.find("sales");
  if (all == nullptr) return;
  if (!all->is_array() || all->size() > kSalesMax) {
    fields.problem("sales", "must be an array of dated amounts");
    return;
  }
  for (std::size_t i = 0; i < all->size(); ++i) {
    const Fields sale((*all)[i], fmt::format("sales/{}", i), fields.problems());
    sales.push_back({day(sale, "date"), money(sale, "amount")});
  }
}

}  // namespace

bool is_licence(std::string_view bytes) {
  if (bytes.size() > kJsonBytesMax) return false;
  const Json json = Json::parse(bytes, nullptr, false);
  return json.is_object() && json.value("contractType", Json()) == "LICENCE";
}

ReadLicence read_licence(std::string_view bytes) {
  ReadLicence read;
  const Json json = Json::parse(bytes.substr(0, kJsonBytesMax + 1), nullptr, false);
  if (json.is_discarded()) {
    read.problems.push_back({"", "this is no JSON"});
    return read;
  }
  const Fields fields(json, "", read.problems);
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
  read_sales(fields, read.sales);
  return read;
}

}  // namespace zheli::actus
