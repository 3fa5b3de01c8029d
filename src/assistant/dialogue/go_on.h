// From the candidates and the facts that a turn holds to its one move: the guide with its branches,
// one side of several matters, a list, a question.
//
//   one item    its guide, and beneath it the fact that settles its branches; that fact first where
//   the
//               branches would cost more (choice.h); an outcome of another item leads there
//   several     those that the facts lead to one matter are one; what they contradict falls away;
//   then
//               the cheapest way of choice.h. A question that a fresh message answers by itself is
//               answered, not asked. A topic that was named is split by its own question.
//
// Tested by decide_test.cc.
#pragma once

#include "assistant/dialogue/turn.h"

namespace zheli::dialogue {

/// Ends the turn.
void go_on(Turn& turn);

/// The same with the first candidate taken for meant (there is one, CHECK).
void on_one_item(Turn& turn);

}  // namespace zheli::dialogue
