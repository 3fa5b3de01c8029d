// Questions that were not understood → groups that ask the same, so that one lesson empties many.
//
// Two questions are alike by their grams and by what the model says of both: a matter that was
// never taught is still heard as the same mixture of matters that were.
//
//   alike(a, b) = cos(grams) + 0.35 · cos(scores less their mean)
//
// Groups are joined while the mean of alike() over all pairs between two of them, average link, is
// at least `least`. Grams are weighed by their rarity among lessons, to the power 1.5; a join is
// looked for among the neighbours of a group's questions. Sums of unit vectors make the mean over
// all pairs one product, so no table of pairs is kept.
//
// Source: average link, Sokal & Michener (1958). Figures: docs/methods/teaching.md. Tested by
// grouping_test.cc.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "assistant/dialogue/training.h"

namespace zheli::teaching {

/// Measured on matters never taught; more is more precise and leaves more alone.
constexpr float kAlikeMin = 0.25F;

/// Groups by the places of their questions, ascending; the largest group first, of equal ones that
/// with the first question. Every question is in one. `threads` changes the time only.
std::vector<std::vector<std::size_t>> grouped(const dialogue::Trained& trained,
                                              std::span<const std::string> questions, float least,
                                              int threads);

}  // namespace zheli::teaching
