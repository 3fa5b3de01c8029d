#include "securitization/cash/collections.h"

namespace zheli::cash {

Collections::Collections(int periods, int paths)
    : periods_(periods),
      paths_(paths),
      columns_(static_cast<std::size_t>(periods) * kFlows * static_cast<std::size_t>(paths)) {
  CHECK(periods >= 0 && paths >= 0);
}

}  // namespace zheli::cash
