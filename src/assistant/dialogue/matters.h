// A sentence that asks for two things → the two questions in it. "身份证和驾驶证一起丢了" is cut at
// the word that joins two official terms, "丢了身份证驾驶证" between them;
// "身份证丢了，另外护照怎么办" where the sentence breaks. Whether both halves mean anything is for
// intent to say. Tested by matters_test.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assistant/dialogue/hear.h"
#include "assistant/text/analyse.h"

namespace zheli::dialogue {

/// What speaks for two matters: a word that joins or adds, a mark only, or nothing but that two
/// terms stand side by side.
enum class Cut { by_word, by_mark, between };

struct Halves {
  std::string first, second;
  Cut cut = Cut::by_word;
  friend bool operator==(const Halves&, const Halves&) = default;
};

/// Ways to read the question as two, likeliest first; empty for most.
std::vector<Halves> split_matters(const text::Analysis& question, const Hearing& hearing);

/// The question cut right before `second`, one of its terms; nullopt where a part is too short for
/// a matter.
std::optional<Halves> cut_before(const text::Analysis& question, const text::Term& second);

}  // namespace zheli::dialogue
