// An order goes so: what its words alone tell is refused first; then, inside one transaction, what
// was done under its key before, whose case it is and whether who gives it may, the version, and
// last the table of states. CaseStepWriter writes what stood all that: row, record, leaf, and the
// order's key.
#include "desk/cases.h"

#include <algorithm>
#include <set>

#include "assistant/knowledge/process.h"
#include "desk/record_text.h"
#include "ledger/hash.h"
#include "services/applications/case_number.h"

namespace zheli::desk {
namespace {

using applications::Act;
using applications::Case;
using applications::State;
using identity::Action;
using identity::Instant;
using identity::Leave;
using identity::Who;
using knowledge::Field;
using store::CaseRow;
using store::Connection;

constexpr std::size_t kWordsMax = 2000;  // bytes of a reason or a basis

identity::Subject subject_of(const std::string& holder) {
  return {.owners = {holder}, .author = holder};
}

bool is_open(State state) {
  switch (state) {
    case State::rated:
    case State::delivered:
    case State::not_accepted:
    case State::withdrawn:
      return false;
    default:
      return true;
  }
}

/// What the given answers lack by the fields that are asked; an answer nobody asked for lacks its
/// field.
Faulty faults_of(const std::vector<Field>& asked, const Answers& answers) {
  Faulty faulty;
  std::set<std::string> known;
  for (const Field& field : asked) {
    known.insert(field.id);
    const auto found = answers.find(field.id);
    const std::string text = found == answers.end() ? "" : found->second;
    if (const auto fault = applications::fault_of(field.type, text))
      faulty.fields.emplace_back(field.id, *fault);
  }
  for (const auto& [id, text] : answers) {
    if (!known.contains(id)) faulty.fields.emplace_back(id, applications::Fault::unknown);
  }
  return faulty;
}

std::vector<std::string> names(const std::vector<const knowledge::Material*>& materials) {
  std::vector<std::string> all;
  for (const auto* one : materials) all.push_back(one->name);
  return all;
}

Application application_of(const Submit& submit, const knowledge::Process& process,
                           const std::string& pack_version) {
  Application one{.item = submit.item,
                  .outcome = process.outcome,
                  .pack = pack_version,
                  .facts = submit.facts,
                  .answers = {},
                  .pulls = names(process.pulls),
                  .on_site = names(process.on_site),
                  .terms = {.law = process.law,
                            .attends = process.attend == knowledge::Attend::once,
                            .approvals = process.approvals,
                            .deadline = process.due()}};
  for (const Field& field : process.asked)
    one.answers.push_back({field.id, field.label, submit.answers.at(field.id)});
  return one;
}

std::vector<std::string> lines(const std::map<std::string, std::string>& all) {
  std::vector<std::string> text;
  for (const auto& [id, value] : all) text.push_back(id + "=" + value);
  return text;
}

/// By which the same order is known again.
std::string hash_of(const CaseOrder& order) {
  Fields fields{{"version", order.version}};
  if (const auto* const submit = std::get_if<Submit>(&order.command)) {
    fields["item"] = submit->item;
    fields["facts"] = lines(submit->facts);
    fields["answers"] = lines(submit->answers);
  } else {
    const Move& move = std::get<Move>(order.command);
    fields["case"] = move.number;
    fields["event"] = std::string(word(move.act));
    fields["words"] = move.reason;
    fields["basis"] = move.basis;
    fields["granted"] = std::int64_t{move.granted};
    fields["stars"] = std::int64_t{move.stars};
    fields["answers"] = lines(move.answers);
  }
  return std::string(ledger::bytes_of(ledger::sha256(record_text(std::move(fields), {}, {}))));
}

bool is_storable(const std::string& text, std::size_t bytes_max) {
  return text.size() <= bytes_max && store::is_storable(text);
}

bool is_usable(const CaseOrder& order) {
  if (order.key.empty() || !is_storable(order.key, kKeyMax)) return false;
  const auto* const move = std::get_if<Move>(&order.command);
  return move == nullptr ||
         (move->act != Act::submit && is_storable(move->number, kKeyMax) &&
          is_storable(move->reason, kWordsMax) && is_storable(move->basis, kWordsMax));
}

/// The answers of a correction beside those that stay; its faults where there are some.
std::variant<std::vector<Answer>, Faulty> corrected(const std::vector<Answer>& was,
                                                    const std::vector<Field>& asked,
                                                    const Answers& anew) {
  Answers all;
  for (const Answer& one : was) all[one.id] = one.value;
  for (const auto& [id, value] : anew) all[id] = value;
  const Faulty faulty = faults_of(asked, all);
  if (!faulty.fields.empty()) return faulty;
  std::vector<Answer> answers = was;
  for (Answer& one : answers) one.value = all[one.id];
  return answers;
}

/// As many of a case's fields as it was handed in with: what the pack asks today may differ.
std::vector<Field> fields_of(const knowledge::Pack& pack, const std::vector<Answer>& answers) {
  std::vector<Field> all;
  for (const Answer& one : answers) {
    const Field* const known = pack.form.field(one.id);
    all.push_back(known != nullptr ? *known : Field{});
    all.back().id = one.id;
    if (known == nullptr) all.back().type = knowledge::FieldType::long_text;
  }
  return all;
}

}  // namespace

/// One order inside its transaction.
class CaseStepWriter {
 public:
  CaseStepWriter(Connection& to, const store::Records& records, const CaseOrder& order,
                 const std::string& by, Instant now, core::Calendar calendar)
      : to_(to),
        records_(records),
        order_(order),
        hash_(hash_of(order)),
        by_(by),
        now_(now),
        calendar_(calendar) {}

