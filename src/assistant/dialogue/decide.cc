#include "assistant/dialogue/decide.h"

#include <fmt/format.h>

#include <algorithm>

#include "assistant/dialogue/facet.h"
#include "assistant/dialogue/guide.h"
#include "assistant/dialogue/option_meant.h"
#include "core/check.h"

namespace zheli::dialogue {
namespace {

using knowledge::Fact;
using knowledge::Item;
using knowledge::Option;
using knowledge::Outcome;

// A question must remove at least half of the doubt to be asked before a plain list of up to four
// items; a longer list must be narrowed first, so there any question that removes a tenth will do.
constexpr double kWorthAsking = 0.5;
constexpr double kWorthNarrowing = 0.1;
constexpr std::size_t kOfferedMax = 4;
constexpr int kMissesMax = 2;     // after this many fruitless turns a person takes over
constexpr int kRedirectsMax = 3;  // outcomes that lead to another item, followed so far
constexpr const char* kOffer = "offer";
constexpr const char* kUnsure = "unsure";
constexpr const char* kNone = "none";

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

const knowledge::Question* question_of(const knowledge::Pack& pack, std::string_view id) {
  for (const knowledge::Question& question : pack.questions) {
    if (question.id == id) return &question;
  }
  return nullptr;
}

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
        day_(day) {
    reply_.next = before;
    reply_.next.english = understood.english;
    reply_.next.pending.clear();
    forget_unknown_items();
    reply_.proof = understood.proof;
    reply_.explanation = understood.explanation;
  }

  Reply run() {
    if (!message_.question.empty()) {
      tapped();
    } else if (understood_.urgent != nullptr) {
      refer(Move::urgent, understood_.urgent);
    } else if (heard_.person) {
      step("asked for a person");
      hand_over("hand-over-asked");
    } else if (heard_.again) {
      start_again();
    } else if (!answered_pending()) {
      asked_anew();
    }
    remember_candidates();
    return std::move(reply_);
  }

 private:
  // ---- what the message does -------------------------------------------------------------------

  /// A tap: an answer by ids, to what was asked or to something answered earlier.
  void tapped() {
    Conversation& next = reply_.next;
    if (message_.question == kOffer) return chose(message_.option);
    if (const knowledge::Question* question = question_of(grounds_.pack, message_.question)) {
      return answer_question(*question, message_.option);
    }
    const Fact* fact = known_fact(message_.question);
    if (fact == nullptr) return hand_over("hand-over");
    if (message_.option == kUnsure || message_.option == kNone) {
      next.facts.erase(fact->id);
      if (!contains(next.unsure, fact->id)) next.unsure.push_back(fact->id);
      say("noted-unsure", {{"hint", fact->unsure}});
    } else if (const Option* option = fact->option(message_.option)) {
      set_fact(*fact, *option);
    }
    go_on();
  }

  /// Words that answer what was asked last. False: they are about something else.
  bool answered_pending() {
    if (before_.pending.empty()) return false;
    if (before_.pending == kOffer) return answered_offer();
    if (const knowledge::Question* question = question_of(grounds_.pack, before_.pending)) {
      if (const Option* option = option_meant(*question, message_.text, heard_)) {
        return answer_question(*question, option->id), true;
      }
      if (heard_.none && heard_.rest.empty()) return answer_question(*question, kNone), true;
      if (heard_.unsure) return answer_question(*question, kUnsure), true;
      return false;
    }
    const Fact* fact = known_fact(before_.pending);
    if (fact == nullptr) return false;
    if (const auto stated = understood_.stated.find(fact->id); stated != understood_.stated.end()) {
      if (const Option* option = fact->option(stated->second))
        return set_fact(*fact, *option), go_on(), true;
    }
    if (const Option* option = option_meant(*fact, message_.text, heard_)) {
      return set_fact(*fact, *option), go_on(), true;
    }
    if (!heard_.unsure && !(heard_.none && heard_.rest.empty())) return false;
    reply_.next.unsure.push_back(fact->id);
    say("noted-unsure", {{"hint", fact->unsure}});
    return go_on(), true;
  }

  bool answered_offer() {
    for (std::size_t i = 0; i < std::min(before_.candidates.size(), kOfferedMax); ++i) {
      const Item* item = grounds_.pack.item(before_.candidates[i].item);
      if (item == nullptr) continue;
      const bool number = message_.text == std::to_string(i + 1);
      if (number || message_.text == item->title || contains(item->names, message_.text)) {
        return chose(item->id), true;
      }
    }
    if (heard_.none && heard_.rest.empty()) return chose(kNone), true;
    return false;
  }

  void asked_anew() {
    const bool at_hand = !before_.candidates.empty();
    if (at_hand && before_.settled && heard_.rest.empty() && !heard_.facets.empty()) {
      step("a facet of the matter at hand");
      reply_.facet = heard_.facets.front();
      go_on();
      // The question that was open stays open: its answer may come next.
      if (reply_.move == Move::answer) reply_.next.pending = before_.pending;
      return;
    }
    if (at_hand && !before_.pending.empty() && heard_.rest.empty()) return ask_again();
    if (at_hand && before_.settled && changes_a_fact()) return go_on();
    if (heard_.rest.empty() && heard_.facets.empty()) return small_talk();
    if (understood_.refused) return nothing_here();
    new_matter();
  }

