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
//   go_on ─┬ one item: its facts are asked, by the doubt they remove, until one outcome is left;
//          │   an outcome that belongs to another item leads there ─▶ answer
//          ├ several, and a question worth asking ─▶ clarify
//          ├ several, one in the lead, and a citizen who could not tell ─▶ that one item
//          └ else ─▶ offer
//
// The order is a counter's: life before questions, a wish for a person before any machine's
// cleverness, an answer before a new matter, since whoever was just asked mostly answers. It is by
// rules and not learned: there are far too few conversations to learn from, and an officer can read
// why a move was made (`Explanation::steps`). Which question is asked, however, is by expected
// information (ask_back.h), and whether anything here is meant by calibrated probabilities
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
#include "assistant/dialogue/facet.h"
#include "assistant/dialogue/guide.h"
#include "assistant/dialogue/settle.h"
#include "assistant/dialogue/thresholds.h"
#include "assistant/text/utf8.h"
#include "core/check.h"
#include "core/contains.h"

namespace zheli::dialogue {
namespace {

using knowledge::Fact;
using knowledge::Item;
using knowledge::Option;
using knowledge::Outcome;

/// One turn being decided; every step works on `reply_`.
class Turn {
 public:
  Turn(const Grounds& grounds, const Conversation& before, const Message& message,
       const Understanding& understood, core::Date day)
      : grounds_(grounds),
        before_(before),
        message_(message),
        heard_(understood.heard),
        understood_(understood),
        day_(day),
        hand_(grounds.pack, before, day),
        answers_(grounds.pack, before, hand_, message, understood) {
    reply_.next = before;
    reply_.next.english = understood.english;
    reply_.next.pending.clear();
    reply_.proof = understood.proof;
    reply_.explanation = understood.explanation;
  }

  Reply run() {
    if (message_.question.empty()) {
      words();
    } else {
      take(answers_.tapped());
    }
    if (reply_.next.settled) keep_facts_of_matter(grounds_.pack, day_, reply_.next);
    reply_.candidates = named_items(reply_, kOfferedMax);
    return std::move(reply_);
  }

 private:
  // ---- what the message does -------------------------------------------------------------------

  void words() {
    const Answer asked = answers_.to_asked();
    if (understood_.urgent != nullptr) {
      // A danger named by its own words stops everything; one only guessed at yields to an answer.
      const bool named = says_one_of(understood_.urgent->says, message_.text);
      if (named || !answers(asked)) return refer(Move::urgent, understood_.urgent);
      step("an answer, not an alarm");
      return take(asked);
    }
    if (heard_.person) {
      step("asked for a person");
      return hand_over("hand-over-asked");
    }
    if (heard_.again) return start_again();
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
    const bool nothing_new = heard_.rest.empty() || heard_.yes || heard_.no;
    if (at_hand && !before_.pending.empty() && nothing_new) return ask_again();
    if (heard_.rest.empty() && heard_.facets.empty()) return small_talk();
    if (understood_.refused) return nothing_here();
    new_matter();
  }

  /// "那多少钱", "去哪里办": a side of the matter, and nothing that would name another one.
  bool asks_for_a_facet_of_it() const {
    if (heard_.facets.empty()) return tells_the_district();
    if (text::letters(heard_.rest) <= kScrapMax) return true;
    return text::letters(message_.text) <= kShortMax && !hand_.another_is_meant(understood_);
  }

  /// "我在德清" asks where to go there.
  bool tells_the_district() const {
    return understood_.stated.contains(knowledge::kDistrictFact) &&
           text::letters(message_.text) <= kShortMax && !hand_.another_is_meant(understood_);
  }

  /// Answered at once, with its conditions where a fact is not known yet.
  void facet_of_it() {
    step("a facet of the matter at hand");
    reply_.facet = heard_.facets.empty() ? Facet::place : heard_.facets.front();
    take_stated("");
    facet_alone_ = true;
    one_item();
    // The question that was open stays open: its answer may come next.
    reply_.next.pending = before_.pending;
  }

