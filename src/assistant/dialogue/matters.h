// A sentence that asks for two things → the two questions in it. "身份证和驾驶证一起丢了" is cut at
// the word that joins two official terms; "身份证丢了，另外护照怎么办" where the sentence breaks.
// Whether both halves mean anything is for intent to say. Tested by matters_test.cc.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "assistant/dialogue/hear.h"
#include "assistant/text/analyse.h"

namespace zheli::dialogue {

/// Ways to read the question as two, likeliest first; empty for most.
std::vector<std::pair<std::string, std::string>> split_matters(const text::Analysis& question,
                                                               const Hearing& hearing);

}  // namespace zheli::dialogue
