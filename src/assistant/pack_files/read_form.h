// fields.yaml → what applications ask. See "How an item is handled" in docs/formats/pack.md.
// Tested by read_pack_test.cc.
#pragma once

#include "assistant/knowledge/pack.h"
#include "assistant/pack_files/english.h"
#include "files/fields.h"

namespace zheli::pack_files {

/// `pack` holds the registers already.
knowledge::Form read_form(const files::Node& root, const English& english,
                          const knowledge::Pack& pack, files::Findings& findings);

}  // namespace zheli::pack_files
