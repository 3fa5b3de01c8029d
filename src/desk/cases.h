// The counter: applications handed in and handled. An order and who gives it → one transaction, in
// which the case moves together with its record and the record's leaf. A case's state is the fold
// of its records; what may happen next is services/applications' to say, who may do it
// services/identity's.
//
//   Cases cases(store, pack, {.calendar = core::Calendar::china_interbank});
//   const auto done = cases.act({Submit{"idcard-reissue-lost", facts, answers}, key}, who, now);
//
// The same order twice, by its key, is one case. A move rests on the version that its sender saw:
// of two officers at once the second is told that it is stale. Opening somebody's case writes a
// record that they can read. A case that is not theirs is, to a citizen, not there.
//
// Materials of registers are listed and to be shown at the window: nothing pulls them here.
// Safe on any thread. Throws store::Failure where nothing is written. Tested by cases_test.cc.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "assistant/knowledge/pack.h"
#include "core/calendar.h"
#include "desk/case_record.h"
#include "desk/desk.h"
#include "services/applications/answer.h"
#include "services/applications/clock.h"
#include "store/cases.h"
#include "store/store.h"

namespace zheli::desk {

using Answers = std::map<std::string, std::string>;  // field id → what was written

/// Hands an application in. Whoever is signed in applies for themselves.
struct Submit {
  std::string item;
  knowledge::Facts facts;
  Answers answers;
};

/// Anything that happens to a case from then on.
struct Move {
  std::string number;
  applications::Act act = applications::Act::accept;  // but for submit
  std::string reason = {}, basis = {};
  bool granted = false;
  int stars = 0;
  Answers answers = {};  // correct: what is written anew
};

struct CaseOrder {
  std::variant<Submit, Move> command;
  std::string key;           // the sender's own for this order
  std::int64_t version = 0;  // of the case when the sender saw it; a Move's alone
};

struct CaseOutcome {
  std::string number;
  std::int64_t record = 0;
};

/// Every field that is wrong, at once.
struct Faulty {
  std::vector<std::pair<std::string, applications::Fault>> fields;
};

/// The case takes no such step now; the sentence says why.
struct NotNow {
  std::string why;
};

using CaseResult = std::variant<CaseOutcome, Refusal, Faulty, NotNow>;

struct CaseStep {
  CaseEvent event;
  std::int64_t record = 0;
};

struct CaseView {
  std::string number;
  std::int64_t version = 1;
  Application application;      // with its answers as corrected
  std::vector<CaseStep> steps;  // in their order
  applications::Case now;
  std::optional<applications::Clock> clock;
};

/// A page of the queue.
struct Queue {
  std::int64_t open = 0;  // cases in all
  std::vector<CaseView> cases;
};

class CaseStepWriter;

class Cases {
 public:
  struct Options {
    core::Calendar calendar;  // government working days
  };

  /// Borrows both. The pack has an area code, else nothing can be handed in (Refusal::unusable).
  Cases(store::Store& store, const knowledge::Pack& pack, Options options)
      : store_(store), pack_(pack), options_(options) {}

  CaseResult act(const CaseOrder& order, const identity::Who& who, identity::Instant now);

  /// One case whole. Whoever is not its applicant leaves a record that they saw it.
  std::variant<CaseView, Refusal> view(const identity::Who& who, const std::string& number,
                                       identity::Instant now);
  /// The applicant's own, the newest first.
  std::vector<CaseView> mine(const identity::Who& who, identity::Instant now);
  /// Open cases by the day they are due: kPage of them from the `from`-th on. Answers, which name
  /// people, are left out: a list is no opening.
  std::variant<Queue, Refusal> queue(const identity::Who& who, std::int64_t from,
                                     identity::Instant now);
  static constexpr std::int64_t kPage = 50;

  /// Of a record of a case that is theirs. Nothing yet where no checkpoint holds the leaf.
  std::variant<std::optional<ledger::Proof>, Refusal> receipt(const identity::Who& who,
                                                              const std::string& number,
                                                              std::int64_t record);

 private:
  CaseResult submit(const CaseOrder& order, const Submit& what, const identity::Who& who,
                    identity::Instant now);
  CaseResult move(store::Connection& to, CaseStepWriter& step, const Move& what,
                  const identity::Who& who);
  /// As its records tell it.
  CaseView fold(store::Connection& from, const store::CaseRow& row) const;
  /// As it stands now, with the clock that runs.
  CaseView stand(CaseView view, identity::Instant now) const;

  store::Store& store_;
  const knowledge::Pack& pack_;
  const Options options_;
};

}  // namespace zheli::desk
