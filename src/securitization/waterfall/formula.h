// A formula over a deal's running figures: the size of a fee, a target, a cap, a condition. Written
// by a structurer as text, kept as postfix terms, evaluated for a whole block of paths at once.
// Tested by formula_test.cc.
#pragma once

#include <string>
#include <vector>

namespace zheli::waterfall {

/// A running figure. Amounts are fen; `of` names what it is taken from, where one is needed.
enum class Metric {
  pool_balance,             ///< performing balance now
  pool_balance_before,      ///< performing balance before this period's collections
  pool_balance_at_closing,  ///< performing balance before period 0
  collected_interest,       ///< in this period
  collected_principal,      ///< in this period, prepayments included
  collected_recovery,       ///< in this period
  defaulted,                ///< in this period
  cumulative_defaulted,     ///< since closing
  cumulative_default_rate,  ///< cumulative_defaulted / pool_balance_at_closing, a decimal
  tranches_balance,         ///< all tranches that are not residual
  tranche_balance,          ///< of a tranche
  tranche_size,             ///< of a tranche, at closing
  interest_due,             ///< of a tranche: this period's and arrears, not yet paid
  fee_due,                  ///< of a fee: this period's and arrears, not yet paid
  account_balance,          ///< of an account
  reserve_gap,              ///< of an account: what its target lacks
  drawn,                    ///< of a supporter: drawn and not yet reimbursed
  available,                ///< of a supporter: what may still be drawn
  standing,                 ///< of a supporter: 1 while it has not defaulted, else 0
  active,                   ///< of a trigger: 1 while it is, else 0
  called,                   ///< 1 after the clean-up call, else 0
  period,                   ///< number of this period, from 1
  periods_left,             ///< to the expected maturity: 0 on that date and in the tail
};

enum class Operation {
  add,
  subtract,
  multiply,
  divide,  ///< by 0: 0
  least,
  greatest,
  above,     ///< 1 where left > right, else 0
  at_least,  ///< 1 where left ≥ right, else 0
  equal,
  both,    ///< 1 where both are not 0
  either,  ///< 1 where one is not 0
};

/// One term of a postfix formula.
struct Term {
  enum class Kind { number, series, metric, operation };
  Kind kind = Kind::number;
  double number = 0;                     ///< of a number
  std::string of;                        ///< of a metric: whose; of a series: its name
  Metric metric = Metric::pool_balance;  ///< of a metric
  Operation operation = Operation::add;  ///< of an operation
};

/// Postfix: "0.05 * pool_balance" is {0.05, pool_balance, multiply}. Empty where none was written;
/// what that means is said where the formula stands.
using Formula = std::vector<Term>;

Term number(double value);
Term series(std::string name);
Term metric(Metric metric, std::string of = {});
Term operation(Operation operation);

/// What a metric is taken from; nothing for figures of the deal itself.
enum class Subject { deal, tranche, fee, account, supporter, trigger };
Subject subject(Metric metric);

}  // namespace zheli::waterfall
