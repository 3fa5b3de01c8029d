// A securitization as its files describe it, read and checked: who takes part, what is pledged and
// lent, how the cash is paid out, how losses are modelled. Plain values; docs/formats/deal.md
// describes the files. A Deal made by read_deal() keeps every promise of that page.
//
// Tested by read_deal_test.cc.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "core/date.h"
#include "core/money.h"
#include "securitization/contracts/licence_fee.h"
#include "securitization/waterfall/terms.h"

namespace zheli::deal {

/// Someone who takes part: 原始权益人, 管理人, 托管人, 差额支付承诺人 …
struct Party {
  std::string id;
  std::string role;
  std::string name;
  std::string english;
  std::string rating;  ///< of a supporter; empty: none
};

/// A technology SME that borrows against its IP.
struct Borrower {
  std::string id;
  std::string name;
  std::string sector;
  std::string region;
  std::string rating;       ///< a row of the table of default probabilities
  double alone_rate = 0;    ///< what borrowing alone would cost it, per year
  double subsidy_rate = 0;  ///< interest the district pays for it, per year
};

enum class Repayment {
  bullet,           ///< 先息后本: interest as it falls due, principal at maturity
  equal_principal,  ///< 等额本金
  level,            ///< 等额本息
};

struct Loan {
  std::string id;
  std::string borrower;
  core::Money balance;  ///< at the cut-off day
  double rate = 0;      ///< decimal per year
  core::Date start;
  core::Date maturity;
  Repayment repayment = Repayment::bullet;
  int months = 3;                    ///< between two payments
  std::vector<std::string> pledged;  ///< ids of the pledged rights; empty: all of the borrower's
  std::optional<core::Money> liquidation_value;  ///< of the pledged rights, where the file says it
  int line = 0;                                  ///< in loans.csv
};

/// A pledged IP right as its appraisal gives it.
struct Right {
  std::string id;
  std::string owner;  ///< a borrower's id
  std::string kind;
  std::string title;
  core::Date expires;             ///< end of its legal protection
  core::Money value;              ///< appraised
  core::Money liquidation_value;  ///< what a forced sale would bring
  int line = 0;                   ///< in rights.csv
};

/// A patent licence whose fees the deal has bought (专利许可收益): fixed, and a share of expected
/// sales, every few months.
struct Licence {
  std::string id;
  std::string licensee;       ///< a borrower's id
  core::Money price;          ///< paid for the fees on the cut-off day
  contracts::LicenceFee fee;  ///< from the cut-off day on
  core::Money sales;          ///< expected in each period
  std::optional<core::Money> liquidation_value;
  int line = 0;  ///< in licences.csv
};

/// One criterion every loan must meet (合格标准): a figure of the loan within bounds.
struct Criterion {
  enum class Of {
    balance,
    rate,
    months_left,
    months_run,
    loan_to_value,
    rights,
    right_months_left
  };
  std::string id;
  std::string text;  ///< as the plan states it
  Of of = Of::balance;
  std::optional<double> least, most;
};

/// The largest share of the pool that one borrower, the largest few, a sector or a region may have.
struct Concentration {
  enum class By { borrower, largest, sector, region };
  By by = By::borrower;
  int count = 1;  ///< of `largest`: how many
  double most = 1;
};

/// How defaults and recoveries are modelled.
struct CreditTerms {
  enum class Copula { gaussian, student };
  Copula copula = Copula::gaussian;
  double freedom = 0;                         ///< degrees of freedom of Student's t
  double global = 0, sector = 0, region = 0;  ///< shares of variance: of all, of a sector, a region
  double supporter_global = 0;  ///< the share of a supporter's variance that all share
  double recovery_share = 0;    ///< of the liquidation value, reached on average
  double recovery_spread = 0;   ///< standard deviation of a recovery
  double recovery_global = 0;   ///< its correlation with the global factor
  int recovery_lag = 0;         ///< periods from default to recovery
  double prepayment = 0;        ///< share of loans repaid early, per year
  double late_share = 0;        ///< of payments that come late
  int late_periods = 0;         ///< by how many periods
};

/// A point of the discount curve.
struct CurvePoint {
  core::Date date;
  double rate = 0;  ///< zero rate, compounded yearly, ACT/365
};

struct Deal {
  std::string id;
  std::string name, english;
  std::string synthetic;  ///< what in these files is made up; empty: nothing
  core::Money shelf;      ///< size of the shelf (储架); 0: none
  core::Money issue;      ///< size of this issue
  core::Date cut_off;
  core::Date legal_final;
  core::Calendar calendar = core::Calendar::none;
  std::shared_ptr<const core::PublishedDays> published;  ///< what the calendar points to
  std::optional<core::Date> provisional_from{};  ///< the first payment date that may still move
  std::vector<Party> parties;
  std::vector<Borrower> borrowers;
  std::vector<Loan> loans;
  std::vector<Licence> licences;
  std::vector<Right> rights;
  std::optional<core::Date> valued_on{};  ///< the valuation day of all rights; none: no rights
  std::vector<Criterion> criteria;
  std::vector<Concentration> concentrations;
  waterfall::Terms terms;                      ///< with periods, before any sizing
  std::map<std::string, std::string> names;    ///< id of a fee, tranche, account … → its name
  std::map<std::string, std::string> paid_to;  ///< fee, supporter → party
  std::map<std::string, std::string> targets;  ///< tranche → target rating
  CreditTerms credit;
  std::vector<CurvePoint> curve;
};

}  // namespace zheli::deal
