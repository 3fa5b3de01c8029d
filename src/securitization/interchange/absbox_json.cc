#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "securitization/interchange/absbox_pool.h"

namespace zheli::interchange {
namespace {

using Json = nlohmann::json;
using core::Error;

constexpr std::size_t kBytesMost = 16 * 1024 * 1024;
constexpr int kTermMost = 1200;
constexpr std::size_t kAssetsMost = 20'000;
constexpr double kYuanMost = 1e12;

/// Thrown inside this file only: the first thing that cannot be read, with its place.
struct Refusal {
  std::string message;
};

[[noreturn]] void refuse(const std::string& at, std::string_view why) {
  throw Refusal{fmt::format("{}: {}", at, why)};
}

const Json& member(const Json& json, const char* key, const std::string& at) {
  if (!json.is_object()) refuse(at, "an object should stand here");
  const auto found = json.find(key);
  if (found == json.end()) refuse(at, fmt::format("\"{}\" is missing", key));
  return *found;
}

const Json& element(const Json& json, std::size_t number, const std::string& at) {
  if (!json.is_array() || json.size() <= number)
    refuse(at, fmt::format("a list of more than {} elements should stand here", number));
  return json[number];
}

double number(const Json& json, const std::string& at, double least, double most) {
  if (!json.is_number()) refuse(at, "a number should stand here");
  const double value = json.get<double>();
  if (!std::isfinite(value) || value < least || value > most)
    refuse(at, fmt::format("a number from {:g} to {:g} should stand here", least, most));
  return value;
}

core::Money yuan(const Json& json, const std::string& at) {
  return core::round_fen(100 * number(json, at, 0, kYuanMost));
}

std::string text(const Json& json, const std::string& at) {
  if (!json.is_string()) refuse(at, "text should stand here");
  return json.get<std::string>();
}

core::Date date(const Json& json, const std::string& at) {
  const auto read = core::parse_date(text(json, at));
  if (!read) refuse(at, read.error().message);
  return read.value();
}

int months_of(const Json& json, const std::string& at) {
  const std::string word = text(json, at);
  if (word == "Monthly") return 1;
  if (word == "Quarterly") return 3;
  if (word == "SemiAnnually") return 6;
  if (word == "Annually") return 12;
  refuse(at, "Monthly, Quarterly, SemiAnnually or Annually should stand here");
}

void read_schedule(const Json& type, const std::string& at, AbsboxAsset& asset) {
  asset.kind = AbsboxAsset::Kind::loan_schedule;
  const Json& rows = element(type, 1, at);
  if (!rows.is_array() || rows.size() > kTermMost)
    refuse(at, "a list of dates and amounts should stand here");
  for (const Json& row : rows) {
    asset.dates.push_back(date(element(row, 0, at), at));
    asset.amounts.push_back(yuan(element(row, 1, at), at));
  }
  asset.term = static_cast<int>(asset.dates.size());
}

AbsboxAsset read_invoice(const Json& terms, const std::string& at) {
  AbsboxAsset asset;
  asset.kind = AbsboxAsset::Kind::invoice;
  asset.balance = yuan(member(terms, "originBalance", at), at + ".originBalance");
  asset.last_paid = date(member(terms, "start", at), at + ".start");
  asset.dates = {date(member(terms, "dueDate", at), at + ".dueDate")};
  asset.term = 1;
  const auto fee = terms.find("feeType");
  if (fee == terms.end() || fee->is_null()) return asset;
  const std::string place = at + ".feeType";
  if (text(element(*fee, 0, place), place) != "FixedRate")
    refuse(place, "only a FixedRate fee is read");
  asset.rate = number(element(*fee, 1, place), place, 0, 1);
  return asset;
}

AbsboxAsset read_asset(const Json& json, const std::string& at) {
  const std::string kind = text(element(json, 0, at), at);
  const Json& terms = element(json, 1, at);
  if (kind == "Invoice") return read_invoice(terms, at);
  if (kind != "Loan" && kind != "Mortgage")
    refuse(at, "Loan, Mortgage or Invoice is read, not \"" + kind.substr(0, 40) + "\"");
  const Json& now = element(json, 2, at);
  AbsboxAsset asset;
  asset.balance = yuan(member(now, "currentBalance", at), at + ".currentBalance");
  asset.rate = number(member(now, "currentRate", at), at + ".currentRate", 0, 1);
  asset.months = months_of(member(terms, "freq", at), at + ".freq");
  asset.term =
      static_cast<int>(number(member(now, "remainTerm", at), at + ".remainTerm", 1, kTermMost));
  const double origin =
      number(member(terms, "originTerm", at), at + ".originTerm", asset.term, kTermMost);
  const int run = static_cast<int>(origin) - asset.term;
  asset.last_paid = core::add_months(date(member(terms, "originDate", at), at + ".originDate"),
                                     asset.months * run);
  const Json& type = member(terms, "type", at);
  const std::string place = at + ".type";
  if (type.is_array() && kind == "Loan" && text(element(type, 0, place), place) == "Schedule") {
    read_schedule(type, place, asset);
    return asset;
  }
  const std::string word = text(type, place);
  if (kind == "Loan" && (word == "i_p" || word == "I_P"))
    asset.kind = AbsboxAsset::Kind::loan_bullet;
  else if (kind == "Mortgage" && (word == "Level" || word == "level"))
    asset.kind = AbsboxAsset::Kind::mortgage_level;
  else if (kind == "Mortgage" && (word == "Even" || word == "even"))
    asset.kind = AbsboxAsset::Kind::mortgage_even;
  else
    refuse(place, fmt::format("of a {} \"{}\" is not read", kind, word.substr(0, 40)));
  return asset;
}

AbsboxAssumption read_assumption(const Json& json, const std::string& at) {
  AbsboxAssumption to;
  if (json.is_null()) return to;
  const Json& parts = element(json, 1, at);
  const auto part = [&](std::size_t number) -> const Json* {
    if (!parts.is_array() || parts.size() <= number || parts[number].is_null()) return nullptr;
    return &parts[number];
  };
  if (const Json* defaults = part(1))
    to.cdr = number(member(*defaults, "CDR", at), at + ".CDR", 0, 1);
  if (const Json* prepaid = part(2))
    to.cpr = number(member(*prepaid, "CPR", at), at + ".CPR", 0, 1);
  if (const Json* recovery = part(3)) {
    to.recovery = number(member(*recovery, "Rate", at), at + ".Rate", 0, 1);
    to.lag = static_cast<int>(number(member(*recovery, "Lag", at), at + ".Lag", 0, kTermMost));
  }
  if (part(4) != nullptr) refuse(at, "extra stress is not read");
  return to;
}

AbsboxExpected read_expected(const Json& json, const std::string& at) {
  AbsboxExpected to;
  const Json& flow = member(member(json, "PoolConsol", at), "flow", at);
  for (const Json& column : member(flow, "columns", at)) to.columns.push_back(text(column, at));
  for (const Json& row : member(flow, "rows", at)) {
    to.dates.push_back(date(element(row, 0, at), at));
    std::vector<std::optional<double>>& cells = to.rows.emplace_back();
    for (std::size_t c = 0; c < to.columns.size(); ++c) {
      const Json& cell = element(row, c, at);
      cells.push_back(cell.is_number() ? std::optional(cell.get<double>()) : std::nullopt);
    }
  }
  return to;
}

AbsboxCase read_case(const Json& json) {
  const std::string kind = text(member(json, "kind", "the case"), "kind");
  if (kind != "pool") refuse("kind", "only \"pool\" is read, not \"" + kind.substr(0, 40) + "\"");
  const Json& input = member(json, "input", "the case");
  AbsboxCase to;
  to.pool.cut_off = date(member(input, "cutoffDate", "input"), "input.cutoffDate");
  const Json& assets = member(input, "assets", "input");
  if (!assets.is_array() || assets.empty() || assets.size() > kAssetsMost)
    refuse("input.assets", fmt::format("a list of 1 to {} assets should stand here", kAssetsMost));
  for (std::size_t i = 0; i < assets.size(); ++i)
    to.pool.assets.push_back(read_asset(assets[i], fmt::format("input.assets[{}]", i)));
  const auto assumption = input.find("poolAssump");
  if (assumption != input.end())
    to.pool.assumption = read_assumption(*assumption, "input.poolAssump");
  const auto expected = json.find("expected");
  if (expected != json.end()) to.expected = read_expected(*expected, "expected");
  return to;
}

}  // namespace

core::Result<AbsboxCase> read_absbox(std::string_view bytes) {
  if (bytes.size() > kBytesMost) return Error{"the file is larger than 16 MiB"};
  const Json json = Json::parse(bytes, nullptr, false);
  if (json.is_discarded()) return Error{"the file is no JSON"};
  try {
    return read_case(json);
  } catch (const Refusal& refusal) {
    return Error{refusal.message};
  }
}

}  // namespace zheli::interchange
