// An issue from its closing on (存续期): what servicers reported, who sold to whom, what was
// settled and what had to be corrected → who is paid what on the next payment date. A life is the
// fold of its events; `with` adds one, or says why it cannot be.
//
// No balance is stored. Each order is made by running the deal from its closing, with the waterfall
// of `deal run`, on what was reported; a run that does not give the recorded hash of every earlier
// order is refused by that order's number.
//
// A correction edits nothing: it reports periods anew, and what a flow of the pool was, in sum,
// otherwise than settled is settled with the next date,
//
//   settled(p) = max(0, Σ_{q ≤ p} reported(q) − Σ_{q < p} settled(q)),
//
// with what had been reported when p was settled, for each flow: earlier orders stay as they were,
// and all that was collected is paid out once. What exceeds a date's collections waits for the
// next.
//
// Tested by life_test.cc and life_property_test.cc; docs/methods/programme.md.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "securitization/cash/collections.h"
#include "securitization/programme/holders.h"
#include "securitization/programme/order.h"
#include "securitization/programme/servicing.h"
#include "securitization/waterfall/program.h"

namespace zheli::programme {

/// What stands at closing.
struct Issue {
  std::shared_ptr<const waterfall::Program> program;
  std::vector<Asset> pool;
  std::map<std::string, Holders> holders;  ///< by tranche, as allotted
  int record_days_before = 1;              ///< from the record date to the payment date
};

/// A servicer's report of the first period that has none.
struct Reported {
  int period = 0;  ///< from 0
  Report report;
};

/// An erratum (更正): periods from `from` on, reported anew.
struct Corrected {
  int from = 0;
  std::vector<Report> reports;  ///< of `from` and the periods after it
  std::string cause, by;
};

struct Transferred {
  std::string tranche;
  Transfer transfer;
};

/// An order was given. Two people answer for it (四眼原则).
struct Settled {
  int period = 0;
  std::string order;  ///< hash_of the order
  std::string made_by, checked_by;
};

using Event = std::variant<Reported, Corrected, Transferred, Settled>;

class Life {
 public:
  /// Errors: a pool that is not as large as the terms say, an asset that is there twice, a tranche
  /// without holders or holders that do not hold its size.
  static core::Result<Life> establish(Issue issue);

  /// Errors, each saying what would be right: a period out of its turn; a report with a fault; an
  /// erratum without a cause or a name, of a period that was not reported, or after which a later
  /// report no longer follows; a transfer the book refuses or whose record date is settled; an
  /// order that is not the record's, or of one person only.
  core::Result<Life> with(const Event& event) const;

  int reported() const { return static_cast<int>(latest_.size()); }  ///< periods, from the first on
  int settled() const { return static_cast<int>(orders_.size()); }   ///< likewise

  /// The order of a period that was reported and is settled or next to be. Errors: not reported
  /// yet, or not its turn; an earlier order that the run does not give again.
  core::Result<Order> order(int period) const;

  /// What the waterfall is given of periods 0 … `period`, as order(period) has it: one path.
  cash::Collections collections(int period) const;

 private:
  explicit Life(Issue issue) : issue_(std::move(issue)) {}

  std::optional<core::Error> add(const Reported& event);
  std::optional<core::Error> add(const Corrected& event);
  std::optional<core::Error> add(const Transferred& event);
  std::optional<core::Error> add(const Settled& event);
  std::optional<core::Error> check_report(const Report& report, int period) const;
  core::Date record_date(int period) const;
  Snapshot snapshot(int period) const;

  /// A report as it came in.
  struct Entry {
    int period = 0;
    Report report;
  };
  struct Given {
    std::size_t entries = 0;  ///< known when it was given
    std::string hash;
  };

  Issue issue_;
  std::vector<Entry> entries_;  // in the order of events
  std::vector<Report> latest_;  // [period]
  std::vector<Given> orders_;   // [period]
};

}  // namespace zheli::programme
