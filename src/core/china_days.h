// China's public holidays and make-up working weekends as two tables of days, 2019 to 2026. Only
// calendar.cc reads them. Tested by calendar_test.cc.
//
// Sources: the General Office of the State Council's notices on the arrangement of public holidays
// for each year; the Shanghai stock exchange's closing days; compared day by day with QuantLib's
// calendars China::SSE and China::IB.
#pragma once

#include <span>

namespace zheli::core {

/// The years for which the tables are complete: [kChinaFirstYear, kChinaLastYear].
constexpr int kChinaFirstYear = 2019;
constexpr int kChinaLastYear = 2026;

/// Weekdays on which interbank market and exchange are closed, as 20190101, ascending.
std::span<const int> china_holidays();

/// Weekdays on which only the exchange is closed.
std::span<const int> china_exchange_only_holidays();

/// Weekend days on which the interbank market works; the exchange never does.
std::span<const int> china_working_weekends();

}  // namespace zheli::core
