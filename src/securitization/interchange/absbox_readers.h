// Readers of a case's parts. Used by absbox.cc only.
#pragma once

#include <nlohmann/json.hpp>

#include "core/date.h"
#include "securitization/interchange/absbox_deal.h"
#include "securitization/interchange/absbox_pool.h"

namespace zheli::interchange {

/// Refuse what they cannot read (json_reading.h).
AbsboxPool read_pool(const nlohmann::json& pool, const nlohmann::json& assumption,
                     core::Date cut_off);
/// A case in the tagged form that the engine itself takes ("hastructure_request"), in English.
nlohmann::json english_of(const nlohmann::json& json);
AbsboxDeal read_deal(const nlohmann::json& input, const nlohmann::json& run_assumptions);

}  // namespace zheli::interchange
