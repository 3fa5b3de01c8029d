// What each way to go on would cost the citizen, and so which is taken: the one place where it is
// decided whether to answer, to ask, or to list. The unit is one question: read it, think, tap.
//
//   P(i)         of a candidate; those at hand sum to one
//   branches(i)  = Σ_o share(o) · apart(o) + line · (outcomes − 1)      of a guide with its
//   branches;
//                  outcomes but the likeliest are apart; nought where one outcome is left
//   answer       = P(1) · branches(1) + aside · (1 − P(1))               the first; the others
//   beneath side by side = line · 2 (n − 1) + wrong · P(not shown)               one side of the
//   first n list         = list + line · n + wrong · P(not listed)               the first n
//   question     = ask(q) + Σ_leads settle(lead) + aside · P(under no lead)
//   settle(L)    = min(aside · (P(L) − max in L), P(L))                  answered then, or asked on
//   fact         = ask(f) + Σ_options share · branches(1 | option)
//   ask(a)       = 1 + length + sensitive                                never what nobody can tell
//
// A wrong guide costs `wrong`; one that names the right matter beneath it, `aside`. Worked example:
// docs/methods/dialogue.md. Tested by choice_test.cc.
#pragma once

#include <span>

#include "assistant/dialogue/ask_back.h"

namespace zheli::dialogue {

enum class Way { answer, side_by_side, list, question };
std::string_view name(Way way);  // "answer", …

/// One way to go on. `asked`: the question, nullptr for the others.
struct Priced {
  Way way;
  double cost;
  const knowledge::Question* asked = nullptr;
};

/// What a guide through `item` costs whoever means it, with the outcomes that `facts` leave.
double cost_of_branches(const knowledge::Item& item, const knowledge::Facts& facts, core::Date day,
                        const FactShares& shares);

/// The same once `fact` was asked and answered, the asking included.
double cost_of_fact(const knowledge::Item& item, const knowledge::Fact& fact,
                    const knowledge::Facts& facts, core::Date day, const FactShares& shares);

/// What may be asked, besides what the conversation holds.
struct Limits {
  bool side = false;  // one side of the matter is asked for, which several guides can show at once
  std::string names;  // an item that a question must name; empty: any
  bool asks = true;   // false: nothing more is asked
};

/// How many of the conversation's candidates are shown side by side: the first ones, each likely
/// enough to be worth its lines.
std::size_t count_beside(const Conversation& conversation);

/// Every way to go on with the candidates of `conversation` (two or more, CHECK), cheapest first;
/// of equal ones in the order of Way. A question that has to wait for another (that one's `before`
/// names it) gives its place to it where both tell the candidates apart.
std::vector<Priced> ways(const Grounds& grounds, const Conversation& conversation, core::Date day,
                         const Limits& limits);

}  // namespace zheli::dialogue
