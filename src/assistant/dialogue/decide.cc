// How one move is found.
//
// A turn is decided in two halves. The first looks: what does the message answer (answer.h)? It
// reads the pack, the conversation and what was understood, and changes nothing. The second acts:
// it takes that answer, or goes by what the message is about, and from there everything runs into
// `go_on`, which asks the next question or guides. A step of the second half always ends the turn
// or passes it on; none changes the conversation and then says that it was not meant.
//
//   tap ───────────▶ its answer
//   words ─┬ a danger, unless the words answer what was asked ─▶ urgent
//          ├ a person is wanted ──────────────────────────────▶ hand over
//          ├ "重新开始" ──────────────────────────────────────▶ a conversation without memory
//          ├ an answer: to what was asked, else to something earlier
//          │    narrows the candidates, sets a fact, or is "不清楚" ─▶ go_on
//          └ about something
//               a side of the matter at hand ("那多少钱") ─▶ one_item, that side alone
//               nothing new ─▶ the same question again, or small talk
//               nothing here is meant ─▶ who does it instead, or a person
//               a new matter: two in one sentence, one, or several ─▶ go_on
//
//   go_on (go_on.h): the guide with its branches, a list, or a question
//
// The order is a counter's: life before questions, a wish for a person before any machine's
// cleverness, an answer before a new matter, since whoever was just asked mostly answers. It is by
// rules and not learned: there are far too few conversations to learn from, and an officer can read
// why a move was made (`Explanation::steps`). Whether it answers, lists or asks, however, is by
// expected cost (choice.h), and whether anything here is meant by calibrated probabilities
// (intent/model.h).
//
// Source: the information-state view of dialogue, Traum & Larsson (2003): moves update a state, the
// state selects the next move. Here the state is `Conversation`, a value.
//
// Does not: understand (assistant.cc did), remember words, ask two things at once, say a sentence
// that the pack does not have, or come back to a matter that was left behind.
//
// Tested by decide_test.cc (moves, with plain values), answer_test.cc (what is answered),
// tests/cases/dialogue and the pack's own conversations (whole talks).

#include "assistant/dialogue/decide.h"

#include <fmt/format.h>

#include <algorithm>

#include "assistant/dialogue/answer.h"
#include "assistant/dialogue/go_on.h"
#include "assistant/dialogue/settle.h"
#include "assistant/dialogue/thresholds.h"
#include "assistant/text/utf8.h"
#include "core/check.h"
#include "core/contains.h"

namespace zheli::dialogue {
namespace {

using knowledge::Item;
/// One turn being decided; every step works on its reply.
class Deciding {
 public:
  Deciding(const Grounds& grounds, const Conversation& before, const Message& message,
           const Understanding& understood, core::Date day)
      : before_(before),
        hand_(grounds.pack, before, day),
        answers_(grounds.pack, before, hand_, message, understood),
        turn_{grounds, message, understood, day, reply_} {
    reply_.next = before;
    reply_.next.english = understood.english;
    reply_.next.pending.clear();
    reply_.proof = understood.proof;
    reply_.explanation = understood.explanation;
  }

  Reply run() {
    if (turn_.message.question.empty()) {
      words();
    } else {
      take(answers_.tapped());
    }
    const knowledge::Pack& pack = turn_.grounds.pack;
    if (reply_.next.settled) keep_facts_of_matter(pack, turn_.day, reply_.next);
    reply_.candidates = named_items(reply_, kOfferedMax);
    return std::move(reply_);
  }

 private:
  // ---- what the message does -------------------------------------------------------------------

  void words() {
    const Answer asked = answers_.to_asked();
    if (turn_.understood.urgent != nullptr) {
      // A danger named by its own words stops everything; one only guessed at yields to an answer.
      const bool named = says_one_of(turn_.understood.urgent->says, turn_.message.text);
      if (named || !answers(asked)) return turn_.refer(Move::urgent, turn_.understood.urgent);
      turn_.step("an answer, not an alarm");
      return take(asked);
    }
    if (turn_.understood.heard.person) {
      turn_.step("asked for a person");
      return turn_.hand_over("hand-over-asked");
    }
    if (turn_.understood.heard.again) return start_again();
    for (const Said& one : answers_.told_in_passing()) {
      reply_.next.facts[one.asked->id] = one.option->id;
    }
    const Answer answer = answers(asked) ? asked : answers_.to_earlier();
    if (answers(answer)) return take(answer);
    asked_anew();
  }

  void asked_anew() {
    const bool at_hand = !reply_.next.candidates.empty();
    if (at_hand && (before_.settled || leads(reply_.next)) && asks_for_a_facet_of_it())
      return facet_of_it();
    if (turn_.understood.heard.thanks && turn_.understood.heard.rest.empty()) return thanks();
    const bool nothing_new = turn_.understood.heard.rest.empty() || turn_.understood.heard.yes ||
                             turn_.understood.heard.no;
    if (at_hand && !before_.pending.empty() && nothing_new) return ask_again();
    if (turn_.understood.heard.rest.empty() && turn_.understood.heard.facets.empty())
      return small_talk();
    if (!at_hand && asks_a_side_of_nothing()) return side_of_nothing();
    if (turn_.understood.refused) return nothing_here();
    new_matter();
  }

