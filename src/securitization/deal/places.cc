#include "securitization/deal/places.h"

namespace zheli::deal {

int line_of(const Places& places, const std::string& at) {
  int line = 1;
  std::size_t longest = 0;
  for (const auto& [place, where] : places) {
    if (!at.starts_with(place) || place.size() < longest) continue;
    longest = place.size();
    line = where;
  }
  return line;
}

}  // namespace zheli::deal
