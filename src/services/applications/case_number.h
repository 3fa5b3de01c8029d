// A case's number, that a citizen can read out: 18 digits, the last of which finds a slip.
//
//   330500 261201 00042 7    area (GB/T 2260), day, how many-eth of that day, check
//
// The check digit is ISO 7064 MOD 11,10: it finds every wrong digit and almost every two that
// changed places. Tested by case_number_test.cc.
#pragma once

#include <string>
#include <string_view>

#include "core/date.h"

namespace zheli::applications {

inline constexpr int kSequenceMax = 99'999;

/// sequence in [1, kSequenceMax]; `area` six digits (CHECK).
std::string case_number(std::string_view area, core::Date day, int sequence);

/// Whether the check digit fits; blanks are not taken.
bool is_case_number(std::string_view text);

}  // namespace zheli::applications
