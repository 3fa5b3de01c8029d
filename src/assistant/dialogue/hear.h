// A message → what it does: which side of a matter it asks for, whether it doubts, corrects, greets
// or wants a person. The words come from the pack's hearing.yaml; what the matter is, is intent's
// business.
//
// Tested by hear_test.cc.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "assistant/dialogue/reply.h"

namespace zheli::dialogue {

struct Heard {
  std::vector<Facet> facets;  // in the order heard, each once
  bool unsure = false;
  bool none = false;
  bool correction = false;
  bool leaves = false;  // what was talked about is left: 算了, 换个问题
  bool person = false;
  bool again = false;
  bool thanks = false;
  bool greeting = false;
  bool yes = false;   // the whole message says yes
  bool no = false;    // the whole message says no
  bool asks = false;  // it is a question itself, so no loose word of it answers one
  std::string rest;   // the message without the words heard, fillers and punctuation
};

class Hearing {
 public:
  /// `words`: hearing.yaml, normalised as messages are. Ids it does not know are ignored, and
  /// those of "found-…", which are looked for in guides (facet.h).
  explicit Hearing(const std::map<std::string, std::vector<std::string>>& words);

  /// Longest word first, left to right, without overlap; a word of Latin letters must stand alone.
  /// `message` is normalised. Cost: one pass, about a microsecond a sentence.
  Heard hear(std::string_view message) const;

  /// `message` (normalised) without what is said for politeness' sake only; all of it where nothing
  /// else is left.
  std::string without_chatter(std::string_view message) const;

  /// What `message` (normalised) denies, up to the next mark, and all that it says besides:
  /// "不是到期，是丢了" denies 到期. nullopt where it denies nothing.
  struct Denied {
    std::string what;
    std::string rest;
  };
  std::optional<Denied> denied(std::string_view message) const;

  /// The words that join two matters ("和") and that break a sentence in two ("另外", "，").
  const std::vector<std::string>& joins() const { return joins_; }
  const std::vector<std::string>& breaks() const { return breaks_; }
  /// What is said of two matters at once and of neither alone ("一起", "都").
  const std::vector<std::string>& together() const { return together_; }

 private:
  struct Word {
    std::string text;
    std::string kind;
  };
  using ByFirst = std::unordered_map<std::string, std::vector<Word>>;  // by first character
  static void add(const std::string& text, const std::string& kind, ByFirst& to);
  static void longest_first(ByFirst& words);
  static const Word* longest_at(const ByFirst& words, std::string_view message, std::size_t at);

  ByFirst words_;
  ByFirst chatter_;
  std::vector<std::string> yes_, no_, joins_, breaks_, together_, asks_, denies_;
};

/// `message` without spaces and punctuation.
std::string without_marks(std::string_view message);

/// Whether one of `words` is in `message`.
bool says_one_of(const std::vector<std::string>& words, const std::string& message);

}  // namespace zheli::dialogue
