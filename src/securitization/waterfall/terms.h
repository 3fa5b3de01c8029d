// A deal's terms as the waterfall needs them: what is collected where, what is owed to whom, in
// which order it is paid, who stands in, and what changes the order. Values only, names as the deal
// writes them; `compile` (program.h) turns them into a program or says what is wrong.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/date.h"
#include "core/day_count.h"
#include "core/money.h"
#include "securitization/cash/collections.h"
#include "securitization/waterfall/formula.h"

namespace zheli::waterfall {

/// What falls due in [from, to) is collected together and paid out on `pay`. Interest of the
/// tranches accrues from the pay date before (the closing date at first) to this one.
struct CollectionPeriod {
  core::Date from;
  core::Date to;
  core::Date pay;
};

/// A cash account of the special purpose vehicle.
struct Account {
  std::string id;
  core::Money opening;
  Formula target;                ///< of a reserve: what it should hold; empty: no reserve
  double reinvestment_rate = 0;  ///< per year on the balance, ACT/365
};

/// What a party is owed each period: round(amount), times the year fraction where it is a yearly
/// rate. Unpaid fees stay due.
struct Fee {
  std::string id;
  Formula amount;       ///< fen of one period, or of one year
  bool yearly = false;  ///< amount × ACT/365 fraction of the period
};

/// A coupon: a fixed rate, or an index series plus a spread; and what is added from a date on.
struct Coupon {
  double rate = 0;    ///< decimal per year; the spread where `index` is given
  std::string index;  ///< a series of rates by period; empty: fixed
  std::optional<double> cap, floor;
  std::vector<std::pair<core::Date, double>> step_ups;  ///< from a date on, this much more
  core::DayCount day_count = core::DayCount::actual_365;
};

/// When a tranche's principal is due.
struct PrincipalPlan {
  enum class Kind {
    pass_through,  ///< as fast as cash comes: the whole balance is due on every date
    scheduled,     ///< down to a balance by period: `balances`
    target,        ///< the amount of a formula
  };
  Kind kind = Kind::pass_through;
  std::vector<core::Money> balances;  ///< [period], after its payment; never rising
  Formula amount;                     ///< of a target
};

struct Tranche {
  std::string id;
  core::Money size;
  Coupon coupon;
  PrincipalPlan principal;
  bool residual = false;    ///< the last: takes what is left, outside every test
  bool deferrable = false;  ///< unpaid interest is added to the balance, nothing is missed
  double arrears_rate = 0;  ///< per year on unpaid interest, never on its own yield; 0: none
};

/// Who stands in when cash lacks: a shortfall commitment, a guarantee, a liquidity facility.
struct Supporter {
  std::string id;
  std::optional<core::Money> limit;   ///< none: unlimited
  bool restores = false;              ///< what is reimbursed may be drawn again
  double rate = 0;                    ///< per year on what is drawn, ACT/365
  double premium = 0;                 ///< per year on what may still be drawn (limited ones only)
  std::optional<core::Date> until{};  ///< the last day on which it pays; none: it does not end

  bool ended(core::Date on) const { return until && *until < on; }
};

/// Something that is owed, by kind and name.
struct Claim {
  enum class Kind {
    fee,            ///< fee due
    interest,       ///< a tranche's interest due
    principal,      ///< a tranche's principal due by its plan
    redemption,     ///< a tranche's whole balance, whatever its plan
    reserve,        ///< what an account's target lacks
    transfer,       ///< all there is, into an account
    reimbursement,  ///< what a supporter paid
    premium,        ///< what a supporter earned: premium and interest on what was drawn
    residual,       ///< all there is, to the residual tranche: principal first, then yield
    yield,          ///< all there is, to the residual tranche as yield, whatever its balance
  };
  Kind kind = Kind::fee;
  std::string of;
};

/// One step of a waterfall: pay these claims out of these accounts; what still lacks is called from
/// the supporters, in their order. The only way money leaves an account.
struct Pay {
  enum class Sharing { in_order, pro_rata };  ///< pro rata by what is due
  std::vector<Claim> claims;
  Sharing sharing = Sharing::in_order;
  std::vector<std::string> from;
  std::vector<std::string> support;
  Formula most;  ///< of all claims together, support included; empty: no limit
  Formula when;  ///< only where not 0; empty: always
};

/// New loans bought out of an account in the revolving period (循环购买期), at par.
struct Buy {
  std::string from;
  Formula most;
  Formula when;
};

struct Step {
  std::optional<Pay> pay;  ///< exactly one of the two
  std::optional<Buy> buy;
};

/// The order of payment while the deal is in one status.
struct Waterfall {
  std::string status;
  std::vector<Step> steps;
};

/// Changes the status while its condition holds; one that cannot be cured, for ever after.
struct Trigger {
  enum class At { collection, payment };  ///< looked at before or after the payments of a date
  std::string id;
  Formula when;
  At at = At::collection;
  std::string status;  ///< of several active triggers the one latest in `waterfalls` decides
  bool curable = false;
};

/// The clean-up call (清仓回购): once `when` holds, the pool is sold for `price` into `account`.
struct CleanUpCall {
  Formula when;
  Formula price;
  std::string account;
  std::string status;  ///< the waterfall of that date and later; empty: unchanged
};

/// What one yuan of a loan bought in the revolving period pays by age in periods.
struct Replenishment {
  std::vector<double> balance;   ///< [age] outstanding after that many periods, from 1 down to 0
  std::vector<double> interest;  ///< [age] paid at the end of period `age`, of one yuan bought
};

/// How interest, fees and premiums become whole fen.
enum class Rounding { half_even, down };

struct Terms {
  core::Date closing;
  Rounding rounding = Rounding::half_even;
  std::vector<CollectionPeriod> periods;
  int tail = 0;  ///< how many of the periods, the last ones, come after the expected maturity: what
                 ///< is recovered late is paid out on them, until the legal final date
  core::Money pool_balance;  ///< at closing
  std::vector<Account> accounts;
  std::vector<std::pair<cash::Flow, std::string>> collect;  ///< which flow goes to which account
  std::vector<Fee> fees;
  std::vector<Tranche> tranches;
  std::vector<Supporter> supporters;
  std::vector<Waterfall>
      waterfalls;  ///< from the mildest status on; the first is the deal's at closing
  std::vector<Trigger> triggers;
  std::optional<CleanUpCall> call;
  std::optional<Replenishment> replenishment;
  std::map<std::string, std::vector<double>> series;  ///< named figures by period: indices, curves

  /// Periods up to the expected maturity. Schedules and series have a figure for each of them; the
  /// last one goes on in the tail.
  std::size_t scheduled() const { return periods.size() - static_cast<std::size_t>(tail); }
};

/// The place of the one of this id; -1 where there is none.
template <typename Named>
int index_of(const std::vector<Named>& all, const std::string& id) {
  const auto found = std::ranges::find(all, id, &Named::id);
  return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

}  // namespace zheli::waterfall
