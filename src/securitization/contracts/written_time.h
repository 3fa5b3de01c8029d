// A time as tests write it.
#pragma once

#include "securitization/contracts/time.h"

namespace zheli::contracts {

/// at("2021-07-13"): what parse_time reads; a text that it does not read ends the program.
inline Time at(const char* text) {
  return parse_time(text).value();
}

}  // namespace zheli::contracts
