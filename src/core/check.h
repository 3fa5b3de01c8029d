// CHECK: the caller broke a contract. Always on, also in release builds; prints where and what,
// then stops the program. Never reachable from outside input: that is parsed into types at the
// edge. Tested by check_test.cc.
#pragma once

namespace zheli::core {

/// Prints "file:line: CHECK failed: what" to stderr and aborts. Only the macro below calls it.
[[noreturn]] void check_failed(const char* file, int line, const char* what);

}  // namespace zheli::core

#define CHECK(condition) \
  ((condition) ? void(0) : ::zheli::core::check_failed(__FILE__, __LINE__, #condition))
