#include "assistant/teaching/first_replies.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assistant/dialogue/at_hand.h"
#include "assistant/dialogue/option_meant.h"
#include "assistant/teaching/exam.h"
#include "core/contains.h"

namespace zheli::teaching {
namespace {

using dialogue::Assistant;
using dialogue::Message;
using dialogue::Move;
using dialogue::Reply;
using knowledge::ExamAlarm;
using knowledge::ExamMessage;
using knowledge::ExamQuestion;
using knowledge::Pack;
using knowledge::Question;

constexpr int kTurnsMax = 12;  // a talk that asks on has lost its way

/// The question that tells items apart, if that is what a reply asks.
const Question* question_in(const Pack& pack, const Reply& reply) {
  if (!reply.ask || reply.ask->item != nullptr) return nullptr;
  return dialogue::question_of(pack, reply.ask->question->id);
}

/// Ids of all that a reply is about.
std::vector<std::string> subjects(const Pack& pack, const Reply& reply) {
  std::vector<std::string> ids;
  if (reply.referral != nullptr) ids.push_back(reply.referral->id);
  if (reply.move == Move::answer) {
    for (const dialogue::Guide& guide : reply.guides) ids.push_back(guide.item->id);
  }
  if (reply.move == Move::offer) {
    for (const dialogue::Candidate& one : reply.candidates) ids.push_back(one.item);
  }
  if (reply.move != Move::clarify)
    return ids;  // what an answer asks beneath it is beside the point
  ids.push_back(reply.ask->question->id);
  if (reply.ask->item != nullptr) ids.push_back(reply.ask->item->id);
  if (const Question* question = question_in(pack, reply)) {
    for (const knowledge::Lead& lead : question->leads) {
      ids.insert(ids.end(), lead.items.begin(), lead.items.end());
    }
  }
  return ids;
}

bool one_meets(const std::vector<std::string>& ids, const std::string& wanted) {
  return wanted == "*" || std::any_of(ids.begin(), ids.end(),
                                      [&](const std::string& id) { return meets(id, {wanted}); });
}

/// Whether `id` is part of any alternative.
bool is_wanted(const std::string& id, const ExamMessage& row) {
  return std::any_of(row.about.begin(), row.about.end(),
                     [&](const auto& parts) { return meets(id, parts); });
}

bool is_about(const Pack& pack, const Reply& reply, const ExamMessage& row) {
  if (reply.move == Move::hand_over) return true;
  const std::vector<std::string> ids = subjects(pack, reply);
  const bool all_come =
      std::any_of(row.about.begin(), row.about.end(), [&](const std::vector<std::string>& parts) {
        return std::all_of(parts.begin(), parts.end(),
                           [&](const std::string& part) { return one_meets(ids, part); });
      });
  if (!all_come || reply.move != Move::answer) return all_come;
  return std::all_of(ids.begin(), ids.end(),
                     [&](const std::string& id) { return is_wanted(id, row); });
}

/// As the exam's files write it.
std::string written(Move move) {
  return move == Move::hand_over ? "hand-over" : std::string(name(move));
}

bool wants(const ExamMessage& row, Move move) {
  return core::contains(row.moves, written(move));
}

Fault fault_of(const Pack& pack, const Reply& reply, const ExamMessage& row) {
  const bool asks = reply.move == Move::clarify || reply.move == Move::offer;
  const bool elsewhere = wants(row, Move::outside) || wants(row, Move::hand_over);
  const bool ours =
      wants(row, Move::answer) || wants(row, Move::clarify) || wants(row, Move::offer);
  if (reply.move == Move::urgent) {
    return wants(row, Move::urgent) ? Fault::wrong_address : Fault::false_alarm;
  }
  if (!ours && !elsewhere) return Fault::danger_missed;
  if (!asks && reply.move != Move::answer) {
    return ours && !wants(row, reply.move) ? Fault::turned_away : Fault::wrong_address;
  }
  if (!ours) return Fault::taken_in;
  if (!is_about(pack, reply, row)) return asks ? Fault::other_matter : Fault::wrong_guide;
  return asks ? Fault::asked_needlessly : Fault::answered_too_soon;
}

std::string what_was_wanted(const ExamMessage& row) {
  std::vector<std::string> about;
  for (const auto& parts : row.about) about.push_back(fmt::format("{}", fmt::join(parts, "+")));
  return fmt::format("{} {}", fmt::join(row.moves, "|"), fmt::join(about, "|"));
}

/// A tap on the answer that the row's case gives to what is asked or offered.
Message answer_to(const Pack& pack, const Reply& reply, const ExamMessage& row) {
  if (!reply.ask) {
    const auto meant =
        std::find_if(reply.candidates.begin(), reply.candidates.end(),
                     [&](const dialogue::Candidate& one) { return is_wanted(one.item, row); });
    return {"", std::string(dialogue::kOffer),
            meant == reply.candidates.end() ? "none" : meant->item};
  }
  const std::string& asked = reply.ask->question->id;
  if (const Question* question = question_in(pack, reply)) {
    for (const knowledge::Option& option : question->options) {
      const knowledge::Lead& lead = question->lead(option);
      const bool leads = std::any_of(lead.items.begin(), lead.items.end(),
                                     [&](const std::string& id) { return is_wanted(id, row); });
      const bool against = std::any_of(lead.sets.begin(), lead.sets.end(), [&](const auto& fact) {
        const auto known = row.facts.find(fact.first);
        return known != row.facts.end() && known->second != fact.second;
      });
      if (leads && !against) return {"", asked, option.id};
    }
    return {"", asked, "none"};
  }
  const auto known = row.facts.find(asked);
  return {"", asked, known == row.facts.end() ? "unsure" : known->second};
}

/// Whether a talk ended at a guide of what is wanted that shows one outcome, and one that holds in
/// the row's case.
bool has_arrived(const Pack& pack, const Reply& last, const ExamMessage& row) {
  if (last.move != Move::answer || !is_about(pack, last, row)) return false;
  return std::all_of(last.guides.begin(), last.guides.end(), [&](const dialogue::Guide& guide) {
    return guide.outcomes.size() == 1 &&
           knowledge::holds(guide.outcomes[0]->when, row.facts) != knowledge::Truth::no;
  });
}

/// Whether the talk goes on: something is asked, or what is asked beneath a guide would better it.
bool asks_on(const Pack& pack, const Reply& reply, const ExamMessage& row) {
  if (reply.move == Move::clarify || reply.move == Move::offer) return true;
  return reply.move == Move::answer && reply.ask && !has_arrived(pack, reply, row);
}

struct Played {
  Reply last;
  int questions = 0;
};

Played play(Reply first, const ExamMessage& row, const Assistant& assistant, core::Date day) {
  Played played{std::move(first), 0};
  while (played.questions < kTurnsMax && asks_on(assistant.pack(), played.last, row)) {
    const Message tap = answer_to(assistant.pack(), played.last, row);
    played.last = assistant.reply(played.last.next, tap, day);
    ++played.questions;
  }
  return played;
}

void worst_first(std::vector<WrongReply>& wrong) {
  std::stable_sort(wrong.begin(), wrong.end(),
                   [](const auto& one, const auto& other) { return one.fault < other.fault; });
}

}  // namespace

std::string_view name(Fault fault) {
  constexpr std::string_view kNames[] = {
      "danger missed", "wrong guide",  "turned away", "taken in",         "false alarm",
      "wrong address", "other matter", "silly",       "asked needlessly", "answered too soon"};
  return kNames[static_cast<std::size_t>(fault)];
}

bool fits(const Pack& pack, const Reply& reply, const ExamMessage& wanted) {
  return wants(wanted, reply.move) && is_about(pack, reply, wanted);
}

std::string described(const Pack& pack, const Reply& reply) {
  const std::string move = written(reply.move);
  if (reply.move != Move::clarify) {
    return fmt::format("{} {}", move, fmt::join(subjects(pack, reply), " "));
  }
  const dialogue::AskBack& ask = *reply.ask;
  return fmt::format("{} {}{}: {}", move, ask.question->id,
                     ask.item == nullptr ? "" : " of " + ask.item->id, ask.question->ask);
}

bool asks_what_is_said(const Assistant& assistant, const Reply& reply, const std::string& message) {
  if (!reply.ask) return false;
  const std::string text = assistant.language().normalise()(message);
  const dialogue::Heard heard = assistant.hearing().hear(text);
  return option_stated(assistant.pack(), *reply.ask->question, text, heard) != nullptr;
}

ReplyScore sit_replies(const std::vector<ExamMessage>& messages, const Assistant& assistant,
                       core::Date day) {
  const Pack& pack = assistant.pack();
  ReplyScore score;
  int questions = 0;
  for (const ExamMessage& row : messages) {
    Reply reply = assistant.reply({}, {row.message, "", ""}, day);
    const bool right = fits(pack, reply, row);
    const bool silly = asks_what_is_said(assistant, reply, row.message);
    ++score.replies;
    score.right += right;
    score.silly += silly;
    if (!right || silly) {
      const Fault fault = right ? Fault::silly : fault_of(pack, reply, row);
      score.wrong.push_back({silly ? std::min(fault, Fault::silly) : fault, row.message,
                             described(pack, reply), what_was_wanted(row), row.place});
    }
    if (row.facts.empty()) continue;
    const Played played = play(std::move(reply), row, assistant, day);
    ++score.played;
    if (!has_arrived(pack, played.last, row)) continue;
    ++score.arrived;
    questions += played.questions;
  }
  if (score.arrived > 0) score.turns_mean = static_cast<double>(questions) / score.arrived;
  worst_first(score.wrong);
  return score;
}

AlarmScore sit_alarms(const std::vector<ExamAlarm>& alarms, const Assistant& assistant,
                      core::Date day) {
  AlarmScore score;
  for (const ExamAlarm& one : alarms) {
    const Move move = assistant.reply({}, {one.message, "", ""}, day).move;
    ++(one.urgent ? score.urgent : score.calm);
    if (one.urgent && move != Move::urgent) score.missed.push_back(one);
    if (!one.urgent && move == Move::urgent) score.alarmed.push_back(one);
  }
  const auto share = [](std::size_t part, int whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / whole;
  };
  score.urgent_recall =
      share(static_cast<std::size_t>(score.urgent) - score.missed.size(), score.urgent);
  score.false_alarms = share(score.alarmed.size(), score.calm);
  return score;
}

AmbiguousScore sit_ambiguous(const std::vector<ExamQuestion>& questions, const Assistant& assistant,
                             core::Date day) {
  AmbiguousScore score;
  for (const ExamQuestion& one : questions) {
    const ExamMessage row{one.question, {"clarify", "offer"}, {one.expected}, {}, one.place};
    const Reply reply = assistant.reply({}, {one.question, "", ""}, day);
    ++score.questions;
    if (fits(assistant.pack(), reply, row)) {
      ++score.right;
    } else {
      score.wrong.push_back({fault_of(assistant.pack(), reply, row), one.question,
                             described(assistant.pack(), reply), what_was_wanted(row), one.place});
    }
  }
  worst_first(score.wrong);
  return score;
}

}  // namespace zheli::teaching
