// A reply: one move with everything a door needs to show it. Pointers lead into the assistant's
// pack and live as long as the assistant does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assistant/dialogue/conversation.h"
#include "assistant/knowledge/pack.h"

namespace zheli::dialogue {

/// answer    the guide, or the facet asked for
/// clarify   one question back
/// offer     two to four items to choose from
/// hand_over to a person, with what was understood
/// outside   who does it instead, or plainly no
/// urgent    call now, before anything else
enum class Move { answer, clarify, offer, hand_over, outside, urgent };
std::string_view name(Move move);  // "answer", "clarify", "offer", "handover", "outside", "urgent"

/// The side of a matter a message asks for. From `hours` on an item has no field for it: what its
/// guide mentions of it is the answer.
enum class Facet {
  whole,
  materials,
  fee,
  time,
  place,
  online,
  who,
  basis,
  hours,
  booking,
  post,
  home,
  validity,
  photo
};
std::string_view name(Facet facet);  // "whole", "materials", …

/// The side of that name, if there is one.
std::optional<Facet> facet_of(std::string_view name);

/// No field of an item is for it.
constexpr bool is_mentioned(Facet facet) {
  return facet >= Facet::hours;
}

/// Something shown because it holds, or because it may: `condition` says when ("申请人未满16周岁"),
/// empty where it holds for sure.
template <typename T>
struct Shown {
  const T* what;
  std::string condition;
};

using ShownStatements = std::vector<Shown<knowledge::Statement>>;

/// What would be different if one answer were: 如果{condition}，则{outcome}.
struct Nearest {
  std::string condition;
  const knowledge::Outcome* outcome;
};

/// One item, resolved for the facts known and the day asked for.
struct Guide {
  const knowledge::Item* item;
  std::vector<const knowledge::Outcome*> outcomes;  // one, or all that are still possible
  std::vector<Shown<knowledge::Material>> materials;
  ShownStatements who, conditions, online, counter, statutory, promised, fee, result;
  std::vector<const knowledge::ServicePlace*> places;  // in the district that is known, else none
  std::optional<Nearest> nearest;
};

/// A question back: a fact of an item, or a question that tells items apart.
struct AskBack {
  const knowledge::Asking* question;
  const knowledge::Item* item;  // the item it belongs to; nullptr: it tells items apart
};

/// A fact that the reply takes as known.
struct KnownFact {
  const knowledge::Fact* fact;
  const knowledge::Option* option;
  bool stated;  // heard in the citizen's words, not tapped
};

/// What the reply rests on.
struct Proof {
  const knowledge::Lesson* lesson = nullptr;  // the taught question nearest to this one
  double similarity = 0;                      // of that lesson, 0 to 1
  double probability = 0;                     // calibrated: how sure
};

/// A taught question near the one asked; similarity 0 to 1.
struct NearLesson {
  const knowledge::Lesson* lesson;
  double similarity;
};

/// The pipeline, for `--explain` and for teachers.
struct Explanation {
  std::string normalised;
  std::string canonical;
  std::vector<std::string> terms;
  knowledge::Facts heard;
  std::vector<std::pair<std::string_view, double>> labels;  // best first, rejected ones too
  double outside = 0;                      // probability that nothing here is meant
  double none_meant = 0;                   // probability that none of the matters named is meant
  double refuse_at = 0;                    // the threshold derived for it
  double danger = 0;                       // probability that it cannot wait, the words alone
  std::vector<std::string_view> covering;  // labels that cover the truth
  std::vector<NearLesson> lessons;         // nearest taught questions, best first
  std::vector<std::string> steps;          // what was decided, in order
};

struct Reply {
  Move move = Move::hand_over;
  Facet facet = Facet::whole;
  std::vector<std::string> say;
  std::vector<Guide> guides;
  std::optional<AskBack> ask;
  std::vector<Candidate> candidates;  // at most four, best first; also for answer and clarify
  const knowledge::Referral* referral = nullptr;
  std::vector<KnownFact> facts;
  Proof proof;
  Conversation next;
  Explanation explanation;
};

/// The items that an answer, a question back or an offer names, best first, at most `count_max`:
/// the candidates, then what the guides and the question are about.
std::vector<Candidate> named_items(const Reply& reply, std::size_t count_max);

}  // namespace zheli::dialogue
