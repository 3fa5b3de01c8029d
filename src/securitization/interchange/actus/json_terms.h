// An ACTUS terms object → contracts::ContractTerms. Private to the room. Tested through
// contract_json_test.cc.
#pragma once

#include "securitization/interchange/actus/contract_json.h"
#include "securitization/interchange/actus/json_fields.h"

namespace zheli::actus {

/// Reads all terms that the room's contract types use; problems go where `fields` says.
contracts::ContractTerms read_terms(const Fields& fields);

/// A case of the test bed; the terms alone where there is no "terms".
ObservedContract read_observed_contract(const Fields& fields);

/// Reads "calendar" and "businessDayConvention", which stay as they are where they are missing.
void read_business_days(const Fields& fields, core::Calendar& calendar,
                        core::BusinessDayRule& rule);

}  // namespace zheli::actus