  void small_talk() {
    if (!before_.pending.empty()) return ask_again();
    reply_.move = Move::outside;
    say(heard_.thanks ? "thanks" : heard_.greeting ? "greeting" : "empty");
  }

  /// What was asked stays asked; after too many turns a person takes over.
  void ask_again() {
    if (++reply_.next.misses > kMissesMax) return hand_over("hand-over");
    say("which-option");
    go_on();
  }

  void nothing_here() {
    if (!before_.pending.empty() && understood_.outside == nullptr) return ask_again();
    if (understood_.outside != nullptr) return refer(Move::outside, understood_.outside);
    ++reply_.next.misses;
    hand_over("hand-over");
  }

  void new_matter() {
    Conversation& next = reply_.next;
    next.second.clear();
    next.misses = 0;
    if (!heard_.facets.empty()) reply_.facet = heard_.facets.front();
    if (understood_.two_matters.size() == 2) {
      step("two matters in one sentence");
      next.second = understood_.two_matters[1].item;
      return set_matter({understood_.two_matters[0]}, true);
    }
    if (const Candidate* one = one_of_two()) {
      step("one of the two matters at hand");
      return set_matter({*one}, true);
    }
    const std::size_t count = std::min({understood_.items.size(), kCandidatesMax,
                                        std::max<std::size_t>(understood_.covering_count, 1)});
    set_matter(
        {understood_.items.begin(), understood_.items.begin() + static_cast<std::ptrdiff_t>(count)},
        count == 1);
  }

  /// Facts of the person stay, those of the matter left behind do not.
  void set_matter(std::vector<Candidate> candidates, bool settled) {
    Conversation& next = reply_.next;
    next.candidates = std::move(candidates);
    next.settled = settled;
    next.unsure.clear();
    next.answered.clear();
    keep_facts_of_matter(grounds_.pack, day_, next);
    for (const auto& [id, option] : understood_.stated) next.facts[id] = option;
    go_on();
  }

  /// "先说上牌" after two matters at once: the likelier of them, if it is meant at all.
  const Candidate* one_of_two() const {
    if (before_.second.empty() || understood_.items.empty()) return nullptr;
    const double least = kOneOfTwoMin * understood_.items.front().probability;
    for (const Candidate& one : understood_.items) {
      const bool at_hand = std::any_of(hand_.items().begin(), hand_.items().end(),
                                       [&](const Item* item) { return item->id == one.item; });
      if (at_hand) return one.probability >= least ? &one : nullptr;
    }
    return nullptr;
  }

  void start_again() {
    reply_.next = Conversation{};
    reply_.next.english = understood_.english;
    reply_.move = Move::outside;
    say("again");
  }

  // ---- answers ---------------------------------------------------------------------------------

  void take(const Answer& answer) {
    std::visit([&](const auto& one) { take(one); }, answer);
  }

  void take(const NoAnswer&) { CHECK(false); }

  void take(const ForeignTap&) { hand_over("hand-over"); }

  void take(const Chosen& chosen) {
    Conversation& next = reply_.next;
    next.settled = chosen.item != nullptr;
    if (chosen.item == nullptr) {
      next.candidates.clear();
      return hand_over("hand-over");
    }
    next.candidates = {{chosen.item->id, 1.0}};
    next.misses = 0;
    go_on();
  }

  /// Who cannot choose is told the likeliest.
  void take(const CannotChoose&) {
    ++reply_.next.misses;
    reply_.next.settled = true;
    go_on();
  }

  void take(const CannotTell& cannot) {
    Conversation& next = reply_.next;
    const knowledge::Asking& asked = *cannot.asked;
    take_stated(asked.id);
    next.facts.erase(asked.id);
    if (!core::contains(next.unsure, asked.id)) next.unsure.push_back(asked.id);
    ++next.misses;
    say("noted-unsure", {{"hint", worded(asked.unsure, asked.english.unsure)}});
    go_on();
  }

