// The day that a command answers for. Tested by day_test.cc.
#pragma once

#include <string>

#include "core/date.h"

namespace zheli::cli {

/// China's civil day now: what holds at a counter does not hang on the machine's zone.
core::Date today();

/// The day that option `name` states; today where it is empty. Throws Unusable for what is no day.
core::Date day_asked(const std::string& name, const std::string& text);

}  // namespace zheli::cli
