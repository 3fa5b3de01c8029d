#include "securitization/programme/life.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/check.h"
#include "securitization/waterfall/engine.h"

namespace zheli::programme {
namespace {

using cash::Flow;
using Flows = std::array<core::Money, cash::kFlows>;

core::Money& of(Flows& flows, Flow flow) {
  return flows[static_cast<std::size_t>(flow)];
}

Flows flows_of(const Report& report, const Report& before) {
  Flows to;
  for (std::size_t i = 0; i < report.size(); ++i) {
    const Serviced& one = report[i];
    of(to, Flow::interest) += one.interest_paid;
    of(to, Flow::principal) += one.principal_paid;
    of(to, Flow::prepayment) += one.prepaid;
    of(to, Flow::recovery) += one.recovered;
    if (one.defaulted && !before[i].defaulted) of(to, Flow::defaulted) += one.balance;
    if (!one.defaulted) of(to, Flow::balance) += one.balance;
  }
  return to;
}

std::string number(int period) {
  return "period " + std::to_string(period + 1);
}

bool is_hash_of(const std::string& hash, const Order& order) {
  return hash == hash_of(order);
}

}  // namespace

core::Result<Life> Life::establish(Issue issue) {
  const waterfall::Terms& terms = issue.program->terms();
  core::Money sum;
  std::set<std::string> ids;
  for (const Asset& one : issue.pool) {
    sum += one.balance;
    if (!ids.insert(one.id).second) return core::Error{"\"" + one.id + "\" is in the pool twice"};
  }
  if (sum != terms.pool_balance)
    return core::Error{fmt::format("the pool's assets are {} where the terms say {}",
                                   core::to_string(sum), core::to_string(terms.pool_balance))};
  for (const waterfall::Tranche& tranche : terms.tranches) {
    const auto book = issue.holders.find(tranche.id);
    if (book == issue.holders.end())
      return core::Error{"tranche \"" + tranche.id + "\" has no holders: allot it"};
    core::Money held;
    for (const Holding& one : book->second.on(terms.closing)) held += one.face;
    if (held != tranche.size)
      return core::Error{fmt::format("holders of tranche \"{}\" have {} of its {}", tranche.id,
                                     core::to_string(held), core::to_string(tranche.size))};
  }
  return Life(std::move(issue));
}

core::Result<Life> Life::with(const Event& event) const {
  Life to = *this;
  if (const auto error = std::visit([&](const auto& one) { return to.add(one); }, event))
    return *error;
  return to;
}

std::optional<core::Error> Life::check_report(const Report& report, int period) const {
  if (report.size() != issue_.pool.size())
    return core::Error{fmt::format("the report of {} has {} assets of {}", number(period),
                                   report.size(), issue_.pool.size())};
  const Report before =
      period == 0 ? opening(issue_.pool) : latest_[static_cast<std::size_t>(period) - 1];
  for (std::size_t i = 0; i < report.size(); ++i)
    if (const auto all = faults(report[i], before[i]); !all.empty())
      return core::Error{number(period) + ", " + issue_.pool[i].id + ": " + all.front()};
  return {};
}

std::optional<core::Error> Life::add(const Reported& event) {
  if (event.period != reported() || event.period >= issue_.program->periods())
    return core::Error{fmt::format("a report of {} is out of turn: {} of {} periods are reported",
                                   number(event.period), reported(), issue_.program->periods())};
  if (auto error = check_report(event.report, event.period)) return error;
  latest_.push_back(event.report);
  entries_.push_back({event.period, event.report});
  return {};
}

std::optional<core::Error> Life::add(const Corrected& event) {
  if (event.cause.empty() || event.by.empty())
    return core::Error{"an erratum says its cause and who makes it"};
  if (event.from < 0 || event.reports.empty() ||
      event.reports.size() > latest_.size() - std::min(latest_.size(), std::size_t(event.from)))
    return core::Error{"an erratum reports anew one or more periods that were reported"};
  std::copy(event.reports.begin(), event.reports.end(), latest_.begin() + event.from);
  for (int period = event.from; period < reported(); ++period)
    if (auto error = check_report(latest_[static_cast<std::size_t>(period)], period)) return error;
  for (std::size_t i = 0; i < event.reports.size(); ++i)
    entries_.push_back({event.from + static_cast<int>(i), event.reports[i]});
  return {};
}

std::optional<core::Error> Life::add(const Transferred& event) {
  const auto book = issue_.holders.find(event.tranche);
  if (book == issue_.holders.end())
    return core::Error{"there is no tranche \"" + event.tranche + "\""};
  if (settled() > 0 && event.transfer.on <= record_date(settled() - 1))
    return core::Error{fmt::format("a transfer on {} is too late: those who held on {} are paid",
                                   core::to_string(event.transfer.on),
                                   core::to_string(record_date(settled() - 1)))};
  auto to = book->second.with(event.transfer);
  if (!to) return to.error();
  book->second = to.take();
  return {};
}

std::optional<core::Error> Life::add(const Settled& event) {
  if (event.period != settled())
    return core::Error{fmt::format("an order of {} is out of turn: {} periods are settled",
                                   number(event.period), settled())};
  if (event.made_by.empty() || event.checked_by.empty() || event.made_by == event.checked_by)
    return core::Error{"an order is made by one person and checked by another: name both"};
  const auto own = order(event.period);
  if (!own) return own.error();
  if (!is_hash_of(event.order, own.value()))
    return core::Error{
        fmt::format("the order of {} is not the one that the record gives: its "
                    "hash would be {}",
                    number(event.period), hash_of(own.value()))};
  orders_.push_back({entries_.size(), event.order});
  return {};
}

core::Date Life::record_date(int period) const {
  const auto& periods = issue_.program->terms().periods;
  return core::add_days(periods[static_cast<std::size_t>(period)].pay, -issue_.record_days_before);
}

Snapshot Life::snapshot(int period) const {
  Snapshot to;
  for (const auto& [tranche, book] : issue_.holders) to[tranche] = book.on(record_date(period));
  return to;
}

cash::Collections Life::collections(int period) const {
  CHECK(0 <= period && period < reported() && period <= settled());
  cash::Collections to(issue_.program->periods(), 1);
  std::vector<Report> known;
  std::size_t next = 0;
  Flows paid_out;
  for (int p = 0; p <= period; ++p) {
    const std::size_t entries =
        p < settled() ? orders_[static_cast<std::size_t>(p)].entries : entries_.size();
    for (; next < entries; ++next) {
      const std::size_t at = static_cast<std::size_t>(entries_[next].period);
      if (known.size() <= at) known.resize(at + 1);
      known[at] = entries_[next].report;
    }
    Flows sum, last;
    for (int q = 0; q <= p; ++q) {
      const std::size_t at = static_cast<std::size_t>(q);
      last = flows_of(known[at], q == 0 ? opening(issue_.pool) : known[at - 1]);
      for (std::size_t f = 0; f < sum.size(); ++f) sum[f] += last[f];
    }
    for (std::size_t f = 0; f < sum.size(); ++f) {
      const Flow flow = static_cast<Flow>(f);
      const core::Money now =
          flow == Flow::balance ? last[f] : std::max(core::Money{}, sum[f] - paid_out[f]);
      if (flow != Flow::balance) paid_out[f] += now;
      to.at(p, flow)[0] = core::in_fen(now);
    }
  }
  return to;
}

core::Result<Order> Life::order(int period) const {
  if (period < 0 || period >= reported())
    return core::Error{number(period) + " has no servicer's report: it stays open"};
  if (period > settled())
    return core::Error{number(settled()) + " is to be settled before " + number(period)};
  const waterfall::Program& program = *issue_.program;
  waterfall::Statement paid(program, 1);
  waterfall::Scratch scratch(program, 1);
  waterfall::run(program, collections(period), {}, paid, scratch);
  for (int p = 0; p < std::min(period, settled()); ++p)
    if (!is_hash_of(orders_[static_cast<std::size_t>(p)].hash,
                    order_of(program, paid, p, snapshot(p))))
      return core::Error{"the order of " + number(p) +
                         " was another when it was given: terms, reports or holders are not those "
                         "of the record"};
  return order_of(program, paid, period, snapshot(period));
}

}  // namespace zheli::programme
