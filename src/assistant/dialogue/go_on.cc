#include "assistant/dialogue/go_on.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "assistant/dialogue/at_hand.h"
#include "assistant/dialogue/choice.h"
#include "assistant/dialogue/facet.h"
#include "assistant/dialogue/guide.h"
#include "assistant/dialogue/option_meant.h"
#include "assistant/dialogue/phrase.h"
#include "assistant/dialogue/settle.h"
#include "assistant/dialogue/thresholds.h"
#include "core/check.h"
#include "core/contains.h"

namespace zheli::dialogue {
namespace {

using knowledge::Fact;
using knowledge::Item;
using knowledge::Option;
using knowledge::Outcome;
using knowledge::Question;

class GoingOn {
 public:
  explicit GoingOn(Turn& turn) : turn_(turn) {}

  void run() {
    const std::vector<Candidate>& candidates = turn_.reply.next.candidates;
    if (candidates.empty()) return turn_.hand_over("hand-over");
    if (turn_.reply.next.settled) return one_item();
    join_what_falls_together(turn_.grounds.pack, turn_.day, turn_.reply.next);
    if (candidates.size() == 1) return one_item();
    const bool doubtful =
        turn_.reply.next.misses > 0;  // "不清楚": no wandering off to other matters
    const bool side = turn_.reply.facet != Facet::whole;
    const std::vector<Priced> priced =
        ways(turn_.grounds, turn_.reply.next, turn_.day,
             {side, doubtful ? candidates.front().item : "", !asked_enough()});
    for (const Priced& one : priced) {
      turn_.step(fmt::format("cost {:.2f} {}{}", one.cost, name(one.way),
                             one.asked == nullptr ? "" : " " + one.asked->id));
    }
    const Question* topic = topic_question();
    take(topic == nullptr ? priced.front() : Priced{Way::question, 0, topic}, doubtful);
  }

  void one_item() {
    const Item* item = turn_.grounds.pack.item(turn_.reply.next.candidates.front().item);
    CHECK(item != nullptr);
    if (turn_.reply.next.candidates.size() == 1) turn_.reply.next.settled = true;
    if (turn_.fresh) hear_facts_of(*item);
    const Item* const first = item;
    item = redirected(item);
    if (turn_.fresh && item != first) hear_facts_of(*item);
    const Item* second = turn_.grounds.pack.item(turn_.reply.next.second);
    if (second != nullptr && second != item) {
      turn_.say("understood-two",
                {{"first", turn_.called(*item)}, {"second", turn_.called(*second)}});
      return answer({item, second});
    }
    const bool side = turn_.reply.facet != Facet::whole;
    const bool done = side && facet_is_settled(*item, turn_.reply.facet, turn_.facts());
    const Fact* fact = done || asked_enough()
                           ? nullptr
                           : fact_to_ask(*item, turn_.facts(), turn_.reply.next.unsure, turn_.day,
                                         turn_.grounds.shares);
    if (fact != nullptr) {
      turn_.reply.ask = AskBack{fact, item};
      turn_.reply.next.pending = fact->id;
    }
    if (fact != nullptr && !side && (turn_.plainly || !branches_are_cheaper(*item, *fact))) {
      turn_.reply.move = Move::clarify;
      if (!turn_.plainly) turn_.say("clarify-fact", {{"title", turn_.called(*item)}});
      return note_facts({item});
    }
    turn_.say("understood", {{"title", turn_.called(*item)}});
    answer({item});
  }

 private:
  /// The question that splits the topic that was named, while it is open.
  const Question* topic_question() const {
    if (!turn_.fresh || turn_.understood.topic == nullptr) return nullptr;
    const Question* question = question_of(turn_.grounds.pack, turn_.understood.topic->question);
    const Conversation& next = turn_.reply.next;
    const bool open = question != nullptr && turn_.reply.facet == Facet::whole &&
                      !core::contains(next.answered, question->id) &&
                      !core::contains(next.unsure, question->id);
    return open ? question : nullptr;
  }

  void take(const Priced& best, bool doubtful) {
    if (best.way == Way::question) return ask(*best.asked);
    if (best.way == Way::side_by_side) return side_by_side();
    if (best.way == Way::answer || (doubtful && leads(turn_.reply.next))) return the_first();
    turn_.reply.move = Move::offer;
    turn_.reply.next.pending = kOffer;
    turn_.say("offer");
  }

  /// A question that the message answers by itself is answered, not asked.
  void ask(const Question& question) {
    const Option* said = turn_.fresh ? said_of(question) : nullptr;
    if (said != nullptr) {
      turn_.step(fmt::format("the message says {} of {}", said->id, question.id));
      if (doubt_left_by(question.lead(*said)) >= kSaidMin) {
        narrow(turn_.grounds.pack, question, said, turn_.reply.next);
      } else {
        turn_.reply.next.unsure.push_back(question.id);  // said of something else: proves nothing
      }
      return run();
    }
    turn_.reply.move = Move::clarify;
    turn_.reply.ask = AskBack{&question, nullptr};
    turn_.reply.next.pending = question.id;
    const Item* second = turn_.fresh ? turn_.grounds.pack.item(turn_.reply.next.second) : nullptr;
    if (second != nullptr) turn_.say("two-begin", {{"second", turn_.called(*second)}});
    const knowledge::Topic* topic = turn_.fresh ? turn_.understood.topic : nullptr;
    if (topic == nullptr) return turn_.say("clarify-items");
    turn_.say("clarify-fact", {{"title", turn_.worded(topic->title, topic->english)}});
  }

  /// The option that the message states of something that it was not asked.
  const Option* said_of(const knowledge::Asking& asking) const {
    return option_stated(turn_.grounds.pack, asking, turn_.message.text, turn_.understood.heard);
  }

