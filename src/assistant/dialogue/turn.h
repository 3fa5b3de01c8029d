// One turn while it is being decided: what it goes by, the reply that it makes, and how that reply
// speaks. decide.cc finds out what the message does, go_on.h what follows from what is known.
//
// Tested by decide_test.cc.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "assistant/dialogue/ask_back.h"
#include "assistant/dialogue/reply.h"
#include "assistant/dialogue/understanding.h"

namespace zheli::dialogue {

struct Turn {
  const Grounds& grounds;
  const Message& message;
  const Understanding& understood;
  core::Date day;
  Reply& reply;
  bool fresh = false;    // the message names a new matter: it may answer what would be asked of it
  bool plainly = false;  // what is open is asked, and no guide shown again

  const knowledge::Facts& facts() const { return reply.next.facts; }

  /// Of the two, in the reply's language.
  const std::string& worded(const std::string& chinese, const std::string& english) const;
  /// What people call the item.
  const std::string& called(const knowledge::Item& of) const;

  /// Says the pack's phrase `id` with its places filled.
  void say(const std::string& id, const std::map<std::string, std::string>& places = {});

  /// Notes what was decided, for --explain.
  void step(std::string_view what);

  /// Ends with who does it instead, or with a danger's call.
  void refer(Move move, const knowledge::Referral* referral);

  /// Ends with a person; `why` is the phrase said.
  void hand_over(const std::string& why);
};

}  // namespace zheli::dialogue
