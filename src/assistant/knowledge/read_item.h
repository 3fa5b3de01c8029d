// items/<domain>/<id>.yaml → an Item, with everything checked that the file alone can tell: keys,
// types, conditions, fees, dates, and the table of outcomes. What names other items is left as
// mentions.
//
// Tested by read_pack_test.cc.
#pragma once

#include <string>
#include <vector>

#include "assistant/knowledge/fields.h"
#include "assistant/knowledge/pack.h"

namespace zheli::knowledge {

/// An item id that stands somewhere; looked up once every item is read.
struct Mention {
  std::string item;
  Place place;
};

struct ReadItem {
  Item item;
  std::vector<Mention> mentions;
};

/// `pack` holds the domains, registers and shared facts already.
ReadItem read_item(const Node& root, const Pack& pack, Findings& findings);

}  // namespace zheli::knowledge
