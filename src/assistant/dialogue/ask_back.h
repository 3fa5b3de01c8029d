// What is still open → the one question that best splits it, by expected information. A fact
// already known or already met with "不清楚" is never asked; a question that changes nothing is
// never asked.
//
// Tested by ask_back_test.cc.
#pragma once

#include <span>

#include "assistant/dialogue/reply.h"
#include "core/date.h"

namespace zheli::dialogue {

/// How often citizens are in each option of a fact: (item id, fact id, option id) → share, counted
/// from the facts that lessons state, plus one each, so that an untaught fact is uniform.
class FactShares {
 public:
  explicit FactShares(const knowledge::Pack& pack);

  /// One share for each option of `fact`, summing to 1.
  std::vector<double> of(const knowledge::Item& item, const knowledge::Fact& fact) const;

 private:
  std::map<std::string, double, std::less<>> counts_;
};

/// The fact of `item` to ask next, or nullptr when one outcome is reached or no fact left to ask
/// would narrow the outcomes.
///
///   gain(f) = H(outcomes) − Σ_o share(o) · H(outcomes | f = o)
///
/// over all combinations of the facts not known, weighted by their shares. Facts named in `unsure`
/// are not asked. Ties: the first in the file. Cost O(combinations · outcomes), a few microseconds.
const knowledge::Fact* fact_to_ask(const knowledge::Item& item, const knowledge::Facts& facts,
                                   const std::vector<std::string>& unsure, core::Date day,
                                   const FactShares& shares);

/// A question that tells items apart, and how much of the doubt it removes, 0 to 1.
struct Splitting {
  const knowledge::Question* question = nullptr;
  double gain_share = 0;
};

/// What a question must do to be asked.
struct Worth {
  double gain_share_min = 0;
  std::string names;  // an item that one of its options names; empty: any
};

/// The question of `questions`, neither answered nor met with "不清楚" before, that best splits the
/// candidates of `conversation`. An item under two options counts half
/// for each; items under no option stay together. A question whose options name only some one
/// candidate is not asked. Where the best one has to wait for another (that one's `before` names
/// it), the other is asked first, if it is worth asking itself.
/// nullptr when no question separates anything.
Splitting question_to_ask(std::span<const knowledge::Question> questions,
                          const Conversation& conversation, const Worth& worth);

/// The candidates that an answer to `question` leaves, probabilities summing to 1. `option` nullptr
/// means 都不是: what the question names falls away. Items that the answer leads to are added if
/// missing, unless the answer to one of the questions asked `earlier` spoke against them.
std::vector<Candidate> after_answer(const knowledge::Question& question,
                                    const knowledge::Option* option,
                                    std::span<const Candidate> candidates,
                                    std::span<const knowledge::Question* const> earlier);

}  // namespace zheli::dialogue
