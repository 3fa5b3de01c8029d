// Who may default, how likely, how much together, and what is then recovered: the inputs of every
// model of this room. Tested by simulator_test.cc.
#pragma once

#include <vector>

#include "securitization/cash/collections.h"

namespace zheli::credit {

/// Cumulative probability of default by the end of each period: [period], rising, in [0, 1).
using DefaultCurve = std::vector<double>;

/// What a default brings back: on average `mean`, once, `lag` periods later; what falls after the
/// last period is lost to the deal (a deal's last period ends before its legal final date). A draw
/// is mean · exp(spread · Y − spread²/2) with Y normal and correlated with the global factor, at
/// most the balance.
struct Recovery {
  core::Money mean;
  double spread = 0;
  int lag = 0;
};

/// A borrower with all it owes.
struct Name {
  cash::LoanSchedule schedule;
  DefaultCurve defaults;
  int sector = 0;
  int region = 0;
  Recovery recovery;
};

/// Someone whose default matters without being in the pool: the giver of a commitment.
struct SupporterName {
  DefaultCurve defaults;
  double global = 0;  ///< share of its variance that is the global factor's
};

/// How names default together. A name's latent variable
///
///   X = √global · G + √sector · S + √region · R + √(1 − global − sector − region) · Z
///
/// of independent normals (G for all, S for its sector, R for its region, Z its own) falls below a
/// threshold when it defaults. Student's t divides all by one √(χ²/freedom). Source: D. X. Li, "On
/// default correlation" (2000); R. Frey, A. McNeil, "Dependent defaults in models of portfolio
/// credit risk" (2003).
struct Copula {
  double global = 0, sector = 0, region = 0;  ///< shares of variance, together at most 1
  int freedom = 0;                            ///< of Student's t; 0: Gaussian
};

struct Pool {
  std::vector<Name> names;
  int sectors = 1;
  int regions = 1;
  std::vector<SupporterName> supporters;
  Copula copula;
  double recovery_global = 0;  ///< correlation of recoveries with the global factor
  double prepayment = 0;       ///< probability that a loan is repaid early, per period
  double late_share = 0;       ///< of payments that come late
  int late_periods = 1;        ///< by how many periods
};

}  // namespace zheli::credit