  void take(const Answered& answered) {
    const std::string& fact = answered.said.asked->id;
    if (!answered.on_screen) step("an option of another question");
    take_stated(fact);
    if (!answered.on_screen) settle_on_the_one_that_asks(grounds_.pack, fact, reply_.next);
    note(answered.said);
    go_on();
  }

  void take(const Changed& changed) {
    step("an earlier answer changed");
    if (!heard_.facets.empty()) reply_.facet = heard_.facets.front();
    for (const Said& one : changed.said) note(one);
    go_on();
  }

  /// What an answer states besides; never against what is known, but a district may be another now.
  void take_stated(const std::string& but) {
    for (const auto& [id, option] : understood_.stated) {
      if (id == knowledge::kDistrictFact) reply_.next.facts.erase(id);
      if (id != but) reply_.next.facts.try_emplace(id, option);
    }
  }

  void note(const Said& said) {
    if (said.question != nullptr) {
      narrow(grounds_.pack, *said.question, said.option, reply_.next);
    } else if (said.option != nullptr) {
      reply_.next.facts[said.asked->id] = said.option->id;
      std::erase(reply_.next.unsure, said.asked->id);
      reply_.next.misses = 0;
    }
    if (said.option == nullptr) return;
    say("noted", {{"label", worded(said.option->label, said.option->english.label)}});
  }

  // ---- one item, or several --------------------------------------------------------------------

  void go_on() {
    if (reply_.next.candidates.empty()) return hand_over("hand-over");
    if (reply_.next.settled) return one_item();
    const std::vector<Candidate>& candidates = reply_.next.candidates;
    const bool doubtful = reply_.next.misses > 0;  // "不清楚": no wandering off to other matters
    const Splitting split =
        question_to_ask(grounds_.pack.questions, reply_.next,
                        {kWorthNarrowingMin, doubtful ? candidates.front().item : ""});
    const bool few = candidates.size() <= kOfferedMax;
    if (!asked_enough() && split.question != nullptr &&
        split.gain_share >= (few ? kWorthAskingMin : kWorthNarrowingMin)) {
      step(fmt::format("question {} removes {:.0f} % of the doubt", split.question->id,
                       100 * split.gain_share));
      reply_.move = Move::clarify;
      reply_.ask = AskBack{split.question, nullptr};
      reply_.next.pending = split.question->id;
      return say("clarify-items");
    }
    if (doubtful && leads(reply_.next)) {
      step("the likeliest, for want of an answer");
      reply_.next.settled = true;
      return one_item();
    }
    step("several items, no question worth asking");
    reply_.move = Move::offer;
    reply_.next.pending = kOffer;
    say("offer");
  }

  /// Somebody who could not tell twice is not asked a third time.
  bool asked_enough() const { return reply_.next.misses >= kMissesMax; }

  void one_item() {
    const Item* item = grounds_.pack.item(reply_.next.candidates.front().item);
    CHECK(item != nullptr);
    item = redirected(item);
    const Item* second = grounds_.pack.item(reply_.next.second);
    if (second != nullptr && second != item) {
      say("understood-two", {{"first", called(*item)}, {"second", called(*second)}});
      return answer({item, second});
    }
    const bool side = reply_.facet != Facet::whole;
    const bool ready = side && (facet_alone_ || facet_is_settled(*item, reply_.facet, facts()));
    const Fact* fact = ready || asked_enough()
                           ? nullptr
                           : fact_to_ask(*item, facts(), reply_.next.unsure, day_, grounds_.shares);
    if (fact == nullptr) {
      say("understood", {{"title", called(*item)}});
      return answer({item});
    }
    step(fmt::format("fact {} splits the outcomes best", fact->id));
    reply_.move = Move::clarify;
    reply_.ask = AskBack{fact, item};
    reply_.next.pending = fact->id;
    say("clarify-fact", {{"title", called(*item)}});
    note_facts({item});
  }

