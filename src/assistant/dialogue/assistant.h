// A pack and what was trained on it → an assistant that takes turns. Made once, shared by every
// thread; a reply depends on the pack, the conversation, the message and the day alone.
//
//   message ─▶ text ─▶ intent + search ─▶ Understanding ─▶ decide ─▶ Reply
//
// Tested by assistant_test.cc and tests/cases/dialogue.
#pragma once

#include <memory>
#include <set>
#include <span>
#include <string>

#include "assistant/dialogue/decide.h"
#include "assistant/dialogue/matters.h"
#include "assistant/dialogue/training.h"
#include "assistant/knowledge/pack.h"
#include "assistant/text/mask.h"
#include "assistant/text/slots.h"
#include "assistant/text/word_trie.h"

namespace zheli::dialogue {

class Assistant {
 public:
  /// `trained` was trained on `pack` (CHECK by the count of lessons). Both are shared: a request
  /// keeps what it began with while another model is swapped in.
  Assistant(std::shared_ptr<const knowledge::Pack> pack, std::shared_ptr<const Trained> trained);

  /// The next turn. `english` sets the language of the reply; without it, as the message is.
  Reply reply(const Conversation& before, const Message& message, core::Date day,
              std::optional<bool> english = std::nullopt) const;

  const knowledge::Pack& pack() const { return *pack_; }
  const intent::Model& model() const { return trained_->model; }
  const text::Language& language() const { return trained_->reader.language; }
  const Hearing& hearing() const { return trained_->reader.hearing; }

 private:
  struct Label {
    const knowledge::Item* item = nullptr;
    const knowledge::Topic* topic = nullptr;
    const knowledge::Referral* referral = nullptr;
    bool urgent = false;
    std::vector<Candidate> parts;  // its items with their parts in it, which sum to one
  };
  Understanding understand(const Conversation& before, const Message& message, core::Date day,
                           std::optional<bool> english) const;
  intent::Prediction read_intent(const text::Analysis& analysis, Understanding& out) const;
  bool is_feared(const intent::Prediction& prediction, bool first) const;
  const knowledge::Referral* likeliest_danger(const intent::Prediction& prediction) const;
  bool is_place(const std::string& message) const;
  bool calm_for_sure(const intent::Prediction& prediction) const;
  void read_matters(const intent::Prediction& prediction, Understanding& out) const;
  const knowledge::Referral* topic_of_others(const intent::Prediction& prediction) const;
  std::vector<text::Term> ours(const text::Analysis& analysis) const;
  std::string named_instead(const Conversation& before, const text::Analysis& analysis,
                            const Heard& heard) const;
  std::string done_instead(const Conversation& before, const text::Analysis& analysis,
                           const Understanding& understood, core::Date day) const;
  bool names_another(const Conversation& before, const std::vector<text::Term>& named,
                     core::Date day) const;
  std::string document_of(const knowledge::Item& item) const;
  std::string document_at_hand(const Conversation& before) const;
  const knowledge::Item* matter_of(const Conversation& before) const;
  void read_with_context(const Conversation& before, const text::Analysis& analysis,
                         Understanding& out) const;
  const knowledge::Referral* urgent_word(std::string_view normalised) const;
  struct Half {
    std::vector<Candidate> items;
    const knowledge::Topic* topic = nullptr;
  };
  TwoMatters two_matters(const text::Analysis& analysis, const Understanding& whole) const;
  bool are_two(Cut cut, bool two_named, std::string_view one, std::string_view two) const;
  bool two_named(const Halves& halves) const;
  std::optional<Halves> before_second(const text::Analysis& analysis,
                                      const Understanding& whole) const;
  bool tells_of(std::string_view item, const std::string& text) const;
  Half sure_half(const std::string& text, double least) const;
  void explain(const text::Analysis& analysis, const intent::Prediction& prediction,
               Understanding& out) const;

  std::shared_ptr<const knowledge::Pack> pack_;
  std::shared_ptr<const Trained> trained_;
  text::Slots slots_;
  text::Mask mask_;
  FactShares shares_;
  std::vector<Label> meanings_;                // by label index
  std::set<std::string, std::less<>> things_;  // official terms that name a thing of ours
  text::WordTrie urgent_words_;  // value: index into the pack's urgent referrals, plus one
};

}  // namespace zheli::dialogue
