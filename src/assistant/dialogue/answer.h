// What a message answers: what was asked last, or something asked or said before. It only looks;
// decide.cc does what follows.
//
// Tested by answer_test.cc and decide_test.cc.
#pragma once

#include <variant>
#include <vector>

#include "assistant/dialogue/at_hand.h"

namespace zheli::dialogue {

/// Nothing that was asked or said before.
struct NoAnswer {};

/// One of the items offered; nullptr: none of them, or one that the pack no longer has.
struct Chosen {
  const knowledge::Item* item;
  bool by_words = false;  // by what is said of it, which may tell facts as well
};

/// "不清楚" to an offer.
struct CannotChoose {};

/// "不清楚" to a fact or question.
struct CannotTell {
  const knowledge::Asking* asked;
};

/// An option of a fact or question. Without an option: none of these, of a question; of a fact, one
/// that the pack no longer has.
struct Answered {
  Said said;
  bool on_screen;  // of what was asked last, or tapped; else said while that was open
};

/// Facts stated otherwise than known, or another answer to a question.
struct Changed {
  std::vector<Said> said;
};

/// A tap on what this matter does not ask: it comes from elsewhere.
struct ForeignTap {};

using Answer =
    std::variant<NoAnswer, Chosen, CannotChoose, CannotTell, Answered, Changed, ForeignTap>;

inline bool answers(const Answer& answer) {
  return !std::holds_alternative<NoAnswer>(answer);
}

/// One message against one conversation. Borrows all it is given.
class Answers {
 public:
  Answers(const knowledge::Pack& pack, const Conversation& before, const AtHand& hand,
          const Message& message, const Understanding& understood)
      : pack_(pack), before_(before), hand_(hand), message_(message), understood_(understood) {}

  /// Of a tap: ids say what is meant.
  Answer tapped() const;

  /// To what was asked last: its label, then a label or a correction of something else, then words
  /// that state or mean an option, then "都不是" and "不清楚". Long words that clearly name another
  /// matter are those of an answer by chance.
  Answer to_asked() const;

  /// To something asked or said before: an option's label, or a fact stated anew. Words that take
  /// something back may be long; others are short and name no other matter.
  Answer to_earlier() const;

  /// Facts that a correction states although it is about another matter: they hold all the same.
  std::vector<Said> told_in_passing() const;

 private:
  Answer to_offer() const;
  const knowledge::Item* offered_by_words() const;
  const knowledge::Option* stated(const knowledge::Asking& asked) const;
  bool may_change(const std::vector<Said>& changes) const;

  const knowledge::Pack& pack_;
  const Conversation& before_;
  const AtHand& hand_;
  const Message& message_;
  const Understanding& understood_;
};

}  // namespace zheli::dialogue