  /// Follows outcomes that belong to another item, saying why.
  const Item* redirected(const Item* item) {
    const std::vector<const Item*> chain = led_to(grounds_.pack, item, facts(), day_);
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
      const Outcome* outcome = reached(*chain[i], facts(), day_);
      step(fmt::format("{} of {} leads to {}", outcome->id, chain[i]->id, chain[i + 1]->id));
      say("redirected", {{"title", worded(outcome->title, outcome->english.title)},
                         {"say", worded(outcome->say, outcome->english.say)}});
      origin_ = chain[i];
    }
    return chain.back();
  }

  void answer(const std::vector<const Item*>& items) {
    reply_.move = Move::answer;
    std::string note;
    for (const Item* item : items) {
      reply_.guides.push_back(guide_for(grounds_.pack, *item, facts(), day_, reply_.next.english));
      if (reply_.facet == Facet::whole) {
        if (reply_.guides.back().outcomes.size() > 1) say("several-outcomes");
      } else {
        std::vector<std::string> lines =
            facet_lines(grounds_.pack, reply_.next.english, reply_.guides.back(), reply_.facet);
        if (note.empty()) note = mark_note(grounds_.pack, reply_.next.english, lines);
        std::move(lines.begin(), lines.end(), std::back_inserter(reply_.say));
      }
    }
    if (!note.empty()) reply_.say.push_back(note);
    note_facts(items);
  }

  // ---- elsewhere -------------------------------------------------------------------------------

  void refer(Move move, const knowledge::Referral* referral) {
    step(fmt::format("{}: {}", name(move), referral->id));
    reply_.move = move;
    reply_.referral = referral;
    if (move == Move::urgent) say("urgent", {{"call", referral->call}});
    const bool others = !referral->who.empty() && !referral->shared;
    if (move == Move::outside && others) say("outside");
    reply_.say.push_back(worded(referral->say, referral->english.say));
    if (move == Move::outside) say("in-danger");
    if (move == Move::outside) reply_.next.misses = 0;
  }

  void hand_over(const std::string& why) {
    reply_.move = Move::hand_over;
    say(why);
    std::string titles;
    for (std::size_t i = 0; i < std::min(understood_.items.size(), kTitlesMax); ++i) {
      if (why != "hand-over" || understood_.items[i].probability < kTitleMin) break;
      if (!titles.empty()) titles += phrase(grounds_.pack, reply_.next.english, "list-separator");
      titles += called(*grounds_.pack.item(understood_.items[i].item));
    }
    if (!titles.empty()) say("hand-over-near", {{"titles", titles}});
    say("in-danger");
  }

  // ---- small parts -----------------------------------------------------------------------------

  const knowledge::Facts& facts() const { return reply_.next.facts; }
  const std::string& called(const Item& of) const {
    return worded(of.everyday, of.english.everyday);
  }
  const std::string& worded(const std::string& chinese, const std::string& english) const {
    return knowledge::in_language(reply_.next.english, chinese, english);
  }

  void say(const std::string& id, const std::map<std::string, std::string>& places = {}) {
    reply_.say.push_back(phrase(grounds_.pack, reply_.next.english, id, places));
  }

  void step(std::string what) { reply_.explanation.steps.push_back(std::move(what)); }

  void note_facts(std::vector<const Item*> items) {
    if (origin_ != nullptr) items.push_back(origin_);
    reply_.facts = known_facts(items, facts(), understood_.stated);
  }

  const Grounds& grounds_;
  const Conversation& before_;
  const Message& message_;
  const Heard& heard_;
  const Understanding& understood_;
  core::Date day_;
  AtHand hand_;
  Answers answers_;
  const Item* origin_ = nullptr;
  bool facet_alone_ = false;  // a side of the matter was asked for, and nothing else
  Reply reply_;
};

}  // namespace

Reply decide(const Grounds& grounds, const Conversation& before, const Message& message,
             const Understanding& understood, core::Date day) {
  Conversation known = before;
  forget_unknown_items(grounds.pack, known);
  return Turn(grounds, known, message, understood, day).run();
}

}  // namespace zheli::dialogue
