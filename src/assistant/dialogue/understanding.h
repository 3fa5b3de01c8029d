// What was understood of one message, before anything is decided: the matter with its
// probabilities, the facts stated, and what the message does. assistant.cc fills it; decide.cc
// reads it.
#pragma once

#include <string>
#include <vector>

#include "assistant/dialogue/hear.h"
#include "assistant/dialogue/reply.h"

namespace zheli::dialogue {

/// Two matters asked for in one sentence: what the first may be, one item or the items of a topic,
/// and the second. Empty where there is one.
struct TwoMatters {
  std::vector<Candidate> first;
  const knowledge::Topic* topic = nullptr;  // of the first, where only that is known
  std::string second;
};

struct Understanding {
  bool english = false;
  Heard heard;
  knowledge::Facts stated;                  // facts the sentence itself states
  std::vector<Candidate> items;             // best first, calibrated, the rejected ones too
  const knowledge::Topic* topic = nullptr;  // it, and none of its items alone, is most likely meant
  std::size_t covering_count = 0;  // so many of `items` cover the truth with the stated probability
  bool names_document = false;     // an official term of ours is said
  bool names_another = false;      // one that no matter at hand is about
  bool elsewhere = false;          // the talk is left, or another document is named instead
  bool refused = false;            // more likely than not nothing here is meant
  const knowledge::Referral* outside = nullptr;  // the likeliest topic of others
  const knowledge::Referral* urgent = nullptr;   // set: this cannot wait
  TwoMatters two_matters;
  Proof proof;
  Explanation explanation;
};

}  // namespace zheli::dialogue
