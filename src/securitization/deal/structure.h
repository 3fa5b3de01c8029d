// What terms allow and seldom mean: a junior paid before a senior, interest in no step, money that
// stays behind, a commitment that is not called when it is needed most. Not wrong, so they are
// warnings: `zheli deal check` prints them, `--strict` refuses a deal that has one.
//
// Tested by structure_test.cc, rule by rule.
#pragma once

#include <vector>

#include "files/problem.h"
#include "securitization/deal/deal.h"

namespace zheli::deal {

/// Of a deal as read_deal() gives it; each with its file and line and what would be right, in
/// the order of lines. Static rules read the terms (conditions by waterfall::bounds); what is left
/// over or stays unpaid is found by running the deal as scheduled and under two rates of default.
///
///   a step pays a junior's principal before a step that pays a senior's, while it may be owed some
///   interest, a fee, a premium or what a supporter paid is in no step of a status
///   a supporter called for a tranche in the first status is not called for it in another
///   a trigger can never hold, or always does
///   money is left in an account after the last date on which anything moves
///   a tranche is still owed something though every loan pays as scheduled
///   a default of the last period recovers after the legal final date
///   a support ends before the last date on which it is called
///   a payment date rests on a year whose holidays are not published
///   a right is pledged for several loans of one firm without ranks
std::vector<files::Problem> structure_warnings(const Deal& deal);

}  // namespace zheli::deal
