#include "files/calendar_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "files/table.h"
#include "files/yaml_tree.h"

namespace zheli::files {
namespace {

using core::Calendar;
using core::Date;

constexpr std::string_view kFolder = "calendars/", kName = "calendars/china-", kEnd = ".csv";

int as_written(Date date) {
  return static_cast<int>(date.year()) * 10000 +
         static_cast<int>(static_cast<unsigned>(date.month())) * 100 +
         static_cast<int>(static_cast<unsigned>(date.day()));
}

/// The year in a file's name.
std::optional<int> year_of(std::string_view name) {
  constexpr std::size_t kDigits = 4;
  if (name.size() != kName.size() + kDigits + kEnd.size() || !name.starts_with(kName) ||
      !name.ends_with(kEnd))
    return std::nullopt;
  const auto date = core::parse_date(fmt::format("{}-01-01", name.substr(kName.size(), kDigits)));
  if (!date) return std::nullopt;
  return static_cast<int>(date.value().year());
}

/// Whether the program, where it knows the year, says the same of a day.
bool agrees(Date date, std::string_view what) {
  if (Calendar::china_exchange.is_provisional(date)) return true;
  return !Calendar::china_exchange.is_business_day(date) &&
         Calendar::china_interbank.is_business_day(date) == (what != "holiday");
}

void read_day(Row& row, int year, core::PublishedDays& days) {
  const Date date = row.date("date");
  const std::string what = row.text("day");
  if (!date.ok() || what.empty()) return;
  if (static_cast<int>(date.year()) != year)
    return row.problem(fmt::format("{} is no day of {}", core::to_string(date), year));
  const bool weekday = Calendar::monday_friday.is_business_day(date);
  std::vector<int>* to = nullptr;
  if (what == "holiday" || what == "exchange-holiday") {
    if (!weekday) return row.problem("a weekend day is no business day anyway: leave it out");
    to = what == "holiday" ? &days.holidays : &days.exchange_only_holidays;
  } else if (what == "working") {
    if (weekday) return row.problem("only a weekend day can be a working one against the rule");
    to = &days.working_weekends;
  } else {
    return row.problem(unknown("day", what, {"holiday", "exchange-holiday", "working"}));
  }
  if (!agrees(date, what))
    return row.problem(fmt::format("the program knows {} as another day", core::to_string(date)));
  for (const std::vector<int>* list :
       {&days.holidays, &days.exchange_only_holidays, &days.working_weekends})
    if (std::ranges::find(*list, as_written(date)) != list->end())
      return row.problem(core::to_string(date) + " stands there twice");
  to->push_back(as_written(date));
}

void read_year(const std::string& name, const std::string& bytes, ReadCalendars& to) {
  Findings findings(name);
  const std::optional<int> year = year_of(name);
  if (!year) {
    findings.add(0, "a calendar is called calendars/china-2027.csv, by its year");
  } else if (readable(bytes, findings)) {
    Table table;
    read_table(bytes, {"date", "day"}, {}, findings, table);
    const std::size_t before = to.days.holidays.size();
    for (Row& row : table.rows) read_day(row, *year, to.days);
    if (findings.problems().empty() && to.days.holidays.size() == before)
      findings.add(0, "no holiday is listed, and every year has some");
    to.days.years.insert(*year);
  }
  to.problems.insert(to.problems.end(), findings.problems().begin(), findings.problems().end());
}

}  // namespace

ReadCalendars read_calendars(const Folder& folder) {
  ReadCalendars read;
  for (const auto& [name, bytes] : folder)
    if (name.starts_with(kFolder)) read_year(name, bytes, read);
  std::ranges::sort(read.days.holidays);
  std::ranges::sort(read.days.exchange_only_holidays);
  std::ranges::sort(read.days.working_weekends);
  return read;
}

}  // namespace zheli::files
