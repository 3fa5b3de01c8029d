#include "securitization/credit/collections.h"

namespace zheli::credit {

Collections::Collections(int periods, int paths)
    : periods_(periods),
      paths_(paths),
      columns_(static_cast<std::size_t>(periods) * kFlows * static_cast<std::size_t>(paths)) {
  CHECK(periods >= 0 && paths >= 0);
}

std::size_t Collections::offset(int period, Flow flow) const {
  CHECK(0 <= period && period < periods_);
  return (static_cast<std::size_t>(period) * kFlows + static_cast<std::size_t>(flow)) *
         static_cast<std::size_t>(paths_);
}

std::span<double> Collections::at(int period, Flow flow) {
  return {columns_.data() + offset(period, flow), static_cast<std::size_t>(paths_)};
}

std::span<const double> Collections::at(int period, Flow flow) const {
  return {columns_.data() + offset(period, flow), static_cast<std::size_t>(paths_)};
}

}  // namespace zheli::credit
