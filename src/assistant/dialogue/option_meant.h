// An answer in a citizen's words → the option it means. Tested by decide_test.cc.
#pragma once

#include <string>

#include "assistant/dialogue/hear.h"
#include "assistant/knowledge/pack.h"

namespace zheli::dialogue {

/// The option of `fact` meant by `text` (normalised, as `heard` was heard from it): its label, its
/// number in the list, words that state it, a part of one label only, or yes and no where there are
/// two options. nullptr if none or several are meant.
const knowledge::Option* option_meant(const knowledge::Fact& fact, const std::string& text,
                                      const Heard& heard);

}  // namespace zheli::dialogue
