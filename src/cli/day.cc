// The only place that looks at the clock for a day.
#include "cli/day.h"

#include "cli/command.h"

namespace zheli::cli {

core::Date today() {
  return core::day_in_china(std::chrono::system_clock::now());
}

core::Date day_asked(const std::string& name, const std::string& text) {
  if (text.empty()) return today();
  const core::Result<core::Date> day = core::parse_date(text);
  if (!day) throw Unusable{name, day.error().message};
  return day.value();
}

}  // namespace zheli::cli
