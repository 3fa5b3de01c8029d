#include "assistant/dialogue/decide.h"

#include <fmt/format.h>

#include <algorithm>

#include "assistant/dialogue/at_hand.h"
#include "assistant/dialogue/facet.h"
#include "assistant/dialogue/guide.h"
#include "assistant/dialogue/option_meant.h"
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

constexpr const char* kUnsure = "unsure";
constexpr const char* kNone = "none";

/// One turn being decided. Each step either finishes the reply or narrows `reply_.next`.
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
        hand_(grounds.pack, before, day) {
    reply_.next = before;
    reply_.next.english = understood.english;
    reply_.next.pending.clear();
    forget_unknown_items(grounds.pack, reply_.next);
    reply_.proof = understood.proof;
    reply_.explanation = understood.explanation;
  }

  Reply run() {
    if (!message_.question.empty()) {
      tapped();
    } else if (understood_.urgent != nullptr &&
               (says_one_of(understood_.urgent->says, message_.text) || !answered_pending())) {
      // A danger named by its own words stops everything; one only guessed at yields to an answer.
      refer(Move::urgent, understood_.urgent);
    } else if (understood_.urgent != nullptr) {
      step("an answer, not an alarm");
    } else if (heard_.person) {
      step("asked for a person");
      hand_over("hand-over-asked");
    } else if (heard_.again) {
      start_again();
    } else if (!answered_pending() && !answered_earlier()) {
      asked_anew();
    }
    if (reply_.next.settled) keep_facts_of_matter(grounds_.pack, day_, reply_.next);
    reply_.candidates = named_items(reply_, kOfferedMax);
    return std::move(reply_);
  }

 private:
  // ---- what the message does -------------------------------------------------------------------

  /// A tap: an answer by ids, to what was asked or to something answered earlier.
  void tapped() {
    Conversation& next = reply_.next;
    if (message_.question == kOffer) return chose(message_.option);
    const knowledge::Question* question = question_of(grounds_.pack, message_.question);
    const Fact* fact = question != nullptr ? question : hand_.fact(message_.question);
    if (fact == nullptr) return hand_over("hand-over");
    if (question != nullptr && message_.option != kUnsure) {
      answer(*question, question->option(message_.option));
    } else if (message_.option == kUnsure || message_.option == kNone) {
      next.facts.erase(fact->id);
      noted_unsure(*fact);
    } else if (const Option* option = fact->option(message_.option)) {
      set_fact(*fact, *option);
    }
    go_on();
  }

  /// Words that answer what was asked last. False: they are about something else.
  bool answered_pending() {
    if (before_.pending.empty()) return false;
    if (before_.pending == kOffer) return answered_offer();
    const knowledge::Question* question = question_of(grounds_.pack, before_.pending);
    const Fact* asked = question != nullptr ? question : hand_.fact(before_.pending);
    if (asked == nullptr) return false;
    const Option* option = option_labelled(*asked, message_.text, heard_);
    const bool label =
        text::letters(message_.text) >= kLongLabelMin && hand_.labelled(message_.text, heard_);
    if (option == nullptr && (label || heard_.correction) && answered_earlier()) return true;
    if (option == nullptr && text::letters(message_.text) > kBareMax &&
        hand_.is_left(understood_, kAnotherMatterCertain)) {
      return false;  // its words are those of an answer by chance
    }
    const auto stated = understood_.stated.find(asked->id);
    if (option == nullptr && stated != understood_.stated.end()) {
      option = asked->option(stated->second);
    }
    const bool none = (heard_.none && heard_.rest.empty()) || (question != nullptr && heard_.no);
    if (option == nullptr && !none) {
      option = option_meant(grounds_.pack, *asked, message_.text, heard_);
    }
    if (option == nullptr && !none && !heard_.unsure) return false;
    take_stated(asked->id);
    if (option == nullptr && (question == nullptr || !none)) {
      noted_unsure(*asked);
    } else if (question != nullptr) {
      answer(*question, option);
    } else {
      set_fact(*asked, *option);
    }
    return go_on(), true;
  }

  /// What an answer states besides; never against what is known.
  void take_stated(const std::string& but) {
    for (const auto& [id, option] : understood_.stated) {
      if (id != but) reply_.next.facts.try_emplace(id, option);
    }
  }

  /// Words that give another answer to something earlier: "改主意了，跟妈妈", "外省" after the
  /// question is off the screen. False: they do not, or they clearly name another matter.
  bool answered_earlier() {
    if (const auto said = hand_.labelled(message_.text, heard_)) {
      step("an option of another question");
      take_stated(said->fact->id);
      settle_on_the_one_that_asks(grounds_.pack, said->fact->id, reply_.next);
      return take(*said), go_on(), true;
    }
    const std::vector<Said> changes = hand_.changed(message_.text, understood_);
    if (changes.empty()) return false;
    if (!may_change(changes)) {
      if (heard_.correction && !changes[0].tells_items_apart) {  // said of another matter, but so
        for (const Said& one : changes) reply_.next.facts[one.fact->id] = one.option->id;
      }
      return false;
    }
    step("an earlier answer changed");
    if (!heard_.facets.empty()) reply_.facet = heard_.facets.front();
    for (const Said& change : changes) take(change);
    return go_on(), true;
  }

  /// Words that take something back may be long; others are short and name no other matter. An age
  /// or a place alone ("才8岁") names none, whatever it sounds like.
  bool may_change(const std::vector<Said>& changes) const {
    const bool another = names_another_matter();
    if (heard_.correction) return !another || understood_.refused;
    const bool bare = text::letters(message_.text) <= kBareMax &&
                      std::all_of(changes.begin(), changes.end(), [](const Said& one) {
                        return one.fact->slot != knowledge::Slot::none;
                      });
    // While a question is open, a fact told is an answer rather than somebody else's business.
    const bool answering = !before_.pending.empty() && understood_.refused;
    return bare || ((!another || answering) && text::letters(message_.text) <= kShortMax);
  }

  bool names_another_matter() const {
    const bool refused = understood_.refused && understood_.outside != nullptr;
    return refused || hand_.is_left(understood_, kAnotherMatterMin);
  }

  bool answered_offer() {
    for (std::size_t i = 0; i < std::min(before_.candidates.size(), kOfferedMax); ++i) {
      const Item* item = grounds_.pack.item(before_.candidates[i].item);
      if (item == nullptr) continue;
      const bool number = message_.text == std::to_string(i + 1);
      if (number || message_.text == item->title || core::contains(item->names, message_.text)) {
        return chose(item->id), true;
      }
    }
    if (heard_.none && heard_.rest.empty()) return chose(kNone), true;
    if (!heard_.unsure || !heard_.rest.empty() || reply_.next.candidates.empty()) return false;
    ++reply_.next.misses;
    reply_.next.settled = true;  // who cannot choose is told the likeliest
    return go_on(), true;
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
    if (heard_.facets.empty()) return false;
    if (text::letters(heard_.rest) <= kScrapMax) return true;
    return text::letters(message_.text) <= kShortMax && !names_another_matter();
  }

  /// Answered at once, with its conditions where a fact is not known yet.
  void facet_of_it() {
    step("a facet of the matter at hand");
    reply_.facet = heard_.facets.front();
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

  /// An answer to what is not on the screen.
  void take(const Said& said) {
    if (said.tells_items_apart) return answer(*said.fact, said.option);
    set_fact(*said.fact, *said.option);
  }

  void set_fact(const Fact& fact, const Option& option) {
    reply_.next.facts[fact.id] = option.id;
    std::erase(reply_.next.unsure, fact.id);
    reply_.next.misses = 0;
    say("noted", {{"label", worded(option.label, option.english.label)}});
  }

  void noted_unsure(const Fact& fact) {
    Conversation& next = reply_.next;
    if (!core::contains(next.unsure, fact.id)) next.unsure.push_back(fact.id);
    ++next.misses;
    say("noted-unsure", {{"hint", worded(fact.unsure, fact.english.unsure)}});
  }

  void answer(const knowledge::Question& question, const Option* option) {
    narrow(grounds_.pack, question, option, reply_.next);
    if (option == nullptr) return;
    say("noted", {{"label", worded(option->label, option->english.label)}});
  }

  void chose(const std::string& item_id) {
    Conversation& next = reply_.next;
    const Item* item = grounds_.pack.item(item_id);
    if (item == nullptr) {
      next.candidates.clear();
      next.settled = false;
      return hand_over("hand-over");
    }
    next.candidates = {{item->id, 1.0}};
    next.settled = true;
    next.misses = 0;
    go_on();
  }

  // ---- one item, or several --------------------------------------------------------------------

  void go_on() {
    if (reply_.next.candidates.empty()) return hand_over("hand-over");
    if (reply_.next.settled) return one_item();
    const std::vector<Candidate>& candidates = reply_.next.candidates;
    const bool doubtful = reply_.next.misses > 0;  // "不清楚": no wandering off to other matters
    const Splitting split =
        question_to_ask(grounds_.pack.questions, candidates, reply_.next.unsure,
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
      say("understood-two", {{"first", title(*item)}, {"second", title(*second)}});
      return answer({item, second});
    }
    const bool side = reply_.facet != Facet::whole;
    const bool ready = side && (facet_alone_ || facet_is_settled(*item, reply_.facet, facts()));
    const Fact* fact = ready || asked_enough()
                           ? nullptr
                           : fact_to_ask(*item, facts(), reply_.next.unsure, day_, grounds_.shares);
    if (fact == nullptr) {
      say("understood", {{"title", title(*item)}});
      return answer({item});
    }
    step(fmt::format("fact {} splits the outcomes best", fact->id));
    reply_.move = Move::clarify;
    reply_.ask = AskBack{fact, item};
    reply_.next.pending = fact->id;
    say("clarify-fact", {{"title", title(*item)}});
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
    for (const Item* item : items) {
      reply_.guides.push_back(guide_for(*item, facts(), day_, reply_.next.english));
      if (reply_.facet == Facet::whole) {
        if (reply_.guides.back().outcomes.size() > 1) say("several-outcomes");
      } else {
        for (std::string& line :
             facet_lines(grounds_.pack, reply_.next.english, reply_.guides.back(), reply_.facet)) {
          reply_.say.push_back(std::move(line));
        }
      }
    }
    note_facts(items);
  }

  // ---- elsewhere -------------------------------------------------------------------------------

  void refer(Move move, const knowledge::Referral* referral) {
    step(fmt::format("{}: {}", name(move), referral->id));
    reply_.move = move;
    reply_.referral = referral;
    if (move == Move::urgent) say("urgent", {{"call", referral->call}});
    if (move == Move::outside && !referral->who.empty()) say("outside");
    reply_.say.push_back(worded(referral->say, referral->english.say));
    if (move == Move::outside) reply_.next.misses = 0;
  }

  void hand_over(const std::string& why) {
    reply_.move = Move::hand_over;
    say(why);
    std::string titles;
    for (std::size_t i = 0; i < std::min(understood_.items.size(), kTitlesMax); ++i) {
      if (why != "hand-over") break;
      if (!titles.empty()) titles += phrase(grounds_.pack, reply_.next.english, "list-separator");
      titles += title(*grounds_.pack.item(understood_.items[i].item));
    }
    if (!titles.empty()) say("hand-over-near", {{"titles", titles}});
  }

  // ---- small parts -----------------------------------------------------------------------------

  const knowledge::Facts& facts() const { return reply_.next.facts; }
  const std::string& title(const Item& of) const { return worded(of.title, of.english.title); }
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
  const Item* origin_ = nullptr;
  bool facet_alone_ = false;  // a side of the matter was asked for, and nothing else
  Reply reply_;
};

}  // namespace

Reply decide(const Grounds& grounds, const Conversation& before, const Message& message,
             const Understanding& understood, core::Date day) {
  return Turn(grounds, before, message, understood, day).run();
}

}  // namespace zheli::dialogue
