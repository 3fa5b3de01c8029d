#include "securitization/deal/schedules.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace zheli::deal {
namespace {

using cash::Flow;
using cash::LoanSchedule;
using contracts::ContractType;

/// The period in which `date` falls, −1 before the first.
int period_of(const std::vector<waterfall::CollectionPeriod>& periods, core::Date date) {
  const auto next = std::upper_bound(periods.begin(), periods.end(), date,
                                     [](core::Date d, const auto& p) { return d < p.to; });
  if (date < periods.front().from || next == periods.end()) return -1;
  return static_cast<int>(next - periods.begin());
}

core::Result<LoanSchedule> schedule_of(const Loan& loan, const Deal& deal) {
  const auto& periods = deal.terms.periods;
  const auto flows = contracts::dated_flows(contract_of(loan, deal.cut_off), {});
  if (!flows) return flows.error();
  LoanSchedule schedule;
  schedule.balance = loan.balance;
  schedule.interest.resize(periods.size());
  schedule.principal.resize(periods.size());
  for (const contracts::DatedFlow& flow : flows.value()) {
    if (flow.principal.fen < 0) continue;  // the loan was paid out on the cut-off day or later
    const int period = period_of(periods, flow.date);
    if (period < 0)
      return core::Error{"it pays on " + core::to_string(flow.date) + ", in no period"};
    schedule.interest[static_cast<std::size_t>(period)] += flow.interest;
    schedule.principal[static_cast<std::size_t>(period)] += flow.principal;
  }
  return schedule;
}

/// The rate a period at which the payments are worth the price: 0 where they do not exceed it.
double implied_rate(const std::vector<double>& payments, double price) {
  const auto value = [&](double rate) {
    double sum = 0;
    for (std::size_t i = payments.size(); i-- > 0;) sum = (sum + payments[i]) / (1 + rate);
    return sum;
  };
  double low = 0, high = 1;
  if (value(low) <= price) return 0;
  constexpr int kHalvings = 100;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (value(middle) > price ? low : high) = middle;
  }
  return low;
}

core::Result<LoanSchedule> schedule_of(const Licence& licence, const Deal& deal) {
  contracts::LicenceFee fee = licence.fee;
  fee.from = deal.cut_off;
  std::vector<contracts::Sale> sales;
  const auto empty = contracts::licence_payments(fee, {});
  if (!empty) return empty.error();
  for (const contracts::LicencePayment& payment : empty.value())
    sales.push_back({payment.from, licence.sales});
  const auto payments = contracts::licence_payments(fee, sales);
  if (!payments) return payments.error();
  std::vector<double> amounts;
  for (const contracts::LicencePayment& payment : payments.value())
    amounts.push_back(core::in_fen(payment.fixed + payment.royalty));
  const double rate = implied_rate(amounts, core::in_fen(licence.price));
  LoanSchedule schedule;
  schedule.balance = licence.price;
  schedule.interest.resize(deal.terms.periods.size());
  schedule.principal.resize(deal.terms.periods.size());
  core::Money left = licence.price;
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    const int period = period_of(deal.terms.periods, payments.value()[i].due);
    if (period < 0)
      return core::Error{"it pays on " + core::to_string(payments.value()[i].due) +
                         ", in no period"};
    const core::Money paid = core::round_fen(amounts[i]);
    const core::Money interest = core::round_fen(core::in_fen(left) * rate);
    const bool last = i + 1 == amounts.size();
    const core::Money principal = std::min(left, last ? paid : std::max({}, paid - interest));
    left -= principal;
    schedule.principal[static_cast<std::size_t>(period)] += principal;
    schedule.interest[static_cast<std::size_t>(period)] += paid - principal;
  }
  return schedule;
}

/// From where payment dates are counted, itself none. The start: counted from the first payment, a
/// loan of the 31st that pays on 28 February would pay on the 28th ever after. With a fixed day,
/// that of the December before it, which has all days.
core::Date anchor_of(const Loan& loan) {
  if (loan.interest_day == 0) return loan.start;
  const std::chrono::day day(static_cast<unsigned>(loan.interest_day));
  return {loan.start.year() - std::chrono::years(1), std::chrono::December, day};
}

}  // namespace

