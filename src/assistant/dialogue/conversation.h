// A conversation so far, as one small value. It travels with the citizen as a sealed token
// (server/), so that any replica takes the next turn; it never holds the citizen's own words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assistant/knowledge/pack.h"

namespace zheli::dialogue {

/// An item that the question may mean, with the probability that it does.
struct Candidate {
  std::string item;
  double probability = 0;
};

/// What is pending after several items were offered.
constexpr std::string_view kOffer = "offer";

struct Conversation {
  std::vector<Candidate> candidates;  // best first; what the talk is about, at most kCandidatesMax
  bool settled = false;               // the first candidate is taken as understood
  std::string second;                 // the other matter of the same sentence, or empty
  knowledge::Facts facts;             // heard or answered, fact id → option id
  std::string pending;                // the fact or question asked last, kOffer, or empty
  std::vector<std::string> unsure;    // facts and questions that the citizen could not answer
  std::vector<std::string> answered;  // questions that were answered, in order
  int misses = 0;                     // turns in a row that led nowhere
  bool english = false;               // the language of the replies, as the citizen last spoke
};

/// What arrives: the citizen's words, or a tap on an option of a known fact or question. With
/// `question` set, `text` does not count; an earlier answer is changed the same way.
struct Message {
  std::string text;
  std::string question;  // fact or question id, or empty
  std::string option;    // option id, "unsure" or "none"
};

}  // namespace zheli::dialogue
