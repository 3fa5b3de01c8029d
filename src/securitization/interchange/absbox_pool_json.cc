// A pool of AbsBox as JSON → AbsboxPool: loans, mortgages, invoices and schedules, and the
// assumption under which they are run. What it cannot read it refuses with its place. Tested by
// absbox_test.cc.
#include <fmt/format.h>

#include "securitization/interchange/absbox_readers.h"
#include "securitization/interchange/json_reading.h"

namespace zheli::interchange {
namespace {

constexpr int kTermMost = 1200;
constexpr std::size_t kAssetsMost = 20'000;

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
  if (!rows.is(Kind::list) || rows.children.size() > kTermMost)
    refuse(at, "a list of dates and amounts should stand here");
  for (const Json& row : rows.children) {
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
  const Json& fee = member_if_any(terms, "feeType");
  if (fee.is(Kind::null)) return asset;
  const std::string place = at + ".feeType";
  if (text(element(fee, 0, place), place) != "FixedRate")
    refuse(place, "only a FixedRate fee is read");
  asset.rate = number(element(fee, 1, place), place, 0, 1);
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
  asset.term = whole(member(now, "remainTerm", at), at + ".remainTerm", 1, kTermMost);
  const int run =
      whole(member(terms, "originTerm", at), at + ".originTerm", asset.term, kTermMost) -
      asset.term;
  asset.last_paid = core::add_months(date(member(terms, "originDate", at), at + ".originDate"),
                                     asset.months * run);
  const Json& type = member(terms, "type", at);
  const std::string place = at + ".type";
  if (type.is(Kind::list) && kind == "Loan" && text(element(type, 0, place), place) == "Schedule") {
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
  if (json.is(Kind::null)) return to;
  const Json& parts = element(json, 1, at);
  const auto part = [&](std::size_t number) -> const Json* {
    if (!parts.is(Kind::list) || parts.children.size() <= number) return nullptr;
    return parts.children[number].is(Kind::null) ? nullptr : &parts.children[number];
  };
  if (const Json* defaults = part(1))
    to.cdr = number(member(*defaults, "CDR", at), at + ".CDR", 0, 1);
  if (const Json* prepaid = part(2))
    to.cpr = number(member(*prepaid, "CPR", at), at + ".CPR", 0, 1);
  if (const Json* recovery = part(3)) {
    to.recovery = number(member(*recovery, "Rate", at), at + ".Rate", 0, 1);
    to.lag = whole(member(*recovery, "Lag", at), at + ".Lag", 0, kTermMost);
  }
  if (part(4) != nullptr) refuse(at, "extra stress is not read");
  return to;
}

}  // namespace

AbsboxPool read_pool(const Json& pool, const Json& assumption, core::Date cut_off) {
  AbsboxPool to;
  to.cut_off = cut_off;
  const Json& assets = member(pool, "assets", "input");
  if (!assets.is(Kind::list) || assets.children.empty() || assets.children.size() > kAssetsMost)
    refuse("input.assets", fmt::format("a list of 1 to {} assets should stand here", kAssetsMost));
  for (std::size_t i = 0; i < assets.children.size(); ++i)
    to.assets.push_back(read_asset(assets.children[i], fmt::format("input.assets[{}]", i)));
  to.assumption = read_assumption(assumption, "input.poolAssump");
  return to;
}

}  // namespace zheli::interchange
