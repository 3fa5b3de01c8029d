// What is often asked of lists: whether one holds a value, to take in another. Tested by
// contains_test.cc.
#pragma once

#include <algorithm>
#include <iterator>
#include <vector>

namespace zheli::core {

/// Whether one of `all` equals `one`; looks at each in turn.
template <typename Range, typename Value>
bool contains(const Range& all, const Value& one) {
  return std::find(std::begin(all), std::end(all), one) != std::end(all);
}

/// Moves `more` to the end of `all`.
template <typename T>
void append(std::vector<T>& all, std::vector<T> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace zheli::core