  double doubt_left_by(const knowledge::Lead& lead) const {
    double all = 0, left = 0;
    for (const Candidate& one : turn_.reply.next.candidates) {
      all += one.probability;
      if (core::contains(lead.items, one.item)) left += one.probability;
    }
    return left / all;
  }

  /// One side of several matters, each under its title; once where they all say the same.
  void side_by_side() {
    std::vector<const Item*> items;
    const std::size_t count = count_beside(turn_.reply.next);
    for (std::size_t i = 0; i < count; ++i) {
      items.push_back(turn_.grounds.pack.item(turn_.reply.next.candidates[i].item));
    }
    answer(items);
  }

  /// Somebody who could not tell twice is not asked a third time.
  bool asked_enough() const { return turn_.reply.next.misses >= kMissesMax; }

  bool branches_are_cheaper(const Item& item, const Fact& fact) {
    const double shown = cost_of_branches(item, turn_.facts(), turn_.day, turn_.grounds.shares);
    const double asked = cost_of_fact(item, fact, turn_.facts(), turn_.day, turn_.grounds.shares);
    turn_.step(
        fmt::format("cost {:.2f} all branches, {:.2f} asking {} first", shown, asked, fact.id));
    return shown <= asked;
  }

  /// What a fresh message says of the item's facts besides what it states in so many words.
  void hear_facts_of(const Item& item) {
    for (const Fact& fact : item.facts) {
      const Option* said = turn_.facts().contains(fact.id) ? nullptr : said_of(fact);
      if (said != nullptr) turn_.reply.next.facts[fact.id] = said->id;
    }
  }

  /// The first candidate; the others that may be meant are named beneath its guide.
  void the_first() {
    turn_.reply.next.settled = true;
    one_item();
    if (turn_.reply.move != Move::answer) return;
    std::string titles;
    const std::vector<Candidate>& candidates = turn_.reply.next.candidates;
    for (std::size_t i = 1; i < std::min(candidates.size(), kOfferedMax); ++i) {
      if (candidates[i].probability < kNamedBeneathMin) break;
      if (!titles.empty())
        titles += phrase(turn_.grounds.pack, turn_.reply.next.english, "list-separator");
      titles += turn_.called(*turn_.grounds.pack.item(candidates[i].item));
    }
    if (!titles.empty()) turn_.say("or-meant", {{"titles", titles}});
  }

  /// Follows outcomes that belong to another item, saying why.
  const Item* redirected(const Item* item) {
    const std::vector<const Item*> chain =
        led_to(turn_.grounds.pack, item, turn_.facts(), turn_.day);
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
      const Outcome* outcome = reached(*chain[i], turn_.facts(), turn_.day);
      turn_.step(fmt::format("{} of {} leads to {}", outcome->id, chain[i]->id, chain[i + 1]->id));
      turn_.say("redirected", {{"title", turn_.worded(outcome->title, outcome->english.title)},
                               {"say", turn_.worded(outcome->say, outcome->english.say)}});
      origin_ = chain[i];
    }
    return chain.back();
  }

  void answer(const std::vector<const Item*>& items) {
    turn_.reply.move = Move::answer;
    for (const Item* item : items) {
      turn_.reply.guides.push_back(likeliest_first(turn_.grounds, *item, turn_.facts(), turn_.day,
                                                   turn_.reply.next.english));
      if (turn_.reply.facet == Facet::whole && turn_.reply.guides.back().outcomes.size() > 1) {
        turn_.say("several-outcomes");
      }
    }
    if (turn_.reply.facet != Facet::whole) say_the_side();
    note_facts(items);
  }

  /// Every side that is asked for of one matter; of several the first.
  std::vector<std::string> lines_of(const Guide& guide) const {
    const std::vector<Facet>& heard = turn_.understood.heard.facets;
    const bool all = turn_.reply.guides.size() == 1 && core::contains(heard, turn_.reply.facet);
    std::vector<std::string> lines;
    for (const Facet facet : all ? heard : std::vector<Facet>{turn_.reply.facet}) {
      std::vector<std::string> more =
          facet_lines(turn_.grounds.pack, turn_.reply.next.english, guide, facet);
      std::move(more.begin(), more.end(), std::back_inserter(lines));
    }
    return lines;
  }

  /// The side asked for, of each guide under its title; once where all say the same.
  void say_the_side() {
    std::vector<std::vector<std::string>> lines;
    for (const Guide& guide : turn_.reply.guides) lines.push_back(lines_of(guide));
    const bool alike = std::equal(lines.begin() + 1, lines.end(), lines.begin());
    std::string note;
    for (std::size_t i = 0; i < (alike ? 1 : lines.size()); ++i) {
      if (!alike) turn_.reply.say.push_back(turn_.called(*turn_.reply.guides[i].item));
      if (note.empty()) note = mark_note(turn_.grounds.pack, turn_.reply.next.english, lines[i]);
      for (std::string& line : lines[i]) turn_.reply.say.push_back(std::move(line));
    }
    if (!note.empty()) turn_.reply.say.push_back(note);
  }

  void note_facts(std::vector<const Item*> items) {
    if (origin_ != nullptr) items.push_back(origin_);
    turn_.reply.facts = known_facts(items, turn_.facts(), turn_.understood.stated);
  }

  Turn& turn_;
  const Item* origin_ = nullptr;  // what led to the item shown
};

}  // namespace

void go_on(Turn& turn) {
  GoingOn(turn).run();
}

void on_one_item(Turn& turn) {
  GoingOn(turn).one_item();
}

}  // namespace zheli::dialogue
