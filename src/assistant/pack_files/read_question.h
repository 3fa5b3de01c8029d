// questions/<domain>.yaml: questions that tell confusable items apart. See docs/formats/pack.md.
// Tested by read_pack_test.cc.
#pragma once

#include <vector>

#include "assistant/pack_files/english.h"
#include "assistant/pack_files/mention.h"
#include "files/fields.h"

namespace zheli::pack_files {

using files::Findings;
using files::Node;
using knowledge::Pack;
using knowledge::Question;

/// A file of questions; what their `before` names goes to `mentions`. `pack` holds the facts and
/// items already.
std::vector<Question> read_questions(const Node& root, const English& english, const Pack& pack,
                                     Findings& findings, std::vector<Mention>& mentions);

}  // namespace zheli::pack_files
