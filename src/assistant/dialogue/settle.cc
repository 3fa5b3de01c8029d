#include "assistant/dialogue/settle.h"

#include <algorithm>

#include "assistant/dialogue/ask_back.h"
#include "assistant/dialogue/at_hand.h"
#include "assistant/dialogue/thresholds.h"

namespace zheli::dialogue {

using knowledge::Fact;
using knowledge::Pack;
using knowledge::Question;

void narrow(const Pack& pack, const Question& question, const knowledge::Option* option,
            Conversation& conversation) {
  std::vector<std::string>& answered = conversation.answered;
  const auto is_question = [&](const std::string& id) { return question_of(pack, id) != nullptr; };
  const auto again = std::find(answered.begin(), answered.end(), question.id);
  if (again != answered.end()) {
    answered.erase(again, answered.end());
    std::erase_if(conversation.unsure, is_question);
  }
  std::erase(conversation.unsure, question.id);
  std::vector<const Question*> earlier;
  for (const std::string& id : answered) {
    if (const Question* one = question_of(pack, id)) earlier.push_back(one);
  }
  conversation.candidates = after_answer(question, option, conversation.candidates, earlier);
  answered.push_back(question.id);
  conversation.settled = conversation.candidates.size() == 1;
  conversation.misses = 0;
  if (option == nullptr) return;
  for (const auto& [fact, value] : question.lead(*option).sets) conversation.facts[fact] = value;
}

void settle_on_the_one_that_asks(const Pack& pack, const std::string& fact,
                                 Conversation& conversation) {
  std::vector<Candidate> asking;
  for (const Candidate& one : conversation.candidates) {
    if (pack.item(one.item)->fact(fact) != nullptr) asking.push_back(one);
  }
  if (asking.size() != 1) return;
  conversation.candidates = asking;
  conversation.settled = true;
}

bool leads(const Conversation& conversation) {
  double sum = 0;
  for (const Candidate& one : conversation.candidates) sum += one.probability;
  return sum > 0 && conversation.candidates.front().probability > kLeadMin * sum;
}

void keep_facts_of_matter(const Pack& pack, core::Date day, Conversation& conversation) {
  if (conversation.facts.empty()) return;
  const AtHand matter(pack, conversation, day);
  std::erase_if(conversation.facts, [&](const auto& fact) {
    const bool shared = std::any_of(pack.facts.begin(), pack.facts.end(),
                                    [&](const Fact& one) { return one.id == fact.first; });
    const bool district = fact.first == knowledge::kDistrictFact;
    return !shared && !district && matter.fact(fact.first) == nullptr;
  });
}

void forget_unknown_items(const Pack& pack, Conversation& conversation) {
  std::erase_if(conversation.candidates,
                [&](const Candidate& candidate) { return pack.item(candidate.item) == nullptr; });
  if (conversation.candidates.empty()) conversation.settled = false;
  if (pack.item(conversation.second) == nullptr) conversation.second.clear();
}

}  // namespace zheli::dialogue
