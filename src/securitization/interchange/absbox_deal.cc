// How a deal of that engine runs here: its dates become our periods, its pool our collections, its
// fees amounts worked out beforehand on its bases; then our waterfall runs, and the statement is
// read back into that engine's tables, with its habits of cutting and rounding. Where its order of
// things differs from ours the comment at the place says what it does.
#include "securitization/interchange/absbox_deal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/day_count.h"
#include "securitization/pricing/analytics.h"
#include "securitization/waterfall/engine.h"

namespace zheli::interchange {
namespace {

using cash::Flow;
using core::Date;
using core::Error;
using core::Money;
using waterfall::Line;

/// What was collected by each collection day, the closing day first.
std::vector<AbsboxFlow> by_collection_day(const std::vector<AbsboxFlow>& flows,
                                          const AbsboxDeal& deal, Date cut_off) {
  std::vector<Date> days = {deal.first_collection};
  const Date last = std::max(flows.back().date, deal.first_collection);
  for (const Date day :
       days_of(deal.collections, deal.first_collection, core::add_months(last, 13))) {
    days.push_back(day);
    if (!(day < last)) break;
  }
  std::vector<AbsboxFlow> rows;
  std::size_t next = 0;
  Money balance;
  while (next < flows.size() && flows[next].date < cut_off) balance = flows[next++].balance;
  for (const Date day : days) {
    AbsboxFlow row;
    row.date = day;
    for (; next < flows.size() && !(day < flows[next].date); ++next) {
      const AbsboxFlow& flow = flows[next];
      row.principal += flow.principal;
      row.interest += flow.interest;
      row.prepayment += flow.prepayment;
      row.defaulted += flow.defaulted;
      row.recovery += flow.recovery;
      row.loss += flow.loss;
      balance = flow.balance;
    }
    row.balance = balance;
    rows.push_back(row);
  }
  return rows;
}

Money cash_of(const AbsboxFlow& row) {
  return row.principal + row.interest + row.prepayment + row.recovery;
}

bool is_empty(const AbsboxFlow& row) {
  return (cash_of(row) + row.balance + row.defaulted + row.loss).fen == 0;
}

double days_since_1970(Date day) {
  return static_cast<double>(std::chrono::sys_days(day).time_since_epoch().count());
}

/// The rate of the last point before a day.
double rate_on(const std::vector<std::pair<Date, double>>& curve, Date day) {
  double rate = curve.front().second;
  for (const auto& [from, next] : curve) {
    if (from < day) rate = next;
  }
  return rate;
}

/// One run of one deal.
class Runner {
 public:
  Runner(const AbsboxPool& pool, const AbsboxDeal& deal)
      : deal_(deal),
        terms_(deal.terms),
        rows_(by_collection_day(project(pool), deal, pool.cut_off)),
        collections_(0, 1) {
    for (const AbsboxAsset& asset : pool.assets) terms_.pool_balance += asset.balance;
  }

  core::Result<std::vector<Table>> all() {
    make_periods();
    if (terms_.periods.empty())
      return Error{"dates: there is no payment date before the stated day"};
    collect();
    make_fees();
    make_schedules();
    make_rates();
    for (const waterfall::CollectionPeriod& period : terms_.periods)
      terms_.series[kPayDay].push_back(days_since_1970(period.pay));
    const waterfall::Compilation compilation = waterfall::compile(terms_);
    if (!compilation.program)
      return Error{compilation.problems.front().at + ": " + compilation.problems.front().message};
    waterfall::Statement statement(*compilation.program, 1);
    waterfall::Scratch scratch(*compilation.program, 1);
    waterfall::run(*compilation.program, collections_, {}, statement, scratch);
    statement_ = &statement;
    find_end();
    return tables();
  }

 private:
  void make_periods();
  void collect();
  void make_fees();
  void make_schedules();
  void make_rates();
  std::size_t times(const AbsboxFee& fee, const waterfall::CollectionPeriod& period) const;
  double rise(const AbsboxFee& fee, int number) const;
  double flow_between(const AbsboxFee& fee, const waterfall::CollectionPeriod& period) const;
  double pool_fee(const AbsboxFee& fee, const waterfall::CollectionPeriod& period) const;
  void find_end();

