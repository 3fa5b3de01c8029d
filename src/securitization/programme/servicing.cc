#include "securitization/programme/servicing.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>

#include "core/check.h"
#include "files/table.h"

namespace zheli::programme {
namespace {

constexpr int kDaysMost = 36'500;  // a hundred years

const files::Columns& columns() {
  static const files::Columns all{
      {"id", "interest_due", "interest_paid", "principal_due", "principal_paid", "prepaid",
       "recovered", "days_overdue", "defaulted", "balance"},
      {}};
  return all;
}

Serviced serviced(files::Row& row) {
  Serviced to;
  to.interest_due = row.money("interest_due");
  to.interest_paid = row.money("interest_paid");
  to.principal_due = row.money("principal_due");
  to.principal_paid = row.money("principal_paid");
  to.prepaid = row.money("prepaid");
  to.recovered = row.money("recovered");
  to.days_overdue = row.whole("days_overdue", 0, kDaysMost);
  const std::string defaulted = row.text("defaulted");
  if (defaulted != "yes" && defaulted != "no" && !defaulted.empty())
    row.problem("defaulted is \"" + defaulted + "\": write yes or no");
  to.defaulted = defaulted == "yes";
  to.balance = row.money("balance");
  return to;
}

using Faults = std::vector<std::string>;

void find_in_default(const Serviced& now, const Serviced& before, Faults& to) {
  if (before.defaulted && !now.defaulted)
    to.push_back("it defaulted in an earlier period: write yes");
  if (!now.defaulted && now.recovered.fen > 0)
    to.push_back(
        "recovered is for defaulted assets: write what it paid as interest, principal or "
        "prepaid");
  if (now.defaulted && (now.interest_paid + now.principal_paid + now.prepaid).fen > 0)
    to.push_back("it defaulted: what comes of it is recovered, not interest, principal or prepaid");
}

void find_in_balance(const Serviced& now, const Serviced& before, Faults& to) {
  const core::Money left = before.balance - now.principal_paid - now.prepaid;
  if (left.fen < 0)
    to.push_back("it pays more principal than the " + core::to_string(before.balance) +
                 " that was left");
  else if (now.balance != left)
    to.push_back(fmt::format("the balance is {} where {} less principal paid and prepaid is {}",
                             core::to_string(now.balance), core::to_string(before.balance),
                             core::to_string(left)));
}

void find_in_dues(const Serviced& now, Faults& to) {
  if (now.interest_due < now.interest_paid || now.principal_due < now.principal_paid)
    to.push_back("more is paid than due: principal paid early is prepaid");
  const bool unpaid =
      now.interest_paid < now.interest_due || now.principal_paid < now.principal_due;
  if (!now.defaulted && unpaid != (now.days_overdue > 0))
    to.push_back(unpaid ? "something due is unpaid: say how many days_overdue"
                        : "all that is due is paid: days_overdue is 0");
}

}  // namespace

Report opening(std::span<const Asset> pool) {
  Report to;
  for (const Asset& one : pool) to.emplace_back().balance = one.balance;
  return to;
}

std::vector<std::string> faults(const Serviced& now, const Serviced& before) {
  Faults to;
  find_in_default(now, before, to);
  find_in_dues(now, to);
  find_in_balance(now, before, to);
  return to;
}

ReportReading read_report(std::string_view bytes, const std::string& file,
                          std::span<const Asset> pool, const Report& before) {
  CHECK(before.size() == pool.size());
  std::map<std::string_view, std::size_t> numbers;
  for (std::size_t i = 0; i < pool.size(); ++i) numbers[pool[i].id] = i;
  std::vector<std::optional<Serviced>> got(pool.size());
  files::Findings findings(file);
  files::each_row(bytes, columns(), findings, [&](files::Row& row) {
    const std::size_t problems = findings.problems().size();
    const std::string id = row.text("id");
    const Serviced now = serviced(row);
    if (findings.problems().size() > problems) return;
    const auto found = numbers.find(id);
    if (found == numbers.end()) return row.problem("\"" + id + "\" is not in the pool");
    const std::size_t i = found->second;
    if (got[i]) return row.problem("\"" + id + "\" stands in it twice: give one line");
    got[i] = now;
    for (std::string& fault : faults(now, before[i])) row.problem(std::move(fault));
  });
  for (std::size_t i = 0; i < pool.size() && findings.problems().empty(); ++i)
    if (!got[i]) findings.add(0, "\"" + pool[i].id + "\" has no line: report every asset");
  ReportReading to{{}, findings.problems()};
  std::stable_sort(to.problems.begin(), to.problems.end(),
                   [](const auto& a, const auto& b) { return a.line < b.line; });
  if (to.problems.empty())
    for (const auto& one : got) to.report.push_back(*one);
  return to;
}

std::string write_report(const Report& report, std::span<const Asset> pool) {
  CHECK(report.size() == pool.size());
  const auto yuan = [](core::Money amount) {
    return fmt::format("{}.{:02}", amount.fen / 100, amount.fen % 100);
  };
  std::string to = fmt::format("{}\n", fmt::join(columns().required, ","));
  for (std::size_t i = 0; i < pool.size(); ++i) {
    const Serviced& one = report[i];
    to += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", pool[i].id, yuan(one.interest_due),
                      yuan(one.interest_paid), yuan(one.principal_due), yuan(one.principal_paid),
                      yuan(one.prepaid), yuan(one.recovered), one.days_overdue,
                      one.defaulted ? "yes" : "no", yuan(one.balance));
  }
  return to;
}

}  // namespace zheli::programme