  const CaseOrder& order() const { return order_; }
  core::Date day() const { return core::day_in_china(now_); }

  /// What an order of this key did before; or that the key was another's.
  std::optional<CaseResult> before() {
    const auto done = store::done(to_, by_, order_.key);
    if (!done) return std::nullopt;
    if (done->command != hash_) return Refusal::key_used;
    return CaseOutcome{done->subject, done->record};
  }

  /// Writes the event's record and where the case stands after it.
  CaseOutcome write(CaseRow row, const Case& after, const CaseEvent& event,
                    const Application& application) {
    const auto clock = applications::clock(after, day(), calendar_);
    row.state = word(after.state);
    row.is_open = is_open(after.state);
    row.due = clock ? core::to_string(clock->due) : store::kNoDay;
    if (event.event.act == Act::submit) {
      store::add_case(to_, row);
    } else {
      store::move_case(to_, row);
    }
    const std::string until = clock ? row.due : "";
    const std::int64_t record =
        records_.append(to_, row.holder, kind_of(event.event.act), [&](const store::Turn& turn) {
          return record_text(event_fields(row.number, event, row.state, until, application),
                             {now_, by_, row.holder}, turn);
        });
    store::add_case_event(to_, row.number, record);
    store::add_done(to_, by_, order_.key, {hash_, record, row.number}, now_);
    return {row.number, record};
  }

