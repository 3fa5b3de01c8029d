// What the pack itself says of a label: the words of an item's situations, materials and
// conditions, or of the office that a topic belongs to. Lessons are how citizens put it; these are
// how the counter does. Tested by the pack's own exam.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assistant/knowledge/pack.h"

namespace zheli::dialogue {

/// `label`: an item id, "outside/…" or "urgent/…"; anything else has no texts.
std::vector<std::string> texts_of(const knowledge::Pack& pack, std::string_view label);

}  // namespace zheli::dialogue