core::Date accrues_from(const Loan& loan, core::Date cut_off) {
  core::Date last = loan.start;
  for (int k = 1; last < loan.maturity; ++k) {
    const core::Date next = core::add_months(anchor_of(loan), k * loan.months);
    if (cut_off < next) break;
    last = std::max(last, next);
  }
  return last;
}

contracts::ContractTerms contract_of(const Loan& loan, core::Date cut_off) {
  using contracts::at_midnight;
  contracts::ContractTerms terms;
  terms.id = loan.id;
  terms.type = loan.repayment == Repayment::bullet            ? ContractType::pam
               : loan.repayment == Repayment::equal_principal ? ContractType::lam
                                                              : ContractType::ann;
  terms.status_date = at_midnight(std::max(cut_off, loan.start));
  terms.initial_exchange = at_midnight(loan.start);
  terms.maturity = at_midnight(loan.maturity);
  terms.notional = core::in_yuan(loan.balance);
  terms.rate = loan.rate;
  terms.day_count = loan.day_count;
  terms.accrued_interest = *terms.notional * loan.rate *
                           core::year_fraction(terms.day_count, accrues_from(loan, cut_off),
                                               contracts::date_of(terms.status_date));
  terms.interest = {at_midnight(anchor_of(loan)), contracts::Cycle{{loan.months, 0}, false}};
  if (loan.repayment != Repayment::bullet) terms.redemption = terms.interest;
  return terms;
}

core::Result<std::vector<contracts::DatedFlow>> flows_of(const Loan& loan, core::Date cut_off) {
  return contracts::dated_flows(contract_of(loan, cut_off), {});
}

std::optional<core::Error> each_schedule(const Deal& deal, const SeesSchedule& seen) {
  const auto see = [&](const auto& one, const std::string& borrower,
                       std::string_view what) -> std::optional<core::Error> {
    const core::Result<LoanSchedule> schedule = schedule_of(one, deal);
    if (!schedule) {
      return core::Error{fmt::format("{}s.csv:{}: {} {}: {}", what, one.line, what, one.id,
                                     schedule.error().message)};
    }
    seen(borrower, schedule.value());
    return {};
  };
  for (const Loan& loan : deal.loans) {
    if (auto error = see(loan, loan.borrower, "loan")) return error;
  }
  for (const Licence& licence : deal.licences) {
    if (auto error = see(licence, licence.licensee, "licence")) return error;
  }
  return {};
}

Deal without_idle_dates(Deal deal) {
  const int late = deal.credit.late_share > 0 ? std::max(1, deal.credit.late_periods) : 0;
  const int needed = std::min(deal.terms.tail, std::max(deal.credit.recovery_lag, late));
  deal.terms.periods.resize(deal.terms.scheduled() + static_cast<std::size_t>(needed));
  deal.terms.tail = needed;
  return deal;
}

core::Result<cash::Collections> collected_as_scheduled(const Deal& deal) {
  const int periods = static_cast<int>(deal.terms.periods.size());
  cash::Collections to(periods, 1);
  double balance = 0;
  const auto error = each_schedule(deal, [&](const std::string&, const LoanSchedule& schedule) {
    balance += core::in_fen(schedule.balance);
    for (int p = 0; p < periods; ++p) {
      const std::size_t at = static_cast<std::size_t>(p);
      to.at(p, Flow::interest)[0] += core::in_fen(schedule.interest[at]);
      to.at(p, Flow::principal)[0] += core::in_fen(schedule.principal[at]);
    }
  });
  if (error) return *error;
  for (int p = 0; p < periods; ++p) {
    balance -= to.at(p, Flow::principal)[0];
    to.at(p, Flow::balance)[0] = balance;
  }
  return to;
}

}  // namespace zheli::deal
