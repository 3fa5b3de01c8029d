// A pack's lessons → what an assistant answers from: the words it reads with and a trained model. A
// value made by a function, so that one can be tried beside another and swapped in whole.
//
// Tested by training_test.cc.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assistant/dialogue/hear.h"
#include "assistant/intent/model.h"
#include "assistant/knowledge/pack.h"

namespace zheli::dialogue {

/// How messages are read in a pack's words; lessons and questions alike.
struct Reader {
  text::Language language;
  Hearing hearing;

  /// Without its chatter, which says nothing about the matter. `normalised` as by `language`.
  text::Analysis operator()(std::string_view normalised) const;
};

/// The words of the pack's lexicon and hearing; some tens of milliseconds.
Reader reader_of(const knowledge::Pack& pack);

/// What was learned from a pack's lessons. Lessons are known by their place in the pack, so that a
/// Trained belongs to exactly the pack it was trained on.
struct Trained {
  Reader reader;
  std::vector<std::string> labels;  // label index → item id, "topic/…", "outside/…" or "urgent/…"
  std::size_t lesson_count = 0;
  intent::Model model;
};

/// Trains on the pack's lessons; about a second for ten thousand. `threads` changes the time only.
/// The pack has no problems (pack check) and at least one lesson (CHECK).
Trained train(const knowledge::Pack& pack, int threads);

/// `base` with `lessons` learned besides, in some tens of milliseconds (intent::Model::taught). It
/// belongs to base's pack with these lessons at its end. Their labels are base's (CHECK).
Trained taught(const Trained& base, std::span<const knowledge::Lesson> lessons);

/// The same from a model that was kept: an error where `model` is not one of this pack's lessons.
core::Result<Trained> trained_of(const knowledge::Pack& pack, intent::Model model);

}  // namespace zheli::dialogue
