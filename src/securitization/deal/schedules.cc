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

/// The last payment date on or before the cut-off day; the start of a loan that has not paid yet.
core::Date last_payment(const Loan& loan, core::Date cut_off) {
  const contracts::Time start = contracts::at_midnight(loan.start);
  core::Date last = loan.start;
  for (int k = 1; last < loan.maturity; ++k) {
    const core::Date next = contracts::date_of(contracts::add(start, {loan.months, 0}, k));
    if (cut_off < next) break;
    last = next;
  }
  return last;
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

}  // namespace

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
  terms.accrued_interest = *terms.notional * loan.rate *
                           core::year_fraction(terms.day_count, last_payment(loan, cut_off),
                                               contracts::date_of(terms.status_date));
  terms.interest = {contracts::add(at_midnight(loan.start), {loan.months, 0}, 1),
                    contracts::Cycle{{loan.months, 0}, false}};
  if (loan.repayment != Repayment::bullet) terms.redemption = terms.interest;
  return terms;
}

core::Result<std::vector<contracts::DatedFlow>> flows_of(const Loan& loan, core::Date cut_off) {
  return contracts::dated_flows(contract_of(loan, cut_off), {});
}

core::Result<std::vector<Owed>> schedules_of(const Deal& deal) {
  std::vector<Owed> schedules;
  const auto add = [&](const auto& one, const std::string& borrower,
                       std::string_view what) -> std::optional<core::Error> {
    core::Result<LoanSchedule> schedule = schedule_of(one, deal);
    if (!schedule) {
      return core::Error{fmt::format("{}s.csv:{}: {} {}: {}", what, one.line, what, one.id,
                                     schedule.error().message)};
    }
    schedules.push_back({borrower, schedule.take()});
    return std::nullopt;
  };
  for (const Loan& loan : deal.loans) {
    if (const auto error = add(loan, loan.borrower, "loan")) return *error;
  }
  for (const Licence& licence : deal.licences) {
    if (const auto error = add(licence, licence.licensee, "licence")) return *error;
  }
  return schedules;
}

cash::Collections collected_as_scheduled(const std::vector<Owed>& schedules) {
  const int periods =
      schedules.empty() ? 0 : static_cast<int>(schedules.front().schedule.interest.size());
  cash::Collections to(periods, 1);
  double balance = 0;
  for (const Owed& owed : schedules) balance += core::in_fen(owed.schedule.balance);
  for (int p = 0; p < periods; ++p) {
    const std::size_t at = static_cast<std::size_t>(p);
    for (const Owed& owed : schedules) {
      to.at(p, Flow::interest)[0] += core::in_fen(owed.schedule.interest[at]);
      to.at(p, Flow::principal)[0] += core::in_fen(owed.schedule.principal[at]);
    }
    balance -= to.at(p, Flow::principal)[0];
    to.at(p, Flow::balance)[0] = balance;
  }
  return to;
}

}  // namespace zheli::deal