  /// "派出所周末上班吗": of a side that no field is for, and of no matter.
  bool asks_a_side_of_nothing() const {
    const Understanding& understood = turn_.understood;
    if (understood.heard.facets.empty() || !is_mentioned(understood.heard.facets.front()) ||
        understood.names_document) {
      return false;
    }
    if (understood.outside != nullptr) return false;
    return understood.refused || understood.items.empty() ||
           understood.items.front().probability < kAnotherMatterCertain;
  }

  void side_of_nothing() {
    reply_.move = Move::outside;
    reply_.facet = turn_.understood.heard.facets.front();
    turn_.say(fmt::format("no-{}", name(reply_.facet)));
  }

  /// "那多少钱", "去哪里办": a side of the matter, and nothing that would name another one.
  bool asks_for_a_facet_of_it() const {
    if (turn_.understood.heard.facets.empty()) return tells_the_district();
    if (text::letters(turn_.understood.heard.rest) <= kScrapMax) return true;
    return text::letters(turn_.message.text) <= kShortMax &&
           !hand_.another_is_meant(turn_.understood);
  }

  /// "我在德清" asks where to go there.
  bool tells_the_district() const {
    return turn_.understood.stated.contains(knowledge::kDistrictFact) &&
           text::letters(turn_.message.text) <= kShortMax &&
           !hand_.another_is_meant(turn_.understood);
  }

  /// Answered at once, with its conditions where a fact is not known yet.
  void facet_of_it() {
    turn_.step("a facet of the matter at hand");
    const auto& facets = turn_.understood.heard.facets;
    reply_.facet = facets.empty() ? Facet::place : facets.front();
    take_stated("");
    on_one_item(turn_);
    // The question that was open stays open, unless another stands on the screen now.
    if (!reply_.ask && !before_.pending.empty()) reply_.next.pending = before_.pending;
  }

  void small_talk() {
    if (!before_.pending.empty()) return ask_again();
    reply_.move = Move::outside;
    turn_.say(turn_.understood.heard.greeting ? "greeting" : "empty");
  }

  /// What was asked stays open.
  void thanks() {
    reply_.next.pending = before_.pending;
    reply_.move = Move::outside;
    turn_.say("thanks");
  }

  /// What was asked is asked again, plainly; after too many turns a person takes over.
  void ask_again() {
    if (++reply_.next.misses > kMissesMax) return turn_.hand_over("hand-over");
    turn_.say("which-option");
    turn_.plainly = true;
    go_on(turn_);
  }

  /// Right after a question, short words that ask nothing are an answer before they are somebody
  /// else's business ("没贷款").
  bool may_be_an_answer() const {
    return !before_.pending.empty() && before_.misses == 0 && !turn_.understood.elsewhere &&
           !turn_.understood.names_another && !turn_.understood.heard.asks &&
           text::letters(turn_.message.text) <= kShortMax;
  }

  void nothing_here() {
    const bool others = turn_.understood.outside != nullptr && !may_be_an_answer();
    if (!before_.pending.empty() && !others) return ask_again();
    if (turn_.understood.outside != nullptr)
      return turn_.refer(Move::outside, turn_.understood.outside);
    ++reply_.next.misses;
    turn_.hand_over("hand-over");
  }

  void new_matter() {
    Conversation& next = reply_.next;
    next.second.clear();
    next.misses = 0;
    if (!turn_.understood.heard.facets.empty())
      reply_.facet = turn_.understood.heard.facets.front();
    const TwoMatters& two = turn_.understood.two_matters;
    if (!two.second.empty()) {
      turn_.step("two matters in one sentence");
      next.second = two.second;
      return set_matter(two.first, two.first.size() == 1);
    }
    if (const Candidate* one = one_of_two()) {
      turn_.step("one of the two matters at hand");
      return set_matter({*one}, true);
    }
    const std::size_t count = std::min({turn_.understood.items.size(), kCandidatesMax,
                                        std::max<std::size_t>(turn_.understood.covering_count, 1)});
    set_matter({turn_.understood.items.begin(),
                turn_.understood.items.begin() + static_cast<std::ptrdiff_t>(count)},
               count == 1);
  }

  /// Of the matter at hand nothing new was heard, and it was not named again.
  bool says_nothing_new(const std::vector<Candidate>& candidates) const {
    const knowledge::Facts& known = before_.facts;
    return before_.settled && reply_.next.second.empty() && reply_.facet == Facet::whole &&
           !turn_.understood.names_document && !turn_.understood.elsewhere &&
           candidates.front().item == before_.candidates.front().item &&
           std::all_of(turn_.understood.stated.begin(), turn_.understood.stated.end(),
                       [&](const auto& fact) { return known.contains(fact.first); });
  }

