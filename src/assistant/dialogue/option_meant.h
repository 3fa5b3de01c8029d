// An answer in a citizen's words → the option it means. Tested by decide_test.cc.
#pragma once

#include <string>

#include "assistant/dialogue/hear.h"
#include "assistant/knowledge/pack.h"

namespace zheli::dialogue {

/// The option of `asked` whose label is `text` (normalised, as `heard` was heard from it), whatever
/// the punctuation and fillers; nullptr if none.
const knowledge::Option* option_labelled(const knowledge::Asking& asked, const std::string& text,
                                         const Heard& heard);

/// The option of `asked` meant by an answer to it: its label, its number in the list, words that
/// state it or answer to it, a label inside the sentence, a place of its region, a part of one
/// label only, characters that only one option has so many of, or yes and no where there are two
/// options. A word right after a negation of the pack's words.yaml does not count. What asks
/// something itself ("可以让我儿子去拿吗") answers only by what states an option in so many words.
/// nullptr if none or several are meant.
const knowledge::Option* option_meant(const knowledge::Pack& pack, const knowledge::Asking& asked,
                                      const std::string& text, const Heard& heard);

/// The same for words said where it was not asked: no numbers, no parts, no yes and no.
const knowledge::Option* option_said(const knowledge::Pack& pack, const knowledge::Asking& asked,
                                     const std::string& text, const Heard& heard);

/// The option that is stated wherever it is said: its label, or words that state it, not those that
/// only answer.
const knowledge::Option* option_stated(const knowledge::Pack& pack, const knowledge::Asking& asked,
                                       const std::string& text, const Heard& heard);

/// How much of a short message an option's words have: of its characters, and of its pairs of
/// characters. Both nought where the message is long or of one character.
struct Alike {
  double characters = 0;
  double pairs = 0;
  double both() const { return characters + pairs; }
};
Alike alike(const knowledge::Pack& pack, const knowledge::Option& option, const Heard& heard);

/// Of the options shown to it, the one that a message is most like, and how far it leads.
struct MostAlike {
  const knowledge::Asking* asked = nullptr;
  const knowledge::Option* option = nullptr;
  Alike most;
  double second = 0;  // both() of the next

  void consider(const knowledge::Pack& pack, const knowledge::Asking& of, const Heard& heard);
};

}  // namespace zheli::dialogue
