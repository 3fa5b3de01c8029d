// Facts of a citizen's case: facts.yaml, an item's own `facts`, and the conditions (`when`) that
// rest on facts. See docs/formats/pack.md.
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

using files::Fields;
using files::Findings;
using files::Node;
using knowledge::Fact;
using knowledge::When;

/// facts.yaml → the facts that several items share.
std::vector<Fact> read_shared_facts(const Node& root, const English& english, Findings& findings);

/// An item's `facts`; one that names a shared fact takes its options from there. The others are
/// the item's own; their places go to `own`.
std::vector<Fact> read_item_facts(Fields& item, const English& english,
                                  const std::vector<Fact>& shared, std::vector<Mention>& own);

/// The key `when`, against the facts it may name; empty if absent.
When read_when(Fields& fields, const std::vector<Fact>& facts);

}  // namespace zheli::pack_files
