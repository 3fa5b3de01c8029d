// Readers of a case's parts. Used by absbox.cc only. Tested by absbox_pool_test.cc,
// absbox_deal_json_test.cc and absbox_tagged_test.cc.
#pragma once

#include "core/date.h"
#include "files/json_tree.h"
#include "securitization/interchange/absbox_deal.h"
#include "securitization/interchange/absbox_pool.h"

namespace zheli::interchange {

/// Refuse what they cannot read (json_reading.h).
AbsboxPool read_pool(const files::Json& pool, const files::Json& assumption, core::Date cut_off);
/// A case in the tagged form that the engine itself takes ("hastructure_request"), in English.
files::Json english_of(const files::Json& json);
AbsboxDeal read_deal(const files::Json& input, const files::Json& run_assumptions);

}  // namespace zheli::interchange
