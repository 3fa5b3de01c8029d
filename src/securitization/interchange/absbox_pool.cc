#include "securitization/interchange/absbox_pool.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/day_count.h"

namespace zheli::interchange {
namespace {

using core::Date;
using core::Money;
using AssetKind = AbsboxAsset::Kind;

std::chrono::sys_days days(Date date) {
  return std::chrono::sys_days(date);
}

/// A cent and less is cut off; 1e-6 fen more is the rounding of binary fractions.
Money cut(double fen) {
  return {static_cast<std::int64_t>(std::floor(fen + 1e-6))};
}

double cut_rate(double rate) {
  return std::floor(rate * 1e6 + 1e-9) / 1e6;
}

double share(double yearly, double count) {
  return 1 - std::pow(1 - yearly, count / core::kDaysInYear);
}

Date payment_date(const AbsboxAsset& asset, int number) {
  if (!asset.dates.empty()) return asset.dates[static_cast<std::size_t>(number)];
  return core::add_months(asset.last_paid, asset.months * (number + 1));
}

/// `lag` months after payment `number`, on the day of the month that payments fall on.
Date recovery_date(const AbsboxAsset& asset, int number, int lag) {
  if (!asset.dates.empty()) return core::add_months(payment_date(asset, number), lag);
  return core::add_months(asset.last_paid, asset.months * (number + 1) + lag);
}

/// One asset on its way.
struct Running {
  Money balance;
  Date paid;
};

/// Scheduled principal of payment `number`, out of what is left.
Money principal_due(const AbsboxAsset& asset, int number, Money left, Money interest) {
  const int payments = asset.term - number;
  if (payments == 1) return left;
  switch (asset.kind) {
    case AssetKind::loan_bullet:
    case AssetKind::invoice:
      return {};
    case AssetKind::mortgage_even:
      return cut(in_fen(left) / payments);
    case AssetKind::mortgage_level: {
      const double rate = cut_rate(asset.rate * asset.months / 12);
      if (rate == 0) return cut(in_fen(left) / payments);
      return cut(in_fen(left) * rate / (1 - std::pow(1 + rate, -payments))) - interest;
    }
    case AssetKind::loan_schedule: {
      double rest = 0;
      for (std::size_t i = static_cast<std::size_t>(number); i < asset.amounts.size(); ++i)
        rest += in_fen(asset.amounts[i]);
      const double part = in_fen(asset.amounts[static_cast<std::size_t>(number)]);
      return rest == 0 ? Money{} : cut(in_fen(left) * part / rest);
    }
  }
  return {};
}

Money interest_due(const AbsboxAsset& asset, Money left, double count) {
  if (asset.kind == AssetKind::mortgage_level || asset.kind == AssetKind::mortgage_even)
    return cut(in_fen(left) * cut_rate(asset.rate * asset.months / 12));
  if (asset.kind == AssetKind::invoice) return cut(in_fen(left) * asset.rate);
  return cut(in_fen(left) * asset.rate * count / core::kDaysInYear);
}

using ByDate = std::map<std::chrono::sys_days, AbsboxFlow>;

void pay(const AbsboxAsset& asset, int number, const AbsboxAssumption& assumption, Running& state,
         ByDate& flows) {
  const Date date = payment_date(asset, number);
  const double count = (days(date) - days(state.paid)).count();
  AbsboxFlow& flow = flows[days(date)];
  const Money defaulted = cut(in_fen(state.balance) * share(assumption.cdr, count));
  Money left = state.balance - defaulted;
  const Money prepaid = cut(in_fen(left) * share(assumption.cpr, count));
  left -= prepaid;
  const Money interest = interest_due(asset, left, count);
  Money principal = principal_due(asset, number, left, interest);
  if (asset.kind == AssetKind::invoice) principal = left;
  flow.defaulted += defaulted;
  flow.prepayment += prepaid;
  flow.interest += interest;
  // An invoice's fee is part of its amount.
  flow.principal += asset.kind == AssetKind::invoice ? principal - interest : principal;
  state.balance = left - principal;
  state.paid = date;
  if (defaulted.fen == 0) return;
  const Date back = assumption.recovery ? recovery_date(asset, number, assumption.lag) : date;
  const Money recovered = cut(in_fen(defaulted) * assumption.recovery.value_or(0));
  flows[days(back)].recovery += recovered;
  flows[days(back)].loss += defaulted - recovered;
}

}  // namespace

std::vector<AbsboxFlow> project(const AbsboxPool& pool) {
  ByDate flows;
  flows[days(pool.cut_off)];
  Money balance;
  for (const AbsboxAsset& asset : pool.assets) {
    balance += asset.balance;
    Running state{asset.balance, asset.last_paid};
    for (int number = 0; number < asset.term; ++number)
      pay(asset, number, pool.assumption, state, flows);
  }
  std::vector<AbsboxFlow> all;
  for (auto& [date, flow] : flows) {
    const Money fee = pool.assets.front().kind == AssetKind::invoice ? flow.interest : Money{};
    balance -= flow.principal + flow.prepayment + flow.defaulted + fee;
    flow.date = date;
    flow.balance = balance;
    all.push_back(flow);
  }
  return all;
}

Table pool_table(const std::vector<AbsboxFlow>& flows, bool of_invoices) {
  Table table{
      "pool",
      {"Balance", "Principal", of_invoices ? "Fee" : "Interest", "Prepayment", "Default",
       "Recovery", "Loss", "CumPrincipal", "CumPrepay", "CumDefault", "CumRecovery", "CumLoss"},
      {},
      {}};
  AbsboxFlow all;
  for (const AbsboxFlow& flow : flows) {
    if (!of_invoices) all.principal += flow.principal;  // as that engine counts
    all.prepayment += flow.prepayment;
    all.defaulted += flow.defaulted;
    all.recovery += flow.recovery;
    all.loss += flow.loss;
    std::vector<std::optional<double>>& row = table.rows.emplace_back();
    for (const Money money : {flow.balance, flow.principal, flow.interest, flow.prepayment,
                              flow.defaulted, flow.recovery, flow.loss, all.principal,
                              all.prepayment, all.defaulted, all.recovery, all.loss})
      row.emplace_back(in_fen(money) / 100);
    table.labels.push_back(core::to_string(flow.date));
  }
  return table;
}

}  // namespace zheli::interchange