  /// "不对，是外省的": known facts of the matter at hand are replaced by the ones stated now.
  bool changes_a_fact() {
    const bool only_facts = heard_.correction || understood_.refused;
    bool changed = false;
    for (const auto& [id, option_id] : understood_.stated) {
      const Fact* fact = known_fact(id);
      if (fact == nullptr || !only_facts) continue;
      if (const Option* option = fact->option(option_id)) {
        set_fact(*fact, *option);
        changed = true;
      }
    }
    if (changed) step("an earlier answer changed");
    return changed;
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
    next.candidates.clear();
    next.second.clear();
    next.misses = 0;
    next.unsure.clear();
    for (const auto& [id, option] : understood_.stated) next.facts[id] = option;
    if (!heard_.facets.empty()) reply_.facet = heard_.facets.front();
    if (understood_.two_matters.size() == 2) {
      step("two matters in one sentence");
      next.candidates = {understood_.two_matters[0]};
      next.second = understood_.two_matters[1].item;
      next.settled = true;
      return go_on();
    }
    const std::size_t count = std::min({understood_.items.size(), Conversation::kCandidatesMax,
                                        std::max<std::size_t>(understood_.covering_count, 1)});
    next.candidates.assign(understood_.items.begin(),
                           understood_.items.begin() + static_cast<std::ptrdiff_t>(count));
    next.settled = count == 1;
    if (next.candidates.empty()) return hand_over("hand-over");
    go_on();
  }

  void start_again() {
    const bool english = reply_.next.english;
    reply_.next = {};
    reply_.next.english = english;
    reply_.move = Move::outside;
    say("again");
  }

  // ---- answers ---------------------------------------------------------------------------------

  void set_fact(const Fact& fact, const Option& option) {
    reply_.next.facts[fact.id] = option.id;
    std::erase(reply_.next.unsure, fact.id);
    reply_.next.misses = 0;
    say("noted", {{"label", option.label}});
  }

  void answer_question(const knowledge::Question& question, const std::string& option_id) {
    Conversation& next = reply_.next;
    if (option_id == kUnsure) {
      next.unsure.push_back(question.id);
      say("noted-unsure", {{"hint", question.unsure}});
      return go_on();
    }
    const Option* option = question.option(option_id);
    next.candidates = after_answer(question, option, next.candidates);
    next.unsure.push_back(question.id);
    next.settled = next.candidates.size() == 1;
    next.misses = 0;
    if (option != nullptr) {
      say("noted", {{"label", option->label}});
      for (const auto& [fact, value] : option->sets) next.facts[fact] = value;
    }
    if (next.candidates.empty()) return hand_over("hand-over");
    go_on();
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
    const Splitting split =
        question_to_ask(grounds_.pack.questions, reply_.next.candidates, reply_.next.unsure);
    const bool few = reply_.next.candidates.size() <= kOfferedMax;
    if (split.question != nullptr && split.gain_share >= (few ? kWorthAsking : kWorthNarrowing)) {
      step(fmt::format("question {} removes {:.0f} % of the doubt", split.question->id,
                       100 * split.gain_share));
      reply_.move = Move::clarify;
      reply_.ask = AskBack{split.question, nullptr};
      reply_.next.pending = split.question->id;
      return say("clarify-items");
    }
    step("several items, no question worth asking");
    reply_.move = Move::offer;
    reply_.next.pending = kOffer;
    say("offer");
  }

  void one_item() {
    const Item* item = grounds_.pack.item(reply_.next.candidates.front().item);
    CHECK(item != nullptr);
    item = redirected(item);
    const Item* second = grounds_.pack.item(reply_.next.second);
    if (second != nullptr && second != item) {
      say("understood-two", {{"first", title(*item)}, {"second", title(*second)}});
      return answer({item, second});
    }
    if (reply_.facet != Facet::whole && facet_is_settled(*item, reply_.facet, facts())) {
      say("understood", {{"title", title(*item)}});
      return answer({item});
    }
    const Fact* fact = fact_to_ask(*item, facts(), reply_.next.unsure, day_, grounds_.shares);
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
    for (int hop = 0; hop < kRedirectsMax; ++hop) {
      const Outcome* outcome = reached(*item, facts(), day_);
      if (outcome == nullptr || outcome->go_to.empty()) return item;
      const Item* target = grounds_.pack.item(outcome->go_to);
      if (target == nullptr || target == item) return item;
      step(fmt::format("outcome {} of {} leads to {}", outcome->id, item->id, target->id));
      say("redirected", {{"title", outcome->title}, {"say", outcome->say}});
      origin_ = item;
      item = target;
    }
    return item;
  }

