// What an applicant wrote → why it cannot be taken, by its field's type. Nothing is repaired.
// Tested by answer_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "assistant/knowledge/handling.h"

namespace zheli::applications {

enum class Fault {
  missing,
  too_long,      // above kTextMax characters, or kLongTextMax
  no_date,       // 2026-11-30
  no_phone,      // 11 digits, the first 1, the second 3 to 9
  no_id_number,  // GB 11643: 18 characters, a date in them, the check character right
  no_text,       // control characters, or no UTF-8
  unknown        // nothing asked for it
};
inline constexpr std::size_t kTextMax = 100;       // characters
inline constexpr std::size_t kLongTextMax = 1000;  // characters

std::optional<Fault> fault_of(knowledge::FieldType type, std::string_view text);

/// "missing", "too-long", …: as doors say it.
std::string_view word(Fault fault);

}  // namespace zheli::applications
