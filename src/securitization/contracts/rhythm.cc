#include "securitization/contracts/rhythm.h"

#include <fmt/format.h>

namespace zheli::contracts {
namespace {

bool on_month_end(Time time) {
  return date_of(time) == core::last_of_month(date_of(time));
}

Time to_month_end(Time time) {
  return time + (std::chrono::local_days(core::last_of_month(date_of(time))) -
                 std::chrono::floor<std::chrono::days>(time));
}

}  // namespace

core::Result<std::vector<Time>> times(const Rhythm& rhythm, Time end, bool with_end,
                                      bool end_of_month) {
  std::vector<Time> all;
  Time next = rhythm.anchor.value_or(end);
  const bool to_ends = end_of_month && rhythm.cycle && rhythm.cycle->period.days == 0 &&
                       rhythm.anchor && on_month_end(next);
  for (int i = 1; next < end; ++i) {
    all.push_back(next);
    if (all.size() > kEventsMax) {
      return core::Error{
          fmt::format("a schedule from {} to {} has more than {} times; lengthen "
                      "its cycle",
                      to_string(*rhythm.anchor), to_string(end), kEventsMax)};
    }
    if (!rhythm.cycle) break;
    next = add(*rhythm.anchor, rhythm.cycle->period, i);
    if (to_ends) next = to_month_end(next);
  }
  const bool off_cycle = rhythm.cycle && next != end;
  if (off_cycle && rhythm.cycle->long_stub && all.size() > 1) all.pop_back();
  if (with_end) all.push_back(end);
  return all;
}

Rhythm anchored(const Rhythm& rhythm, const ContractTerms& terms) {
  if (rhythm.anchor || !rhythm.cycle || !terms.initial_exchange) return rhythm;
  return {add(*terms.initial_exchange, rhythm.cycle->period, 1), rhythm.cycle};
}

}  // namespace zheli::contracts
