// A pack → an assistant that takes turns: it reads the words, trains on the pack's lessons, and
// answers. Made once, shared by every thread; a reply depends on the pack, the conversation, the
// message and the day alone.
//
//   message ─▶ text ─▶ intent + search ─▶ Understanding ─▶ decide ─▶ Reply
//
// Tested by assistant_test.cc and tests/cases/dialogue.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "assistant/dialogue/decide.h"
#include "assistant/dialogue/hear.h"
#include "assistant/intent/model.h"
#include "assistant/knowledge/pack.h"
#include "assistant/text/slots.h"
#include "assistant/text/word_trie.h"

namespace zheli::dialogue {

class Assistant {
 public:
  /// Trains on the pack's lessons; about a second for ten thousand. `threads` changes the time
  /// only. The pack has no problems (pack check) and at least one lesson.
  Assistant(knowledge::Pack pack, int threads);

  /// The next turn. `english` sets the language of the reply; without it, as the message is.
  Reply reply(const Conversation& before, const Message& message, core::Date day,
              std::optional<bool> english = std::nullopt) const;

  const knowledge::Pack& pack() const { return *pack_; }
  const intent::Model& model() const { return *model_; }
  const text::Language& language() const { return language_; }

  /// label index → label, as the model counts them.
  const std::vector<std::string>& labels() const { return labels_; }

 private:
  struct Label {
    const knowledge::Item* item = nullptr;
    const knowledge::Referral* referral = nullptr;
    bool urgent = false;
  };
  Understanding understand(const Conversation& before, const Message& message,
                           std::optional<bool> english) const;
  text::Analysis read(std::string_view normalised) const;
  void read_intent(const text::Analysis& analysis, Understanding& out) const;
  void read_with_context(const Conversation& before, const text::Analysis& analysis,
                         Understanding& out) const;
  const knowledge::Referral* urgent_word(std::string_view normalised) const;
  std::vector<Candidate> two_matters(const text::Analysis& analysis,
                                     const Understanding& whole) const;
  std::optional<Candidate> sure_item(const std::string& text) const;
  void explain(const text::Analysis& analysis, const intent::Prediction& prediction,
               Understanding& out) const;

  std::unique_ptr<const knowledge::Pack> pack_;
  text::Language language_;
  text::Slots slots_;
  Hearing hearing_;
  FactShares shares_;
  std::vector<std::string> labels_;
  std::vector<Label> meanings_;  // by label index
  text::WordTrie urgent_words_;  // value: index into the pack's urgent referrals, plus one
  std::unique_ptr<const intent::Model> model_;
};

}  // namespace zheli::dialogue
