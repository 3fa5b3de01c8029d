// items/<domain>/<id>.yaml → an Item, with everything checked that the file alone can tell: keys,
// types, conditions, fees, dates, and the table of outcomes. What names other items is left as
// mentions.
//
// Tested by read_pack_test.cc.
#pragma once

#include <string>
#include <vector>

#include "assistant/knowledge/pack.h"
#include "assistant/pack_files/english.h"
#include "assistant/pack_files/mention.h"
#include "files/fields.h"

namespace zheli::pack_files {

using files::Findings;
using files::Node;
using knowledge::Item;
using knowledge::Pack;

struct ReadItem {
  Item item;
  std::vector<Mention> mentions;   // of other items
  std::vector<Mention> own_facts;  // facts that are not shared
};

/// `pack` holds the domains, registers and shared facts already.
ReadItem read_item(const Node& root, const English& english, const Pack& pack, Findings& findings);

}  // namespace zheli::pack_files
