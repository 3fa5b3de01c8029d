#include "core/check.h"

#include <cstdio>
#include <cstdlib>

namespace zheli::core {

void check_failed(const char* file, int line, const char* what) {
  std::fprintf(stderr, "%s:%d: CHECK failed: %s\n", file, line, what);
  std::abort();
}

}  // namespace zheli::core
