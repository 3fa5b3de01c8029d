// An ACTUS terms object → Terms. Private to the room. Tested through actus_json_test.cc.
#pragma once

#include "securitization/contracts/json_fields.h"

namespace zheli::contracts {

/// Reads all terms that the room's contract types use; problems go where `fields` says.
Terms read_terms(const Fields& fields);

/// Reads "calendar" and "businessDayConvention", which stay as they are where they are missing.
void read_business_days(const Fields& fields, core::Calendar& calendar,
                        core::BusinessDayRule& rule);

}  // namespace zheli::contracts
