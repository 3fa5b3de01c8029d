// The part of deal.yaml that says how cash is paid out → the waterfall's terms. Tested by
// read_deal_test.cc.
#pragma once

#include "files/fields.h"
#include "securitization/deal/deal.h"

namespace zheli::deal {

/// Accounts, collection, fees, tranches, support, waterfalls, triggers, call, replenishment and
/// series, into deal.terms; the periods are there already.
void read_terms(files::Fields& fields, Deal& deal, Places& places);

}  // namespace zheli::deal
