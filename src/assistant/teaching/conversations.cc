#include "assistant/teaching/conversations.h"

#include <algorithm>

#include "core/contains.h"

namespace zheli::teaching {
namespace {

using dialogue::Reply;
using knowledge::ExamTurn;

/// The label a reply is about: its referral, or its leading item.
bool is_about(const Reply& reply, const std::string& label) {
  if (label.empty()) return true;
  const std::size_t slash = label.find('/');
  if (slash != std::string::npos) {
    return reply.referral != nullptr && reply.referral->id == label.substr(slash + 1);
  }
  return std::any_of(reply.candidates.begin(), reply.candidates.end(),
                     [&](const dialogue::Candidate& one) { return one.item == label; });
}

bool knows(const Reply& reply, const knowledge::Facts& facts) {
  return std::all_of(facts.begin(), facts.end(), [&](const auto& fact) {
    const auto known = reply.next.facts.find(fact.first);
    return known != reply.next.facts.end() && known->second == fact.second;
  });
}

/// Whether the guide, or one of two, shows that outcome and no other.
bool ends_at(const Reply& reply, const std::string& outcome) {
  return outcome.empty() ||
         std::any_of(reply.guides.begin(), reply.guides.end(), [&](const dialogue::Guide& guide) {
           return guide.outcomes.size() == 1 && guide.outcomes[0]->id == outcome;
         });
}

bool as_written(const Reply& reply, const ExamTurn& turn) {
  const std::string move(dialogue::name(reply.move));
  const bool moved = turn.moves.empty() || core::contains(turn.moves, move);
  const bool sided = turn.facet.empty() || turn.facet == dialogue::name(reply.facet);
  return moved && sided && is_about(reply, turn.label) && knows(reply, turn.facts) &&
         ends_at(reply, turn.outcome);
}

std::string expectation(const ExamTurn& turn) {
  std::string text;
  for (const std::string& move : turn.moves) text += (text.empty() ? "" : "|") + move;
  text += " " + turn.label;
  if (!turn.facet.empty()) text += " facet=" + turn.facet;
  for (const auto& [fact, option] : turn.facts) text += " " + fact + "=" + option;
  if (!turn.outcome.empty()) text += " outcome=" + turn.outcome;
  return text;
}

std::string summary(const Reply& reply) {
  std::string text(dialogue::name(reply.move));
  for (const dialogue::Candidate& one : reply.candidates) text += " " + one.item;
  if (reply.referral != nullptr) text += " " + reply.referral->id;
  if (reply.facet != dialogue::Facet::whole) text += " facet=" + std::string(name(reply.facet));
  for (const auto& [fact, option] : reply.next.facts) text += " " + fact + "=" + option;
  for (const dialogue::Guide& guide : reply.guides) {
    for (const knowledge::Outcome* outcome : guide.outcomes) text += " outcome=" + outcome->id;
  }
  return text;
}

}  // namespace

Talked talk(const std::vector<knowledge::ExamConversation>& conversations,
            const dialogue::Assistant& assistant, core::Date day) {
  Talked out;
  int questions = 0;
  for (const knowledge::ExamConversation& conversation : conversations) {
    dialogue::Conversation so_far;
    const std::size_t before = out.slips.size();
    bool right = true;
    for (const ExamTurn& turn : conversation.turns) {
      const Reply reply = assistant.reply(so_far, {turn.say, "", ""}, day);
      ++out.turns;
      questions += reply.move == dialogue::Move::clarify || reply.move == dialogue::Move::offer;
      right = as_written(reply, turn);
      if (!right) {
        out.slips.push_back(
            {conversation.name, turn.line, turn.say, expectation(turn), summary(reply)});
      }
      so_far = reply.next;
    }
    ++out.conversations;
    out.conversations_right += out.slips.size() == before;
    out.ended_right += right;
  }
  if (out.conversations > 0) {
    out.questions_per_talk = static_cast<double>(questions) / out.conversations;
  }
  return out;
}

}  // namespace zheli::teaching