  /// Facts of the person stay, those of the matter left behind do not.
  void set_matter(std::vector<Candidate> candidates, bool settled) {
    if (says_nothing_new(candidates)) {
      turn_.step("nothing new of the matter at hand");
      if (!before_.pending.empty()) return ask_again();
      turn_.say("not-caught");
      return on_one_item(turn_);
    }
    Conversation& next = reply_.next;
    next.candidates = std::move(candidates);
    next.settled = settled;
    next.unsure.clear();
    next.answered.clear();
    keep_facts_of_matter(turn_.grounds.pack, turn_.day, next);
    for (const auto& [id, option] : turn_.understood.stated) next.facts[id] = option;
    turn_.fresh = true;
    go_on(turn_);
  }

  /// "先说上牌" after two matters at once: the likelier of them, if it is meant at all.
  const Candidate* one_of_two() const {
    if (before_.second.empty() || turn_.understood.items.empty()) return nullptr;
    const double least = kOneOfTwoMin * turn_.understood.items.front().probability;
    for (const Candidate& one : turn_.understood.items) {
      const bool at_hand = std::any_of(hand_.items().begin(), hand_.items().end(),
                                       [&](const Item* item) { return item->id == one.item; });
      if (at_hand) return one.probability >= least ? &one : nullptr;
    }
    return nullptr;
  }

  void start_again() {
    reply_.next = Conversation{};
    reply_.next.english = turn_.understood.english;
    reply_.move = Move::outside;
    turn_.say("again");
  }

  // ---- answers ---------------------------------------------------------------------------------

  void take(const Answer& answer) {
    std::visit([&](const auto& one) { take(one); }, answer);
  }

  void take(const NoAnswer&) { CHECK(false); }

  void take(const ForeignTap&) { turn_.hand_over("hand-over"); }

  void take(const Chosen& chosen) {
    Conversation& next = reply_.next;
    next.settled = chosen.item != nullptr;
    if (chosen.item == nullptr) {
      next.candidates.clear();
      return turn_.hand_over("hand-over");
    }
    next.candidates = {{chosen.item->id, 1.0}};
    next.misses = 0;
    if (chosen.by_words) {
      take_stated("");
      turn_.fresh = true;
    }
    go_on(turn_);
  }

  /// Who cannot choose is told the likeliest.
  void take(const CannotChoose&) {
    ++reply_.next.misses;
    reply_.next.settled = true;
    go_on(turn_);
  }

  void take(const CannotTell& cannot) {
    Conversation& next = reply_.next;
    const knowledge::Asking& asked = *cannot.asked;
    take_stated(asked.id);
    next.facts.erase(asked.id);
    if (!core::contains(next.unsure, asked.id)) next.unsure.push_back(asked.id);
    ++next.misses;
    turn_.say("noted-unsure", {{"hint", turn_.worded(asked.unsure, asked.english.unsure)}});
    go_on(turn_);
  }

  void take(const Answered& answered) {
    const std::string& fact = answered.said.asked->id;
    if (!answered.on_screen) turn_.step("an option of another question");
    take_stated(fact);
    if (!answered.on_screen) settle_on_the_one_that_asks(turn_.grounds.pack, fact, reply_.next);
    note(answered.said);
    if (answered.said.option == nullptr && reply_.next.candidates.empty()) return none_of_these();
    go_on(turn_);
  }

  /// "都不是": what it is has to be said.
  void none_of_these() {
    reply_.move = Move::outside;
    turn_.say("none-of-these");
  }

  void take(const Changed& changed) {
    turn_.step("an earlier answer changed");
    if (!turn_.understood.heard.facets.empty())
      reply_.facet = turn_.understood.heard.facets.front();
    for (const Said& one : changed.said) note(one);
    go_on(turn_);
  }

  /// What an answer states besides; never against what is known, but a district may be another now.
  void take_stated(const std::string& but) {
    for (const auto& [id, option] : turn_.understood.stated) {
      if (id == knowledge::kDistrictFact) reply_.next.facts.erase(id);
      if (id != but) reply_.next.facts.try_emplace(id, option);
    }
  }

  void note(const Said& said) {
    if (said.question != nullptr) {
      narrow(turn_.grounds.pack, *said.question, said.option, reply_.next);
    } else if (said.option != nullptr) {
      reply_.next.facts[said.asked->id] = said.option->id;
      std::erase(reply_.next.unsure, said.asked->id);
      reply_.next.misses = 0;
    }
    if (said.option == nullptr) return;
    turn_.say("noted", {{"label", turn_.worded(said.option->label, said.option->english.label)}});
  }

  const Conversation& before_;
  AtHand hand_;
  Answers answers_;
  Reply reply_;
  Turn turn_;
};

}  // namespace

Reply decide(const Grounds& grounds, const Conversation& before, const Message& message,
             const Understanding& understood, core::Date day) {
  Conversation known = before;
  forget_unknown_items(grounds.pack, known);
  return Deciding(grounds, known, message, understood, day).run();
}

}  // namespace zheli::dialogue
