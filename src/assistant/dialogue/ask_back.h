// What is still open of a matter → the one fact that best splits it, by expected information. A
// fact already known or already met with "不清楚" is never asked; one that changes nothing is never
// asked. Which question tells several matters apart is choice.h's business.
//
// Tested by ask_back_test.cc.
#pragma once

#include <span>

#include "assistant/dialogue/reply.h"
#include "core/date.h"

namespace zheli::dialogue {

/// How often citizens are in each option of a fact: what the pack says (`share`), else counted from
/// the facts that lessons state, plus one each, so that an untaught fact is uniform.
class FactShares {
 public:
  explicit FactShares(const knowledge::Pack& pack);

  /// One share for each option of `fact`, summing to 1.
  std::vector<double> of(const knowledge::Item& item, const knowledge::Fact& fact) const;

 private:
  std::map<std::string, double, std::less<>> counts_;
};

/// Divides by the sum; even where that is 0.
void scale_to_one(std::vector<double>& weights);

/// The candidates' probabilities, scaled to one.
std::vector<double> shares_of(std::span<const Candidate> candidates);

/// What a decision may consult; all of it outlives the reply.
struct Grounds {
  const knowledge::Pack& pack;
  const FactShares& shares;
};

/// How likely each outcome is that `facts` leave possible on `day`, in the order of possible(),
/// summing to 1 where there is any.
std::vector<double> outcome_shares(const knowledge::Item& item, const knowledge::Facts& facts,
                                   core::Date day, const FactShares& shares);

/// The fact of `item` to ask next, or nullptr when one outcome is reached or no fact left to ask
/// would narrow the outcomes.
///
///   gain(f) = H(outcomes) − Σ_o share(o) · H(outcomes | f = o)
///
/// over all combinations of the facts not known, weighted by their shares. Facts named in `unsure`
/// are not asked, nor what nobody can tell, nor one whose `after` is still open; a sensitive one
/// only where no other is left. Ties: the first in the file. Cost O(combinations · outcomes), a few
/// microseconds.
const knowledge::Fact* fact_to_ask(const knowledge::Item& item, const knowledge::Facts& facts,
                                   const std::vector<std::string>& unsure, core::Date day,
                                   const FactShares& shares);

/// The candidates that an answer to `question` leaves, probabilities summing to 1. `option` nullptr
/// means 都不是: what the question names falls away. Items that the answer leads to are added if
/// missing, unless the answer to one of the questions asked `earlier` spoke against them.
std::vector<Candidate> after_answer(const knowledge::Question& question,
                                    const knowledge::Option* option,
                                    std::span<const Candidate> candidates,
                                    std::span<const knowledge::Question* const> earlier);

}  // namespace zheli::dialogue
