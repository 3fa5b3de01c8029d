// Whether a list holds a value. Tested by contains_test.cc.
#pragma once

#include <algorithm>
#include <iterator>

namespace zheli::core {

/// Whether one of `all` equals `one`; looks at each in turn.
template <typename Range, typename Value>
bool contains(const Range& all, const Value& one) {
  return std::find(std::begin(all), std::end(all), one) != std::end(all);
}

}  // namespace zheli::core
