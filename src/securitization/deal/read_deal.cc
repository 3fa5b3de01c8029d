// How a deal is read: deal.yaml first (dates, parties, criteria, credit; the order of payment in
// read_terms.cc), then the tables whose rows name what stands there, then the checks that need all
// of it. Reading goes on after a problem, with an empty value, so that one run finds them all; the
// order of payment is compiled only where nothing else is wrong, for its problems would be echoes.
#include "securitization/deal/read_deal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "files/calendar_file.h"
#include "files/fields.h"
#include "securitization/deal/check_loans.h"
#include "securitization/deal/read_tables.h"
#include "securitization/deal/read_terms.h"
#include "securitization/waterfall/program.h"

namespace zheli::deal {
namespace {

using core::Date;
using core::Money;
using files::Fields;
using files::Findings;
using files::Node;

constexpr double kShareMost = 1;

std::chrono::sys_days days(Date date) {
  return std::chrono::sys_days(date);
}

/// `date` some months on; the last day of a month where it lacks the day.
Date months_on(Date date, int months) {
  const Date there = date + std::chrono::months(months);
  return there.ok() ? there : there.year() / there.month() / std::chrono::last;
}

class Reader {
 public:
  explicit Reader(const files::Folder& folder) : folder_(folder) {}

  Reading read() {
    read_calendars();
    if (const std::string* bytes = file("deal.yaml")) read_yaml_file(*bytes);
    read_table("borrowers.csv", read_borrowers);
    if (folder_.contains("licences.csv")) read_table("licences.csv", read_licences);
    if (folder_.contains("loans.csv") || !folder_.contains("licences.csv"))
      read_table("loans.csv", read_loans);
    deal_.terms.pool_balance = pool();
    check_parties();
    check_pool();
    if (folder_.contains("rights.csv")) read_table("rights.csv", read_rights);
    if (problems_.empty()) check_loans();
    if (problems_.empty() && yaml_.problems().empty()) check_waterfall();
    gather(yaml_);
    std::sort(problems_.begin(), problems_.end());
    problems_.erase(std::unique(problems_.begin(), problems_.end()), problems_.end());
    if (!problems_.empty()) return {std::nullopt, std::move(problems_)};
    return {std::move(deal_), {}};
  }

 private:
  const std::string* file(const std::string& name);
  void read_table(const std::string& name, void (*reader)(std::string_view, Deal&, Findings&)) {
    const std::string* bytes = file(name);
    if (bytes == nullptr) return;
    Findings findings(name);
    reader(*bytes, deal_, findings);
    gather(findings);
  }
  void gather(const Findings& findings) {
    problems_.insert(problems_.end(), findings.problems().begin(), findings.problems().end());
  }

  void read_calendars();
  void read_yaml_file(const std::string& bytes);
  void read_dates(Fields& of_deal);
  void read_periods(Fields& dates, Date first_from);
  Date pay_day(core::BusinessDayRule rule, Date planned);
  void read_parties(Fields& fields);
  void read_criteria(Fields& fields);
  void read_concentrations(Fields& fields);
  void read_credit(Fields& of_deal);
  void read_curve(Fields& fields);
  void check_parties();
  void check_pool();
  void check_loans();
  void check_waterfall();
  Money pool() const;

