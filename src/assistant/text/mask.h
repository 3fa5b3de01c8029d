// Before anything is kept or logged: ID, phone, bank-card, passport and plate numbers become "***".
// Works on normalised text; spaces and dashes inside a number do not hide it. Tested by
// mask_test.cc: no digit of an ID number survives.
#pragma once

#include <string>
#include <string_view>

namespace zheli::text {

/// Replaced: any run of 7 or more digits, also spelt ones (一三八…), with up to three spaces,
/// dashes or dots between two of them and a closing x; a letter right before such a run (passports,
/// permits); a number plate (province character, letter, five or six letters and digits).
/// Everything else stays as it is. Cost: one pass, below a microsecond for a 30-character question.
std::string mask(std::string_view normalised);

}  // namespace zheli::text
