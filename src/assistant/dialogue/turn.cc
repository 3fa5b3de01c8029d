#include "assistant/dialogue/turn.h"

#include <fmt/format.h>

#include <algorithm>

#include "assistant/dialogue/phrase.h"
#include "assistant/dialogue/thresholds.h"

namespace zheli::dialogue {

const std::string& Turn::worded(const std::string& chinese, const std::string& english) const {
  return knowledge::in_language(reply.next.english, chinese, english);
}

const std::string& Turn::called(const knowledge::Item& of) const {
  return worded(of.everyday, of.english.everyday);
}

void Turn::say(const std::string& id, const std::map<std::string, std::string>& places) {
  reply.say.push_back(phrase(grounds.pack, reply.next.english, id, places));
}

void Turn::step(std::string_view what) {
  reply.explanation.steps.emplace_back(what);
}

void Turn::refer(Move move, const knowledge::Referral* referral) {
  step(fmt::format("{}: {}", name(move), referral->id));
  reply.move = move;
  reply.referral = referral;
  if (move == Move::urgent) say("urgent", {{"call", referral->call}});
  const bool others = !referral->who.empty() && !referral->shared;
  if (move == Move::outside && others) say("outside");
  reply.say.push_back(worded(referral->say, referral->english.say));
  if (move == Move::outside) say("in-danger");
  if (move == Move::outside) reply.next.misses = 0;
}

void Turn::hand_over(const std::string& why) {
  reply.move = Move::hand_over;
  say(why);
  std::string titles;
  for (std::size_t i = 0; i < std::min(understood.items.size(), kTitlesMax); ++i) {
    if (why != "hand-over" || understood.items[i].probability < kTitleMin) break;
    if (!titles.empty()) titles += phrase(grounds.pack, reply.next.english, "list-separator");
    titles += called(*grounds.pack.item(understood.items[i].item));
  }
  if (!titles.empty()) say("hand-over-near", {{"titles", titles}});
  say("in-danger");
}

}  // namespace zheli::dialogue
