// The actions of a case's waterfall, as steps. Used by this room's readers only.
// Tested by absbox_actions_test.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "files/json_tree.h"
#include "securitization/waterfall/terms.h"

namespace zheli::interchange {

/// What the clean-up call gets for the pool, and where it goes.
struct AbsboxSale {
  waterfall::Formula price;
  std::string account;
};

struct AbsboxActions {
  std::vector<waterfall::Step> steps;
  std::optional<AbsboxSale> sale;
};

/// `terms` holds the bonds. Refuses what it does not know (json_reading.h).
AbsboxActions read_actions(const files::Json& json, const waterfall::Terms& terms,
                           const std::string& at);

}  // namespace zheli::interchange
