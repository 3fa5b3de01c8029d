// An ACTUS terms object → Terms. Private to the room. Tested through actus_json_test.cc.
#pragma once

#include "securitization/contracts/json_fields.h"

namespace zheli::contracts {

/// Reads all terms that the room's contract types use; problems go where `fields` says.
Terms read_terms(const Fields& fields);

}  // namespace zheli::contracts
