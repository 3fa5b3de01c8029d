// places.yaml → the districts and the counters that one can walk to. See docs/formats/pack.md.
// Tested by read_pack_test.cc.
#pragma once

#include "assistant/knowledge/pack.h"
#include "assistant/pack_files/english.h"
#include "files/fields.h"

namespace zheli::pack_files {

using files::Findings;
using files::Node;
using knowledge::Pack;

/// Fills `pack.districts` and `pack.service_places`; the domains and items are there already.
void read_places(const Node& root, const English& english, Pack& pack, Findings& findings);

}  // namespace zheli::pack_files
