// Facts and the questions that ask for them: facts.yaml, an item's own `facts`,
// questions/<domain>.yaml, and the conditions (`when`) that rest on facts. See
// docs/formats/pack.md.
//
// Tested by read_pack_test.cc.
#pragma once

#include <string>
#include <vector>

#include "assistant/knowledge/pack.h"
#include "assistant/pack_files/mention.h"
#include "files/fields.h"

namespace zheli::pack_files {

using files::Fields;
using files::Findings;
using files::Node;
using knowledge::Fact;
using knowledge::Pack;
using knowledge::Question;
using knowledge::When;

/// facts.yaml → the facts that several items share.
std::vector<Fact> read_shared_facts(const Node& root, Findings& findings);

/// An item's `facts`; one that names a shared fact takes its options from there. The others are
/// the item's own; their places go to `own`.
std::vector<Fact> read_item_facts(Fields& item, const std::vector<Fact>& shared,
                                  std::vector<Mention>& own);

/// A file of questions that tell items apart; what their `before` names goes to `mentions`. `pack`
/// holds the facts and items already.
std::vector<Question> read_questions(const Node& root, const Pack& pack, Findings& findings,
                                     std::vector<Mention>& mentions);

/// The key `when`, against the facts it may name; empty if absent.
When read_when(Fields& fields, const std::vector<Fact>& facts);

}  // namespace zheli::pack_files
