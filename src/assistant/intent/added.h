// What else a table of weights is told beside the linear classifier's separation: how often words
// occur with a label (naive Bayes), and which words the label's own text is written in.
//
// Sources: McCallum & Nigam (1998) and Rennie, Shih, Teevan & Karger (2003) for naive Bayes over
// tf-idf values; Rocchio (1971) for a text as a direction. Tested by linear_test.cc.
#pragma once

#include <span>

#include "assistant/intent/weights.h"

namespace zheli::intent {

/// Adds `share` times multinomial naive Bayes, less its mean over the `label_count` labels:
///   ln((mass(f, l) + a) / Σ_f (mass(f, l) + a)),   mass = Σ of values over lessons of l, a = 0.05
/// Labels are the first columns.
void add_bayes(Weights& weights, std::span<const Taught> lessons, int label_count, float share);

/// Adds `share` times the direction (length 1) of the sum of each label's texts.
void add_texts(Weights& weights, std::span<const Taught> texts, int label_count, float share);

}  // namespace zheli::intent
