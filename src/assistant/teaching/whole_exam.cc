#include "assistant/teaching/whole_exam.h"

#include <array>
#include <functional>

#include "assistant/teaching/examinees.h"
#include "assistant/teaching/first_replies.h"
#include "core/parallel.h"

namespace zheli::teaching {
namespace {

using dialogue::Assistant;
using dialogue::Reply;

/// A question with how it is judged.
struct Task {
  std::string question;
  Part part;
  std::function<int(const Reply&)> worth;
};

void add_items(const std::vector<knowledge::ExamQuestion>& questions, const Assistant& assistant,
               std::vector<Task>& to) {
  for (const knowledge::ExamQuestion& one : questions) {
    const auto mark = mark_of(one, [](const std::string&) { return Sitting{}; });
    if (!mark) continue;
    to.push_back({one.question, mark->inside ? Part::item : Part::outside,
                  [&one, &assistant](const Reply& reply) {
                    const Sitting sitting = sitting_of(assistant.pack(), reply);
                    const Mark got = *mark_of(one, [&](const std::string&) { return sitting; });
                    return got.right ? 2 : got.offered ? 1 : 0;
                  }});
  }
}

void add_messages(const std::vector<knowledge::ExamMessage>& messages, Part part,
                  const Assistant& assistant, std::vector<Task>& to) {
  for (const knowledge::ExamMessage& one : messages) {
    to.push_back({one.message, part, [&one, &assistant](const Reply& reply) {
                    return fits(assistant.pack(), reply, one) ? 2 : 0;
                  }});
  }
}

void add_alarms(const std::vector<knowledge::ExamAlarm>& alarms, std::vector<Task>& to) {
  for (const knowledge::ExamAlarm& one : alarms) {
    to.push_back({one.message, one.urgent ? Part::danger : Part::calm, [&one](const Reply& reply) {
                    return (reply.move == dialogue::Move::urgent) == one.urgent ? 2 : 0;
                  }});
  }
}

Figures figures_of(const std::vector<Answered>& answers) {
  struct Count {
    int all = 0, right = 0, offered = 0;
  };
  std::array<Count, static_cast<std::size_t>(Part::pinned) + 1> counts;
  for (const Answered& one : answers) {
    Count& count = counts[static_cast<std::size_t>(one.part)];
    ++count.all;
    count.right += one.worth == 2;
    count.offered += one.worth > 0;
  }
  const auto of = [&](Part part) { return counts[static_cast<std::size_t>(part)]; };
  const auto right = [&](Part part) {
    return of(part).all == 0 ? 1.0 : static_cast<double>(of(part).right) / of(part).all;
  };
  const Count items = of(Part::item);
  return {.items = right(Part::item),
          .offered = items.all == 0 ? 1.0 : static_cast<double>(items.offered) / items.all,
          .outside = right(Part::outside),
          .replies = right(Part::reply),
          .dangers = right(Part::danger),
          .calm = right(Part::calm),
          .pinned = right(Part::pinned)};
}

}  // namespace

Sat sit_whole(const knowledge::Exam& exam, const Assistant& assistant, core::Date day,
              int threads) {
  std::vector<Task> asked;
  add_items(exam.questions, assistant, asked);
  add_items(exam.outside, assistant, asked);
  add_messages(exam.messages, Part::reply, assistant, asked);
  add_alarms(exam.alarms, asked);
  add_messages(exam.pinned, Part::pinned, assistant, asked);
  Sat out;
  out.answers.resize(asked.size());
  core::parallel_for(threads, asked.size(), [&](std::size_t i) {
    const Reply reply = assistant.reply({}, {asked[i].question, "", ""}, day);
    out.answers[i] = {asked[i].question, asked[i].part, described(assistant.pack(), reply),
                      asked[i].worth(reply)};
  });
  out.figures = figures_of(out.answers);
  return out;
}

}  // namespace zheli::teaching