 private:
  Connection& to_;
  const store::Records& records_;
  const CaseOrder& order_;
  const std::string hash_;
  const std::string& by_;
  const Instant now_;
  const core::Calendar calendar_;
};

CaseView Cases::fold(Connection& from, const CaseRow& row) const {
  CaseView view{.number = row.number,
                .version = row.version,
                .application = {},
                .steps = {},
                .now = {},
                .clock = {}};
  for (const std::int64_t record : store::case_events(from, row.number)) {
    const auto opening = store_.records().open(from, record);
    if (!opening) continue;  // the holder's key was erased
    const CaseEvent event = read_event(opening->record);
    if (event.event.act == Act::submit) {
      view.application = read_application(opening->record);
      view.now.terms = view.application.terms;
    }
    if (event.event.act == Act::correct) view.application.answers = event.answers;
    auto after = applications::replay(view.now, event.event);
    CHECK(after);
    view.now = after.take();
    view.steps.push_back({event, record});
  }
  return view;
}

CaseView Cases::stand(CaseView view, Instant now) const {
  const core::Date day = core::day_in_china(now);
  view.now = applications::as_of(view.now, day, options_.calendar);
  view.clock = applications::clock(view.now, day, options_.calendar);
  return view;
}

CaseResult Cases::act(const CaseOrder& order, const Who& who, Instant now) {
  if (!is_usable(order)) return Refusal::unusable;
  if (const auto* const one = std::get_if<Submit>(&order.command))
    return submit(order, *one, who, now);
  return store_.write([&](Connection& to) {
    CaseStepWriter step(to, store_.records(), order, who.account, now, options_.calendar);
    return move(to, step, std::get<Move>(order.command), who);
  });
}

/// What does not hang on the store is said before it is asked.
CaseResult Cases::submit(const CaseOrder& order, const Submit& what, const Who& who, Instant now) {
  if (auto no = refusal_of(may(who, Action::apply, subject_of(who.account)))) return *no;
  const core::Date day = core::day_in_china(now);
  const auto* const item = pack_.item(what.item);
  if (item == nullptr || pack_.area_code.empty()) return Refusal::unusable;
  const auto process = knowledge::process_of(pack_, *item, what.facts, day);
  if (!process || !process->online) return Refusal::unusable;
  const Faulty faulty = faults_of(process->asked, what.answers);
  if (!faulty.fields.empty()) return faulty;
  const Application application = application_of(what, *process, pack_.version);
  const CaseEvent event{.event = {.act = Act::submit, .day = day, .by = who.account},
                        .at = {},
                        .answers = application.answers};
  Case draft;
  draft.terms = application.terms;
  const Case after = applications::next(draft, event.event, options_.calendar).take();
  return store_.write([&](Connection& to) -> CaseResult {
    CaseStepWriter step(to, store_.records(), order, who.account, now, options_.calendar);
    if (const auto before = step.before()) return *before;
    const auto sequence = static_cast<int>(store::next_of_day(to, core::to_string(day)));
    if (sequence > applications::kSequenceMax) return NotNow{"the day's numbers are used up"};
    const std::string number = applications::case_number(pack_.area_code, day, sequence);
    return step.write({.number = number, .holder = who.account, .state = {}}, after, event,
                      application);
  });
}

CaseResult Cases::move(Connection& to, CaseStepWriter& step, const Move& what, const Who& who) {
  if (const auto before = step.before()) return *before;
  const auto row = store::case_row(to, what.number);
  if (!row) return Refusal::unknown;
  const identity::Subject subject = subject_of(row->holder);
  if (may(who, Action::read, subject) != Leave::yes) return Refusal::unknown;
  if (auto no = refusal_of(may(who, applications::action_of(what.act), subject))) return *no;
  if (row->version != step.order().version) return Refusal::stale;
  const CaseView view = fold(to, *row);
  if (view.steps.empty()) return Refusal::unknown;
  CaseEvent event{.event = {.act = what.act,
                            .day = step.day(),
                            .by = who.account,
                            .reason = what.reason,
                            .basis = what.basis,
                            .granted = what.granted,
                            .stars = what.stars},
                  .at = {},
                  .answers = {}};
  const auto after = applications::next(view.now, event.event, options_.calendar);
  if (!after) return NotNow{after.error().message};
  event.event.deemed = after.value().deemed && !view.now.deemed;
  if (what.act == Act::correct) {
    const auto& was = view.application.answers;
    auto answers = corrected(was, fields_of(pack_, was), what.answers);
    if (auto* const faulty = std::get_if<Faulty>(&answers)) return *faulty;
    event.answers = std::get<0>(std::move(answers));
  }
  return step.write(*row, after.value(), event, view.application);
}

std::variant<CaseView, Refusal> Cases::view(const Who& who, const std::string& number,
                                            Instant now) {
  if (!store::is_storable(number)) return Refusal::unknown;
  const auto seen = [&](Connection& from) -> std::variant<CaseView, Refusal> {
    const auto row = store::case_row(from, number);
    if (!row || may(who, Action::read, subject_of(row->holder)) != Leave::yes)
      return Refusal::unknown;
    CaseView view = stand(fold(from, *row), now);
    if (view.steps.empty()) return Refusal::unknown;
    if (who.account == row->holder) return view;
    store_.records().append(from, row->holder, ledger::Kind::record_seen,
                            [&](const store::Turn& turn) {
                              return record_text({{"case", number}, {"purpose", "handling"}},
                                                 {now, who.account, row->holder}, turn);
                            });
    return view;
  };
  const bool is_officer = identity::zone_of(who.roles) == identity::Zone::officer;
  return is_officer ? store_.write(seen) : store_.read(seen);
}

std::vector<CaseView> Cases::mine(const Who& who, Instant now) {
  return store_.read([&](Connection& from) {
    std::vector<CaseView> all;
    for (const CaseRow& row : store::cases_of(from, who.account)) {
      CaseView view = stand(fold(from, row), now);
      if (!view.steps.empty()) all.push_back(std::move(view));
    }
    return all;
  });
}

std::variant<Queue, Refusal> Cases::queue(const Who& who, std::int64_t from, Instant now) {
  if (may(who, Action::read, {}) != Leave::yes) return Refusal::not_allowed;
  return store_.read([&](Connection& rows) {
    Queue queue{.open = store::open_case_count(rows), .cases = {}};
    for (const CaseRow& row : store::open_cases(rows, std::max<std::int64_t>(from, 0), kPage)) {
      CaseView view = stand(fold(rows, row), now);
      if (view.steps.empty()) continue;
      view.application.answers.clear();
      for (CaseStep& step : view.steps) step.event.answers.clear();
      queue.cases.push_back(std::move(view));
    }
    return queue;
  });
}

std::variant<std::optional<ledger::Proof>, Refusal> Cases::receipt(const Who& who,
                                                                   const std::string& number,
                                                                   std::int64_t record) {
  if (!store::is_storable(number)) return Refusal::unknown;
  const bool is_theirs = store_.read([&](Connection& from) {
    const auto row = store::case_row(from, number);
    if (!row || row->holder != who.account) return false;
    const auto events = store::case_events(from, number);
    return std::ranges::find(events, record) != events.end();
  });
  if (!is_theirs) return Refusal::unknown;
  return store_.receipt(record);
}

}  // namespace zheli::desk