  std::vector<Table> tables();
  Money into(const std::string& account, const AbsboxFlow& row) const;
  Table account(int number, const std::vector<AbsboxFlow>& collected) const;
  double unpaid(int period, int number) const;
  Table bond(int number) const;
  void yields(std::vector<Table>& to) const;
  void prices(std::vector<Table>& to) const;
  std::vector<pricing::CashFlow> paid(int number, Line line) const;
  double yuan_at(int period, Line line, int of = 0) const {
    return in_yuan(statement_->money(0, period, line, of));
  }
  /// A row a payment date, made of the figures of `row`.
  template <typename RowOf>
  Table dated(std::string name, std::vector<std::string> columns, const RowOf& row) const {
    Table to{std::move(name), std::move(columns), {}, {}};
    for (int p = 0; p < periods_; ++p) {
      to.labels.push_back(core::to_string(terms_.periods[static_cast<std::size_t>(p)].pay));
      to.rows.push_back(row(p));
    }
    return to;
  }

  const AbsboxDeal& deal_;
  waterfall::Terms terms_;
  std::vector<AbsboxFlow> rows_;
  cash::Collections collections_;
  const waterfall::Statement* statement_ = nullptr;
  int periods_ = 0;  ///< that were run
  std::optional<Date> sold_;
};

void Runner::make_periods() {
  Date from = terms_.closing;
  std::vector<Date> pays = {deal_.first_pay};
  for (const Date day : days_of(deal_.pays, deal_.first_pay, deal_.stated)) pays.push_back(day);
  for (const Date pay : pays) {
    if (deal_.stated < pay) break;
    terms_.periods.push_back({from, pay, pay});
    from = pay;
  }
}

void Runner::collect() {
  const int count = static_cast<int>(terms_.periods.size());
  collections_ = cash::Collections(count, 1);
  std::size_t next = 0;
  double balance = core::in_fen(terms_.pool_balance);
  for (int p = 0; p < count; ++p) {
    const Date pay = terms_.periods[static_cast<std::size_t>(p)].pay;
    for (; next < rows_.size() && !(pay < rows_[next].date); ++next) {
      const AbsboxFlow& row = rows_[next];
      for (const auto& [flow, amount] :
           {std::pair{Flow::interest, row.interest}, std::pair{Flow::principal, row.principal},
            std::pair{Flow::prepayment, row.prepayment}, std::pair{Flow::recovery, row.recovery},
            std::pair{Flow::defaulted, row.defaulted}})
        collections_.at(p, flow)[0] += core::in_fen(amount);
      balance = core::in_fen(row.balance);
    }
    collections_.at(p, Flow::balance)[0] = balance;
  }
}

/// A yearly rate on the pool accrues from collection day to collection day on the balance before;
/// the days from the last collection day to the payment date are not counted.
double Runner::pool_fee(const AbsboxFee& fee, const waterfall::CollectionPeriod& period) const {
  Date from = std::max(period.from, fee.start);
  double balance_days = 0;
  double balance = core::in_fen(terms_.pool_balance);
  for (const AbsboxFlow& row : rows_) {
    if (period.pay < row.date) break;
    if (from < row.date) {
      balance_days += balance * core::days_between(from, row.date);
      from = row.date;
    }
    balance = core::in_fen(row.balance);
  }
  return balance_days * fee.rate / core::kDaysInYear;
}

/// What fell due after the payment date before, until this one; on the first, all until then.
double Runner::flow_between(const AbsboxFee& fee, const waterfall::CollectionPeriod& period) const {
  double sum = 0;
  const bool first = &period == &terms_.periods.front();
  for (const auto& [day, amount] : fee.flow) {
    if ((first || period.from < day) && !(period.pay < day)) sum += core::in_fen(amount);
  }
  return sum;
}

/// How often a fee of one amount falls due for a payment date.
std::size_t Runner::times(const AbsboxFee& fee, const waterfall::CollectionPeriod& period) const {
  const bool first = &period == &terms_.periods.front();
  const Date after =
      first ? core::add_days(fee.start, -1) : std::max(period.from, core::add_days(fee.start, -1));
  if (fee.kind == AbsboxFee::Kind::each_day)
    return days_of(fee.pattern, std::max(period.from, after), period.pay).size();
  if (fee.kind == AbsboxFee::Kind::each_collection)
    return days_of(deal_.collections, std::max(period.from, after), period.pay).size() +
           std::size_t{first};
  return std::size_t{(first || period.from < fee.start) && !(period.pay < fee.start)};
}

/// What falls due for payment date `number`, from 1, of stated totals.
double Runner::rise(const AbsboxFee& fee, int number) const {
  const auto until = [&](int at) {
    const auto next = fee.totals.upper_bound(at);
    return next == fee.totals.begin() ? 0.0 : static_cast<double>(std::prev(next)->second.fen);
  };
  return std::max(0.0, until(number) - until(number - 1));
}

void Runner::make_fees() {
  using FeeKind = AbsboxFee::Kind;
  for (const AbsboxFee& fee : deal_.fees) {
    std::vector<double>& amounts = terms_.series[fee.id];
    for (const waterfall::CollectionPeriod& period : terms_.periods) {
      if (fee.kind == FeeKind::pool_rate)
        amounts.push_back(pool_fee(fee, period));
      else if (fee.kind == FeeKind::by_date)
        amounts.push_back(flow_between(fee, period));
      else if (fee.kind == FeeKind::by_number)
        amounts.push_back(rise(fee, static_cast<int>(amounts.size()) + 1));
      else
        amounts.push_back(core::in_fen(fee.amount) * static_cast<double>(times(fee, period)));
    }
  }
}

void Runner::make_schedules() {
  for (waterfall::Tranche& tranche : terms_.tranches) {
    const auto found = deal_.curves.find(tranche.id);
    if (found == deal_.curves.end()) continue;
    Money most = tranche.size;
    auto next = found->second.begin();
    for (const waterfall::CollectionPeriod& period : terms_.periods) {
      for (; next != found->second.end() && !(period.pay < next->first); ++next)
        most = std::min(most, next->second);
      tranche.principal.balances.push_back(most);
    }
  }
}

/// A rate that steps up within a period: the mean by days, since that engine accrues to the day.
void Runner::make_rates() {
  for (waterfall::Tranche& tranche : terms_.tranches) {
    waterfall::Coupon& coupon = tranche.coupon;
    if (coupon.step_ups.empty()) continue;
    coupon.index = "rate of " + tranche.id;
    std::vector<double>& rates = terms_.series[coupon.index];
    Date from = terms_.closing;
    for (const waterfall::CollectionPeriod& period : terms_.periods) {
      const double days = core::days_between(from, period.pay);
      double rate = coupon.rate;
      for (const auto& [since, more] : coupon.step_ups)
        rate += more * std::clamp(core::days_between(since, period.pay) / days, 0.0, 1.0);
      rates.push_back(rate);
      from = period.pay;
    }
    coupon.rate = 0;
    coupon.step_ups.clear();
  }
}

void Runner::find_end() {
  const int count = static_cast<int>(terms_.periods.size());
  std::size_t next = 0;
  bool money = true;
  for (periods_ = 0; periods_ < count; ++periods_) {
    const Date pay = terms_.periods[static_cast<std::size_t>(periods_)].pay;
    for (; next < rows_.size() && !(pay < rows_[next].date); ++next)
      money = money || cash_of(rows_[next]).fen != 0;
    const bool more =
        !sold_ && std::any_of(rows_.begin() + static_cast<std::ptrdiff_t>(next), rows_.end(),
                              [](const auto& row) { return !is_empty(row); });
    if (!money && !more) break;
    money = false;
    for (std::size_t a = 0; a < terms_.accounts.size(); ++a)
      money = money || statement_->money(0, periods_, Line::account, static_cast<int>(a)).fen != 0;
    if (statement_->money(0, periods_, Line::sold).fen != 0) sold_ = pay;
  }
}

std::vector<Table> Runner::tables() {
  std::vector<AbsboxFlow> collected;
  for (const AbsboxFlow& row : rows_) {
    if ((sold_ && *sold_ < row.date) || deal_.stated < row.date) break;
    collected.push_back(row);
  }
  std::vector<Table> to = {pool_table(collected, false)};
  const Date end =
      periods_ > 0 ? terms_.periods[static_cast<std::size_t>(periods_ - 1)].pay : terms_.closing;
  for (const Date day : days_of(deal_.collections, collected.back().date, end))
    collected.emplace_back().date = day;
  for (std::size_t t = 0; t < terms_.tranches.size(); ++t) to.push_back(bond(static_cast<int>(t)));
  for (std::size_t f = 0; f < terms_.fees.size(); ++f) {
    const int of = static_cast<int>(f);
    to.push_back(dated("fees " + terms_.fees[f].id, {"balance", "payment"}, [&](int p) {
      return std::vector<std::optional<double>>{yuan_at(p, Line::fee_unpaid, of),
                                                yuan_at(p, Line::fee_paid, of)};
    }));
  }
  for (std::size_t a = 0; a < terms_.accounts.size(); ++a)
    to.push_back(account(static_cast<int>(a), collected));
  for (std::size_t s = 0; s < terms_.supporters.size(); ++s) {
    double used = 0;
    to.push_back(dated("liqProvider " + terms_.supporters[s].id, {"used", "cash"}, [&](int p) {
      const int of = static_cast<int>(s);
      const double called = yuan_at(p, Line::called, of);
      const double repaid = yuan_at(p, Line::reimbursed, of);
      used += called - repaid;
      return std::vector<std::optional<double>>{used, repaid - called};
    }));
  }
  yields(to);
  prices(to);
  return to;
}

/// What goes into an account of what was collected on a day.
Money Runner::into(const std::string& account, const AbsboxFlow& row) const {
  Money sum;
  for (const auto& [flow, name] : terms_.collect) {
    if (name != account) continue;
    if (flow == Flow::interest) sum += row.interest;
    if (flow == Flow::principal) sum += row.principal;
    if (flow == Flow::prepayment) sum += row.prepayment;
    if (flow == Flow::recovery) sum += row.recovery;
  }
  return sum;
}

/// Its balance after each collection day and each payment date.
Table Runner::account(int number, const std::vector<AbsboxFlow>& collected) const {
  const waterfall::Account& account = terms_.accounts[static_cast<std::size_t>(number)];
  Table to{"accounts " + account.id, {"balance"}, {}, {}};
  Money balance = account.opening;
  const auto add = [&](Date day) {
    to.labels.push_back(core::to_string(day));
    to.rows.push_back({in_yuan(balance)});
  };
  std::size_t next = 0;
  const auto collect_until = [&](Date day) {
    for (; next < collected.size() && !(day < collected[next].date); ++next) {
      balance += into(account.id, collected[next]);
      add(collected[next].date);
    }
  };
  for (int p = 0; p < periods_; ++p) {
    const Date pay = terms_.periods[static_cast<std::size_t>(p)].pay;
    collect_until(pay);
    balance = statement_->money(0, p, Line::account, number);
    add(pay);
  }
  collect_until(deal_.stated);
  return to;
}

/// That engine lets interest fall due in the step that pays it: without one nothing is due.
double Runner::unpaid(int period, int number) const {
  const double status = statement_->at(period, Line::status)[0];
  const std::string& id = terms_.tranches[static_cast<std::size_t>(number)].id;
  for (const waterfall::Step& step : terms_.waterfalls[static_cast<std::size_t>(status)].steps) {
    for (const waterfall::Claim& claim : step.pay->claims)
      if (claim.kind == waterfall::Claim::Kind::interest && claim.of == id)
        return yuan_at(period, Line::interest_unpaid, number);
  }
  return 0;
}

Table Runner::bond(int number) const {
  return dated("bonds " + terms_.tranches[static_cast<std::size_t>(number)].id,
               {"balance", "interest", "principal", "cash", "intDue"}, [&](int p) {
                 const double interest = yuan_at(p, Line::interest_paid, number);
                 const double principal = yuan_at(p, Line::principal_paid, number);
                 return std::vector<std::optional<double>>{yuan_at(p, Line::balance, number),
                                                           interest, principal,
                                                           interest + principal, unpaid(p, number)};
               });
}

std::vector<pricing::CashFlow> Runner::paid(int number, Line line) const {
  std::vector<pricing::CashFlow> flows;
  for (int p = 0; p < periods_; ++p)
    flows.push_back({terms_.periods[static_cast<std::size_t>(p)].pay, yuan_at(p, line, number)});
  return flows;
}

void Runner::yields(std::vector<Table>& to) const {
  if (deal_.holdings.empty()) return;
  Table summary{"pricing summary", {"IRR"}, {}, {}};
  for (const AbsboxHolding& holding : deal_.holdings) {
    std::vector<pricing::CashFlow> flows;
    for (const auto& [day, amount] : holding.paid) flows.push_back({day, amount});
    for (const Line line : {Line::interest_paid, Line::principal_paid}) {
      for (const pricing::CashFlow& flow : paid(holding.bond, line))
        flows.push_back({flow.date, flow.amount * holding.share});
    }
    const core::Result<double> yield = pricing::xirr(flows);
    summary.labels.push_back(terms_.tranches[static_cast<std::size_t>(holding.bond)].id);
    summary.rows.push_back({yield ? std::optional(yield.value()) : std::nullopt});
  }
  to.push_back(std::move(summary));
}

/// As that engine has them: values cut to the cent payment by payment; duration by Macaulay; WAL
/// cut to two digits, 0 for a bond that is not repaid.
void Runner::prices(std::vector<Table>& to) const {
  if (!deal_.pricing) return;
  const AbsboxPricing& asked = *deal_.pricing;
  Table summary{"pricing summary", {"pricing", "face", "WAL", "duration", "convexity"}, {}, {}};
  for (std::size_t t = 0; t < terms_.tranches.size(); ++t) {
    const int number = static_cast<int>(t);
    const double size = in_yuan(terms_.tranches[t].size);
    const auto principal = paid(number, Line::principal_paid);
    const auto interest = paid(number, Line::interest_paid);
    double value = 0, time = 0, curvature = 0, repaid = 0, life = 0;
    for (std::size_t p = 0; p < principal.size(); ++p) {
      const double t_years = core::years(asked.date, principal[p].date);
      if (t_years <= 0) continue;
      const double rate = rate_on(asked.curve, principal[p].date);
      const double one = std::floor(100 * (principal[p].amount + interest[p].amount) *
                                    std::pow(1 + rate, -t_years)) /
                         100;
      value += one;
      time += t_years * one;
      curvature += t_years * (t_years + 1) * one / ((1 + rate) * (1 + rate));
      repaid += principal[p].amount;
      life += t_years * principal[p].amount;
    }
    const bool whole = std::abs(repaid - size) < 0.005;
    summary.labels.push_back(terms_.tranches[t].id);
    summary.rows.push_back({value, 100 * value / size,
                            whole ? std::floor(100 * life / size) / 100 : 0,
                            value == 0 ? 0 : time / value, value == 0 ? 0 : curvature / value});
  }
  to.push_back(std::move(summary));
}

}  // namespace

std::vector<Date> days_of(const AbsboxPattern& pattern, Date after, Date until) {
  std::vector<Date> days;
  const Date first{after.year(), after.month(), std::chrono::day{1}};
  for (int m = 0;; ++m) {
    const Date month = core::add_months(first, m);
    if (until < month) return days;
    const int number = static_cast<int>(unsigned{month.month()});
    if (number % pattern.every != pattern.counting) continue;
    const Date last = core::last_of_month(month);
    const Date day = std::min(last, core::add_days(month, pattern.day - 1));
    if (after < day && !(until < day)) days.push_back(day);
  }
}

core::Result<std::vector<Table>> run(const AbsboxPool& pool, const AbsboxDeal& deal) {
  return Runner(pool, deal).all();
}

}  // namespace zheli::interchange
