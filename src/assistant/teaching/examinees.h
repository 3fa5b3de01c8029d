// Who sits the exam: a pack's assistant on its first turn, or a bare model trained on a file of
// lessons.
#pragma once

#include <memory>
#include <span>

#include "assistant/dialogue/assistant.h"
#include "assistant/teaching/exam.h"

namespace zheli::teaching {

/// What a reply says, as a sitting.
Sitting sitting_of(const knowledge::Pack& pack, const dialogue::Reply& reply);

/// The assistant's first turn on `day`. Borrows `assistant`.
Examinee first_turn(const dialogue::Assistant& assistant, core::Date day);

/// A model trained on `lessons` (label "outside" allowed) and on the labels' own names, calibrated
/// on `validation` too if there is any. Where no lesson is outside, what to refuse is learned from
/// labels left out. No pack, no dialogue: the same text, search and intent. Needs a lesson (CHECK).
Examinee bare_model(std::span<const knowledge::ExamQuestion> lessons,
                    std::span<const knowledge::ExamQuestion> validation, int threads);

}  // namespace zheli::teaching
