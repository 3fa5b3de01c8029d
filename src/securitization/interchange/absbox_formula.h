// Formulas and conditions of a case, as formulas over a deal's running figures. Used by this room's
// readers only. Tested by absbox_formula_test.cc.
#pragma once

#include <string>
#include <vector>

#include "files/json_tree.h"
#include "securitization/waterfall/formula.h"

namespace zheli::interchange {

/// The names of all bonds: what a figure without names is taken over.
using Bonds = std::vector<std::string>;

/// An amount in fen, or a ratio.
struct Quantity {
  waterfall::Formula formula;
  bool ratio = false;
};

/// ["bondBalance", "A"], ["factor", ["poolBalance"], 0.05], ["reserveGap", "rsv"], … Refuses what
/// it does not know (json_reading.h).
Quantity read_quantity(const files::Json& json, const Bonds& bonds, const std::string& at);

/// [["cumPoolDefaultedRate"], ">", 0.05], ["all", …], ["any", …]: 1 where it holds, else 0.
waterfall::Formula read_condition(const files::Json& json, const Bonds& bonds,
                                  const std::string& at);

}  // namespace zheli::interchange
