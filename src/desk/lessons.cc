#include "desk/lessons.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <optional>

#include "desk/record_text.h"
#include "ledger/hash.h"

namespace zheli::desk {
namespace {

using identity::Action;
using identity::Instant;
using identity::Leave;
using identity::Who;
using store::Connection;
using store::LessonState;
using store::TaughtLesson;

constexpr std::size_t kReasonMax = 500;  // bytes
constexpr std::size_t kQuestionMax = 2000;
constexpr std::size_t kLabelMax = 200;

std::string hash_of(std::string_view text) {
  return std::string(ledger::bytes_of(ledger::sha256(text)));
}

std::string chance() {
  std::array<unsigned char, 16> id;
  randombytes_buf(id.data(), id.size());
  std::string out;
  for (const unsigned char byte : id) out += fmt::format("{:02x}", byte);
  return out;
}

bool is_text(const std::string& text, std::size_t most) {
  return !text.empty() && text.size() <= most && store::is_storable(text);
}

/// A change of a lesson that is there.
struct Change {
  std::string lesson, reason;
  LessonState from, to;
  const char* what;
};

std::optional<Change> change_of(const LessonCommand& command) {
  if (const auto* one = std::get_if<ApproveLesson>(&command))
    return Change{one->lesson, one->reason, LessonState::stopped, LessonState::in_force,
                  "approved"};
  if (const auto* one = std::get_if<RefuseLesson>(&command))
    return Change{one->lesson, one->reason, LessonState::stopped, LessonState::refused, "refused"};
  if (const auto* one = std::get_if<TakeBackLesson>(&command))
    return Change{one->lesson, one->reason, LessonState::in_force, LessonState::taken_back,
                  "taken_back"};
  return std::nullopt;
}

/// By which the same command is known again.
std::string fingerprint(const LessonCommand& command) {
  if (const auto change = change_of(command))
    return hash_of(fmt::format("{}\n{}\n{}", change->what, change->lesson, change->reason));
  const auto& teach = std::get<TeachLesson>(command);
  return hash_of(
      fmt::format("taught\n{}\n{}\n{}", teach.question, teach.label, fmt::join(teach.stops, " ")));
}

bool is_usable(const LessonOrder& order) {
  if (!is_text(order.key, kKeyMax)) return false;
  if (const auto change = change_of(order.command)) return is_text(change->reason, kReasonMax);
  const auto& teach = std::get<TeachLesson>(order.command);
  return is_text(teach.question, kQuestionMax) && is_text(teach.label, kLabelMax) &&
         store::is_storable(fmt::format("{}", fmt::join(teach.stops, " ")));
}

/// Of the words and labels of what is in force: two houses that say the same are taught the same.
std::string digest(Connection& from) {
  std::set<std::string> all;
  for (const TaughtLesson& one : store::lessons(from, LessonState::in_force))
    all.insert(fmt::format("{}\t{}\n", one.question, one.label));
  return ledger::hex(ledger::bytes_of(ledger::sha256(fmt::format("{}", fmt::join(all, "")))));
}

/// One order inside its transaction.
class LessonStep {
 public:
  LessonStep(Connection& connection, const store::Records& records, const LessonOrder& order,
             const Who& who, Instant now)
      : to_(connection), records_(records), order_(order), who_(who), now_(now) {}

  std::variant<LessonOutcome, Refusal> run(const std::string& id) {
    const std::string command = fingerprint(order_.command);
    if (const auto before = store::done(to_, who_.account, order_.key)) {
      if (before->command != command) return Refusal::key_used;
      return LessonOutcome{before->subject, before->record};
    }
    Fields fields;
    if (const auto change = change_of(order_.command)) {
      if (const auto no = apply(*change)) return *no;
      fields = {{"lesson", change->lesson}, {"what", change->what}, {"reason", change->reason}};
    } else {
      const auto& teach = std::get<TeachLesson>(order_.command);
      const bool passed = teach.stops.empty();
      store::add_lesson(to_, {.id = id,
                              .question = teach.question,
                              .label = teach.label,
                              .state = passed ? LessonState::in_force : LessonState::stopped,
                              .author = who_.account,
                              .at = now_,
                              .stops = fmt::format("{}", fmt::join(teach.stops, " "))});
      fields = {{"lesson", id}, {"what", passed ? "taught" : "proposed"}};
    }
    fields["model"] = digest(to_);
    const std::string lesson = std::get<std::string>(fields["lesson"]);
    const std::int64_t record =
        records_.append(to_, store::kHouse, ledger::Kind::lesson, [&](const store::Turn& turn) {
          return record_text(fields, {now_, who_.account, std::string(store::kHouse)}, turn);
        });
    store::add_done(to_, who_.account, order_.key, {command, record, lesson}, now_);
    return LessonOutcome{lesson, record};
  }

 private:
  std::optional<Refusal> apply(const Change& change) {
    const std::optional<TaughtLesson> was = store::lesson(to_, change.lesson);
    if (!was) return Refusal::unknown;
    if (const auto no =
            refusal_of(may(who_, Action::approve, {.owners = {}, .author = was->author})))
      return *no;
    if (!store::change_lesson(to_, change.lesson, change.from, change.to)) return Refusal::stale;
    return std::nullopt;
  }

  Connection& to_;
  const store::Records& records_;
  const LessonOrder& order_;
  const Who& who_;
  const Instant now_;
};

}  // namespace

std::variant<LessonOutcome, Refusal> Lessons::act(const LessonOrder& order, const Who& who,
                                                  Instant now) {
  const bool judges = change_of(order.command).has_value();
  if (const auto no = refusal_of(may(who, judges ? Action::approve : Action::propose, {})))
    return *no;
  if (!is_usable(order)) return Refusal::unusable;
  const std::string id = chance();
  return store_.write(
      [&](Connection& to) { return LessonStep(to, store_.records(), order, who, now).run(id); });
}

std::vector<TaughtLesson> Lessons::in_force() {
  return store_.read([](Connection& from) { return store::lessons(from, LessonState::in_force); });
}

std::variant<std::vector<TaughtLesson>, Refusal> Lessons::newest(const Who& who) {
  if (may(who, Action::propose, {}) != Leave::yes && may(who, Action::measure, {}) != Leave::yes)
    return Refusal::not_allowed;
  return store_.read([](Connection& from) { return store::newest_lessons(from, kShown); });
}

}  // namespace zheli::desk
