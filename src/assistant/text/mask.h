// Before anything is kept or logged: ID, phone, bank-card, passport and plate numbers become "***".
// Works on normalised text; spaces and dashes inside a number do not hide it. Tested by
// mask_test.cc: no digit of an ID number survives.
#pragma once

#include <string>
#include <string_view>

namespace zheli::text {

/// Replaced: any run of 7 or more digits (spaces, dashes and dots between them allowed, a closing x
/// belongs to it), a letter followed by 7 or more digits (passports, permits), and a number plate
/// (province character, letter, five or six letters and digits). Everything else stays as it is.
std::string mask(std::string_view normalised);

}  // namespace zheli::text
