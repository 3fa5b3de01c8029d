// The matter at hand: the items a conversation is about, the facts and questions they ask, and what
// a message says about them beyond the question on the screen: an option of an earlier question, an
// earlier answer taken back.
//
// Tested by answer_test.cc and decide_test.cc.
#pragma once

#include <optional>

#include "assistant/dialogue/conversation.h"
#include "assistant/dialogue/understanding.h"
#include "core/date.h"

namespace zheli::dialogue {

/// An option of a fact, or of a question that tells items apart.
struct Said {
  const knowledge::Asking* asked;
  const knowledge::Option* option;
  const knowledge::Question* question = nullptr;  // the same as `asked`; nullptr: that is a fact
};

/// The items that `item` leads to by its outcomes with `facts`, itself first.
std::vector<const knowledge::Item*> led_to(const knowledge::Pack& pack, const knowledge::Item* item,
                                           const knowledge::Facts& facts, core::Date day);

/// The question of that id; nullptr if there is none.
const knowledge::Question* question_of(const knowledge::Pack& pack, std::string_view id);

class AtHand {
 public:
  /// Borrows both.
  AtHand(const knowledge::Pack& pack, const Conversation& before, core::Date day);

  /// The candidates, best first, each followed by what it leads to, then the second matter.
  const std::vector<const knowledge::Item*>& items() const { return items_; }

  /// The fact as the first of these items asks it; nullptr if none does.
  const knowledge::Fact* fact(std::string_view id) const;

  /// Whether what was understood may be one of these items: one is among those that cover the
  /// truth, or nothing at all was understood.
  bool may_be_meant(const Understanding& understood) const;

  /// Whether none of them is meant, and an item that is not at hand with at least `probability`;
  /// where no document is named, almost certainly.
  bool is_left(const Understanding& understood, double probability) const;

  /// Whether a matter that is not at hand is meant, or one that others handle.
  bool another_is_meant(const Understanding& understood) const;

  /// `text` is the label of an option: of something asked before, else of a fact of these items,
  /// else of a question about them.
  std::optional<Said> labelled(const std::string& text, const Heard& heard) const;

  /// The facts that `text` states anew or otherwise than known, else the answered question to which
  /// it gives another answer.
  std::vector<Said> changed(const std::string& text, const Understanding& understood) const;

 private:
  bool asked(std::string_view id) const;  // and answered, or not known
  /// Before a matter is settled, what was heard may be of any candidate: only a correction, or a
  /// fact of the likeliest told while a question is open, counts.
  bool may_be_told(const knowledge::Fact& fact, bool known, const Understanding& understood) const;
  /// The facts of the matter at hand, not known yet, that words told without being asked mean: of
  /// each clause the one by an option's words, else one by their likeness to those of one option.
  std::vector<Said> told(const std::string& text, const Understanding& understood) const;
  std::optional<Said> told_alike(const Heard& heard) const;
  bool names_candidate(const knowledge::Question& question) const;
  std::optional<Said> labelled_question(const std::string& text, const Heard& heard,
                                        bool asked_before) const;

  const knowledge::Pack& pack_;
  const Conversation& before_;
  std::vector<const knowledge::Item*> items_;
};

}  // namespace zheli::dialogue