  const files::Folder& folder_;
  Deal deal_;
  Places places_;
  Findings yaml_{"deal.yaml"};
  std::vector<files::Problem> problems_;
};

const std::string* Reader::file(const std::string& name) {
  const auto found = folder_.find(name);
  if (found == folder_.end()) {
    problems_.push_back({name, 0, "this file is missing; docs/formats/deal.md says what it holds"});
    return nullptr;
  }
  Findings findings(name);
  const bool readable = files::readable(found->second, findings);
  gather(findings);
  return readable ? &found->second : nullptr;
}

void Reader::read_calendars() {
  files::ReadCalendars read = files::read_calendars(folder_);
  problems_.insert(problems_.end(), read.problems.begin(), read.problems.end());
  deal_.published = std::make_shared<const core::PublishedDays>(std::move(read.days));
}

void Reader::read_yaml_file(const std::string& bytes) {
  const Node root = files::read_yaml(bytes, yaml_);
  if (!yaml_.problems().empty()) return;
  Fields fields(root, "deal.yaml", yaml_);
  deal_.id = fields.id();
  deal_.name = fields.text("name");
  deal_.english = fields.text_if_any("english");
  deal_.synthetic = fields.text_if_any("synthetic");
  deal_.shelf = fields.money_if_any("shelf").value_or(Money{});
  deal_.issue = fields.money("issue");
  if (deal_.shelf.fen > 0 && deal_.shelf < deal_.issue)
    yaml_.add(fields.line_of("issue"), "the issue is larger than its shelf");
  places_.emplace("issue", fields.line_of("issue"));
  read_dates(fields);
  read_parties(fields);
  read_criteria(fields);
  read_concentrations(fields);
  read_terms(fields, deal_, places_);
  read_credit(fields);
  read_curve(fields);
  fields.done();
}

void Reader::read_dates(Fields& of_deal) {
  const Node* node = of_deal.need("dates");
  if (node == nullptr) return;
  Fields dates(*node, "\"dates\"", yaml_);
  places_.emplace("periods", node->line);
  deal_.cut_off = dates.date("cut_off");
  deal_.terms.closing = dates.date("closing");
  deal_.legal_final = dates.date("legal_final");
  if (deal_.terms.closing < deal_.cut_off)
    yaml_.add(dates.line_of("closing"), "the closing date lies before the cut-off day");
  const std::string name = dates.text("calendar");
  const core::Result<core::Calendar> calendar = core::parse_calendar(name);
  if (calendar)
    deal_.calendar = calendar.value().with(*deal_.published);
  else if (!name.empty())
    yaml_.add(dates.line_of("calendar"), calendar.error().message);
  read_periods(dates, deal_.cut_off);
  dates.done();
}

void Reader::read_periods(Fields& dates, Date first_from) {
  const Date first = dates.date("first_payment");
  const int months = static_cast<int>(dates.number("months", 1, 12));
  const int count = static_cast<int>(dates.number("payments", 1, 400));
  const int before = static_cast<int>(dates.number("collected_days_before", 0, 60));
  const std::string rule_name = dates.text("shift");
  const auto rule = core::parse_business_day_rule(rule_name);
  if (!rule && !rule_name.empty()) yaml_.add(dates.line_of("shift"), rule.error().message);
  if (!first.ok() || !rule || !yaml_.problems().empty()) return;
  Date from = first_from;
  for (int p = 0; p < count; ++p) {
    const Date planned = months_on(first, p * months);
    const Date pay = pay_day(rule.value(), planned);
    const Date to = days(planned) - std::chrono::days(before);
    deal_.terms.periods.push_back({from, to, pay});
    from = to;
  }
  if (deal_.legal_final < deal_.terms.periods.back().pay)
    yaml_.add(dates.line_of("legal_final"),
              "the last payment date lies after the legal final date");
}

/// Where its year was not published yet it may be another day once it is.
Date Reader::pay_day(core::BusinessDayRule rule, Date planned) {
  const Date pay = core::adjust(deal_.calendar, rule, planned);
  const bool provisional =
      deal_.calendar.is_provisional(planned) || deal_.calendar.is_provisional(pay);
  if (rule != core::BusinessDayRule::unadjusted && provisional && !deal_.provisional_from)
    deal_.provisional_from = pay;
  return pay;
}

void Reader::read_parties(Fields& fields) {
  places_.emplace("parties", fields.line_of("parties"));
  fields.each("parties", [&](const Node& node) {
    Fields party(node, "a party", yaml_);
    Party read;
    read.id = party.id();
    files::refuse_twice(deal_.parties, read.id, party.line(), yaml_);
    read.role = party.text("role");
    read.name = party.text("name");
    read.english = party.text_if_any("english");
    read.rating = party.text_if_any("rating");
    party.done();
    deal_.parties.push_back(std::move(read));
  });
}

void Reader::read_criteria(Fields& fields) {
  static const std::vector<std::string> kOf = {"balance",          "rate",          "months_left",
                                               "months_run",       "loan_to_value", "rights",
                                               "right_months_left"};
  fields.each("eligibility", [&](const Node& node) {
    Fields criterion(node, "a criterion", yaml_);
    Criterion read;
    read.id = criterion.id();
    read.text = criterion.text("text");
    const auto of = criterion.choice("of", kOf);
    if (!of) yaml_.add(criterion.line(), "a criterion says what it is of: \"of: loan_to_value\"");
    read.of = static_cast<Criterion::Of>(of.value_or(0));
    read.least = criterion.number_if_any("least", 0, 1e12);
    read.most = criterion.number_if_any("most", 0, 1e12);
    if (!read.least && !read.most)
      yaml_.add(criterion.line(), "a criterion needs a bound: add \"least\" or \"most\"");
    criterion.done();
    deal_.criteria.push_back(std::move(read));
  });
}

void Reader::read_concentrations(Fields& fields) {
  static const std::vector<std::string> kBy = {"borrower", "largest", "sector", "region"};
  places_.emplace("concentration", fields.line_of("concentration"));
  fields.each("concentration", [&](const Node& node) {
    Fields limit(node, "a concentration limit", yaml_);
    Concentration read;
    const auto by = limit.choice("by", kBy);
    if (!by) yaml_.add(limit.line(), "a limit says by what: \"by: borrower\"");
    read.by = static_cast<Concentration::By>(by.value_or(0));
    read.count = static_cast<int>(limit.number_if_any("count", 1, 1000).value_or(1));
    read.most = limit.number("most", 0, kShareMost);
    limit.done();
    deal_.concentrations.push_back(read);
  });
}

void Reader::read_credit(Fields& of_deal) {
  const Node* node = of_deal.need("credit");
  if (node == nullptr) return;
  Fields fields(*node, "\"credit\"", yaml_);
  CreditTerms& credit = deal_.credit;
  const auto copula = fields.choice("copula", {"gaussian", "student"});
  if (copula == 1U) {
    credit.copula = CreditTerms::Copula::student;
    credit.freedom = fields.number("freedom", 1, 60);
    if (credit.freedom != std::floor(credit.freedom))
      yaml_.add(fields.line_of("freedom"), "\"freedom\" must be a whole number from 1 to 60");
  }
  const auto share = [&](std::string_view key) {
    return fields.number_if_any(key, 0, kShareMost).value_or(0);
  };
  const auto stated = [&](std::string_view key, double most, std::string_view what) {
    if (fields.find(key) == nullptr)
      yaml_.add(fields.line(), fmt::format("\"credit\" has no \"{}\"; write {}", key, what));
    return fields.number_if_any(key, 0, most).value_or(0);
  };
  credit.global =
      stated("global", kShareMost, "what share of a firm's variance all share: \"global: 0.15\"");
  credit.sector =
      stated("sector", kShareMost, "what its sector shares besides: \"sector: 0.1\"; 0 for none");
  credit.region =
      stated("region", kShareMost, "what its region shares besides: \"region: 0.05\"; 0 for none");
  if (credit.global + credit.sector + credit.region > 1)
    yaml_.add(fields.line(),
              "global, sector and region are shares of one variance: at most 1 together");
  if (!deal_.terms.supporters.empty() || fields.find("supporter_global") != nullptr) {
    credit.supporter_global =
        stated("supporter_global", kShareMost,
               "what share of a supporter's variance all share: \"supporter_global: 0.3\"");
  }
  credit.recovery_share = stated(
      "recovery_share", 2,
      "what share of the liquidation value a sale reaches on average: \"recovery_share: 0.9\"");
  credit.recovery_spread = share("recovery_spread");
  credit.recovery_global = share("recovery_global");
  credit.recovery_lag = static_cast<int>(fields.number_if_any("recovery_lag", 0, 40).value_or(0));
  credit.prepayment = share("prepayment");
  credit.late_share = share("late_share");
  credit.late_periods = static_cast<int>(fields.number_if_any("late_periods", 0, 40).value_or(0));
  fields.done();
}

void Reader::read_curve(Fields& fields) {
  fields.each("curve", [&](const Node& node) {
    Fields point(node, "a point of the curve", yaml_);
    const Date date = point.date("date");
    const double rate = point.number("rate", -0.2, 1);
    point.done();
    if (!deal_.curve.empty() && date <= deal_.curve.back().date)
      yaml_.add(node.line, "the curve's dates must rise");
    deal_.curve.push_back({date, rate});
  });
}

Money Reader::pool() const {
  Money pool;
  for (const Loan& loan : deal_.loans) pool += loan.balance;
  for (const Licence& licence : deal_.licences) pool += licence.price;
  return pool;
}

void Reader::check_parties() {
  for (const auto& [what, to] : deal_.paid_to) {
    const std::string& party = to;  // clang 14 captures no structured binding
    const bool known = std::any_of(deal_.parties.begin(), deal_.parties.end(),
                                   [&](const Party& p) { return p.id == party; });
    if (known) continue;
    const bool fee = places_.contains("fees." + what);
    const int line = line_of(places_, (fee ? "fees." : "supporters.") + what);
    yaml_.add(line, files::unknown("party", party, files::ids_of(deal_.parties)));
  }
}

void Reader::check_pool() {
  if (deal_.terms.tranches.empty() || pool().fen == 0) return;
  Money sizes;
  for (const auto& tranche : deal_.terms.tranches) sizes += tranche.size;
  const int line = line_of(places_, "tranches");
  if (sizes != deal_.issue) {
    yaml_.add(line, fmt::format("the tranches add up to {} yuan, the issue is {}; make them equal",
                                core::to_string(sizes), core::to_string(deal_.issue)));
  }
  if (pool() < sizes) {
    yaml_.add(line, fmt::format("the tranches add up to {} yuan, the pool is only {}; lessen the "
                                "tranches or add loans",
                                core::to_string(sizes), core::to_string(pool())));
  }
}

void Reader::check_loans() {
  for (const files::Problem& problem : deal::check_loans(deal_, line_of(places_, "concentration")))
    problems_.push_back(problem);
}

void Reader::check_waterfall() {
  const waterfall::Compilation compilation = waterfall::compile(deal_.terms);
  for (const waterfall::TermsProblem& problem : compilation.problems)
    yaml_.add(line_of(places_, problem.at), problem.at + ": " + problem.message);
}

}  // namespace

Reading read_deal(const files::Folder& folder) {
  return Reader(folder).read();
}

}  // namespace zheli::deal
