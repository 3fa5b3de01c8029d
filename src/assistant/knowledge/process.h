// How one citizen's case of an item is handled: what the pack says of the item, with what follows
// from it where the item says nothing of its own.
//
//   attend      the item's own; else never where everything is done online, once where it is not
//   asked       the pack's `always`, then the item's `form`, then one question for each material
//               that is an answer, under "material-<place in the item, from 1>"
//   pulls       every material of a register that the case needs
//   deadlines   the first statement of the case and day that has `days` and `unit`
//
// Tested by process_test.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assistant/knowledge/pack.h"

namespace zheli::knowledge {

struct Process {
  Law law = Law::service;
  Attend attend = Attend::once;
  int approvals = 1;
  bool online = false;                   // an application may be handed in online
  std::vector<Field> asked;              // in order, each with a question
  std::vector<const Material*> pulls;    // from registers; of the item
  std::vector<const Material*> on_site;  // made or brought to the counter; of the item
  std::optional<Deadline> promised, statutory;
  std::string outcome;  // that the case reached

  /// By when the office means to be done: what it promised, else what the law says.
  std::optional<Deadline> due() const { return promised ? promised : statutory; }
};

/// How a case of `item` is handled on `day`; nothing where the pack does not say what kind of act
/// it is, the facts leave several outcomes, or theirs is not to be applied for here: it says no or
/// later, or leads to another item. `item` is the pack's own, and both outlive the result.
std::optional<Process> process_of(const Pack& pack, const Item& item, const Facts& facts,
                                  core::Date day);

}  // namespace zheli::knowledge
