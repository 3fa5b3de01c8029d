#include "securitization/contracts/licence_fee.h"

#include <fmt/format.h>

#include <algorithm>

namespace zheli::contracts {
namespace {

constexpr int kMonthsMax = 120;
constexpr int kDueDaysMax = 366;

/// What is wrong with the terms, or nothing.
std::optional<core::Error> wrong(const LicenceFee& licence) {
  const core::Money none;
  if (licence.from >= licence.to) return core::Error{"a licence ends after it starts"};
  if (licence.months < 1 || licence.months > kMonthsMax) {
    return core::Error{"a licence's period is 1 to 120 months"};
  }
  if (licence.due_days < 0 || licence.due_days > kDueDaysMax) {
    return core::Error{"a licence fee is due 0 to 366 days after its period"};
  }
  if (licence.fixed < none || !(licence.royalty_rate >= 0 && licence.royalty_rate <= 1)) {
    return core::Error{"a licence's fixed fee is not negative, its rate 0 to 1"};
  }
  const core::Money floor = licence.floor.value_or(none);
  if (floor < none || (licence.cap && *licence.cap < floor)) {
    return core::Error{"a licence's floor is not negative and not above its cap"};
  }
  return {};
}

/// The periods without their amounts.
std::vector<LicencePayment> periods(const LicenceFee& licence) {
  std::vector<LicencePayment> all;
  for (core::Date from = licence.from; from < licence.to;) {
    const int months = licence.months * static_cast<int>(all.size() + 1);
    const core::Date to = std::min(core::add_months(licence.from, months), licence.to);
    const core::Date due =
        core::adjust(licence.calendar, licence.rule, core::add_days(to, licence.due_days));
    all.push_back({from, to, due, {}, {}, {}});
    from = to;
  }
  return all;
}

core::Money fixed_part(const LicenceFee& licence, const LicencePayment& period) {
  const core::Date full = core::add_months(period.from, licence.months);
  if (period.to >= full) return licence.fixed;
  const double share = static_cast<double>(core::days_between(period.from, period.to)) /
                       core::days_between(period.from, full);
  return core::round_fen(core::in_fen(licence.fixed) * share);
}

core::Money royalty(const LicenceFee& licence, core::Money sales) {
  core::Money due = core::round_fen(licence.royalty_rate * core::in_fen(sales));
  if (licence.floor) due = std::max(due, *licence.floor);
  if (licence.cap) due = std::min(due, *licence.cap);
  return due;
}

}  // namespace

core::Result<std::vector<LicencePayment>> licence_payments(const LicenceFee& licence,
                                                           std::span<const Sale> sales) {
  if (const auto error = wrong(licence)) return *error;
  std::vector<LicencePayment> payments = periods(licence);
  for (const Sale& sale : sales) {
    if (sale.date < licence.from || sale.date >= licence.to || sale.amount < core::Money{}) {
      return core::Error{fmt::format("the sale of {} on {} is negative or outside the licence",
                                     core::to_string(sale.amount), core::to_string(sale.date))};
    }
    const auto after = std::upper_bound(
        payments.begin(), payments.end(), sale.date,
        [](core::Date date, const LicencePayment& payment) { return date < payment.from; });
    std::prev(after)->sales += sale.amount;
  }
  for (LicencePayment& payment : payments) {
    payment.fixed = fixed_part(licence, payment);
    payment.royalty = royalty(licence, payment.sales);
  }
  return payments;
}

}  // namespace zheli::contracts
