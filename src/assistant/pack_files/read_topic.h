// topics.yaml: what people name when they have not said which of several matters they mean. See
// docs/formats/pack.md. Tested by read_pack_test.cc.
#pragma once

#include <vector>

#include "assistant/knowledge/pack.h"
#include "assistant/pack_files/english.h"
#include "files/fields.h"

namespace zheli::pack_files {

using knowledge::Pack;
using knowledge::Topic;

/// The topics of the file, each against `pack`, which holds items and questions already. A topic
/// may name only topics that stand above it.
std::vector<Topic> read_topics(const Node& root, const English& english, const Pack& pack,
                               Findings& findings);

}  // namespace zheli::pack_files