  void answer(const std::vector<const Item*>& items) {
    reply_.move = Move::answer;
    for (const Item* item : items) {
      reply_.guides.push_back(guide_for(*item, facts(), day_));
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
    reply_.say.push_back(referral->say);
    if (move == Move::outside) reply_.next.misses = 0;
  }

  void hand_over(const std::string& why) {
    reply_.move = Move::hand_over;
    say(why);
    std::string titles;
    for (const Candidate& candidate : understood_.items) {
      if (why != "hand-over" || &candidate - understood_.items.data() >= 3) break;
      if (!titles.empty()) titles += phrase(grounds_.pack, reply_.next.english, "list-separator");
      titles += title(*grounds_.pack.item(candidate.item));
    }
    if (!titles.empty()) say("hand-over-near", {{"titles", titles}});
  }

  /// A token may be older than the pack: what the pack no longer has is dropped.
  void forget_unknown_items() {
    std::erase_if(reply_.next.candidates, [this](const Candidate& candidate) {
      return grounds_.pack.item(candidate.item) == nullptr;
    });
    if (reply_.next.candidates.empty()) reply_.next.settled = false;
    if (grounds_.pack.item(reply_.next.second) == nullptr) reply_.next.second.clear();
  }

  // ---- small parts -----------------------------------------------------------------------------

  const knowledge::Facts& facts() const { return reply_.next.facts; }

  const std::string& title(const Item& item) const {
    return reply_.next.english ? item.english.title : item.title;
  }

  void say(const std::string& id, const std::map<std::string, std::string>& places = {}) {
    reply_.say.push_back(phrase(grounds_.pack, reply_.next.english, id, places));
  }

  void step(std::string what) { reply_.explanation.steps.push_back(std::move(what)); }

  /// The fact `id` as asked by the matter at hand, its redirect target, or anything in the pack.
  const Fact* known_fact(std::string_view id) const {
    for (const Candidate& candidate : before_.candidates) {
      const Item* item = grounds_.pack.item(candidate.item);
      for (int hop = 0; item != nullptr && hop <= kRedirectsMax; ++hop) {
        if (const Fact* fact = item->fact(id)) return fact;
        const Outcome* outcome = reached(*item, before_.facts, day_);
        item = outcome == nullptr ? nullptr : grounds_.pack.item(outcome->go_to);
      }
    }
    return nullptr;
  }

  void note_facts(std::vector<const Item*> items) {
    if (origin_ != nullptr) items.push_back(origin_);
    for (const Item* item : items) {
      for (const Fact& fact : item->facts) {
        const auto known = facts().find(fact.id);
        if (known == facts().end()) continue;
        const Option* option = fact.option(known->second);
        const bool noted = std::any_of(reply_.facts.begin(), reply_.facts.end(),
                                       [&](const KnownFact& k) { return k.fact->id == fact.id; });
        if (option == nullptr || noted) continue;
        reply_.facts.push_back({&fact, option, understood_.stated.contains(fact.id)});
      }
    }
  }

  /// The items this reply names, best first: guides, then candidates.
  void remember_candidates() {
    const auto add = [&](const Candidate& candidate) {
      const bool known = std::any_of(reply_.candidates.begin(), reply_.candidates.end(),
                                     [&](const Candidate& c) { return c.item == candidate.item; });
      if (!known && reply_.candidates.size() < kOfferedMax) reply_.candidates.push_back(candidate);
    };
    const bool named =
        reply_.move == Move::answer || reply_.move == Move::clarify || reply_.move == Move::offer;
    if (!named) return;
    for (const Candidate& candidate : reply_.next.candidates) add(candidate);
    if (!reply_.next.second.empty()) add({reply_.next.second, 1.0});
    for (const Guide& guide : reply_.guides) add({guide.item->id, 1.0});
  }

  const Grounds& grounds_;
  const Conversation& before_;
  const Message& message_;
  const Heard& heard_;
  const Understanding& understood_;
  core::Date day_;
  const Item* origin_ = nullptr;
  Reply reply_;
};

}  // namespace

std::string_view name(Move move) {
  constexpr std::string_view kNames[] = {"answer",   "clarify", "offer",
                                         "handover", "outside", "urgent"};
  return kNames[static_cast<std::size_t>(move)];
}

std::string phrase(const knowledge::Pack& pack, bool english, const std::string& id,
                   const std::map<std::string, std::string>& places) {
  const auto found = pack.phrases.find(id);
  CHECK(found != pack.phrases.end());
  std::string text = english ? found->second.en : found->second.zh;
  for (const auto& [place, value] : places) {
    const std::string mark = "{" + place + "}";
    if (const auto at = text.find(mark); at != std::string::npos)
      text.replace(at, mark.size(), value);
  }
  return text;
}

bool answers_pending(const Grounds& grounds, const Conversation& before, const Message& message,
                     const Understanding& understood) {
  if (!message.question.empty()) return true;
  if (before.pending.empty()) return false;
  const Fact* question = question_of(grounds.pack, before.pending);
  return question != nullptr && option_meant(*question, message.text, understood.heard) != nullptr;
}

Reply decide(const Grounds& grounds, const Conversation& before, const Message& message,
             const Understanding& understood, core::Date day) {
  return Turn(grounds, before, message, understood, day).run();
}

}  // namespace zheli::dialogue
