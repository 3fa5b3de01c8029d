// The part of deal.yaml that says how cash is paid out → the waterfall's terms. Tested by
// read_deal_test.cc.
#pragma once

#include <map>
#include <string>

#include "files/fields.h"
#include "securitization/deal/deal.h"

namespace zheli::deal {

/// Where each part of the terms stands, as waterfall::TermsProblem names it ("tranches.A") → line.
using Places = std::map<std::string, int>;

/// Accounts, collection, fees, tranches, support, waterfalls, triggers, call, replenishment and
/// series, into deal.terms; the periods are there already.
void read_terms(files::Fields& fields, Deal& deal, Places& places);

/// The line of "waterfalls.normal[3].when": that of the longest place it begins with.
int line_of(const Places& places, const std::string& at);

}  // namespace zheli::deal
