// zheli contract run TERMS.json, zheli contract check FILE.json: one contract's events, and a whole
// file of the public ACTUS test bed.
#include "securitization/contracts/contract.h"

#include <fmt/format.h>

#include <memory>

#include "cli/commands.h"
#include "cli/read_folder.h"
#include "files/json_text.h"
#include "securitization/interchange/actus/licence_json.h"
#include "securitization/interchange/actus/test_bed.h"

namespace zheli::cli {
namespace {

using contracts::Event;

struct Options {
  std::string file;
  bool json = false;
};

/// Prints the problems and ends the program if there are any.
void refuse(const files::Findings& findings) {
  if (findings.problems().empty()) return;
  for (const files::Problem& problem : findings.problems())
    fmt::print("{}:{}: {}\n", problem.file, problem.line, problem.message);
  throw Exit{1};
}

[[noreturn]] void refuse(const std::string& file, const core::Error& error) {
  fmt::print("{}: {}\n", file, error.message);
  throw Exit{1};
}

files::Json read_json(files::Findings& findings) {
  files::Json json = files::read_json(read_file(findings.file(), files::kJsonBytesMax), findings);
  refuse(findings);
  return json;
}

/// "2013-01-01T00:00:00", as the test bed writes it.
std::string in_full(contracts::Time time) {
  const std::string text = contracts::to_string(time);
  return text.size() > 10 ? text : text + "T00:00:00";
}

/// Whether a day may become another one once the year's holidays are published.
bool is_provisional(core::Calendar calendar, core::BusinessDayRule rule, core::Date moved) {
  return rule != core::BusinessDayRule::unadjusted && calendar.is_provisional(moved);
}

bool is_provisional(const contracts::ContractTerms& terms, const Event& event) {
  return is_provisional(terms.calendar, terms.shift.rule, contracts::date_of(event.time));
}

/// What stands behind a line of which the day is provisional.
const char* mark(bool provisional) {
  return provisional ? "  provisional" : "";
}

/// The test bed's fields: an enhancement has an exercise where a loan has interest.
std::string as_json(const std::vector<Event>& events, const contracts::ContractTerms& terms) {
  const bool enhances =
      terms.type == contracts::ContractType::ceg || terms.type == contracts::ContractType::cec;
  files::JsonText to(files::JsonText::Layout::indented);
  to.objects(events, [&](const Event& event) {
    to.field("eventDate", in_full(event.time));
    if (is_provisional(terms, event)) to.field("provisional", true);
    to.field("eventType", to_string(event.type));
    to.field("payoff", event.payoff);
    to.field("currency", event.currency);
    to.field("notionalPrincipal", event.notional);
    if (enhances) {
      if (event.exercise_time) to.field("exerciseDate", in_full(*event.exercise_time));
      to.field("exerciseAmount", event.exercise_amount);
    } else {
      to.field("nominalInterestRate", event.rate);
      to.field("accruedInterest", event.accrued);
    }
  });
  return std::move(to).take();
}

std::string as_json(const std::vector<contracts::LicencePayment>& payments,
                    const contracts::LicenceFee& licence) {
  files::JsonText to(files::JsonText::Layout::indented);
  to.objects(payments, [&](const contracts::LicencePayment& payment) {
    to.field("from", core::to_string(payment.from));
    to.field("to", core::to_string(payment.to));
    to.field("due", core::to_string(payment.due));
    if (is_provisional(licence.calendar, licence.rule, payment.due)) to.field("provisional", true);
    to.field("salesFen", payment.sales.fen);
    to.field("fixedFen", payment.fixed.fen);
    to.field("royaltyFen", payment.royalty.fen);
  });
  return std::move(to).take();
}

void print_table(const std::vector<Event>& events, const contracts::ContractTerms& terms) {
  fmt::print("{:<20} {:<5} {:>18} {:>18} {:>9} {:>14}\n", "date", "event", "payoff", "notional",
             "rate", "accrued");
  for (const Event& event : events) {
    fmt::print("{:<20} {:<5} {:>18.2f} {:>18.2f} {:>8.4f}% {:>14.2f}{}\n",
               contracts::to_string(event.time), to_string(event.type), event.payoff,
               event.notional, event.rate * 100, event.accrued, mark(is_provisional(terms, event)));
  }
}

void run_licence(const Options& options, const files::Json& json, files::Findings& findings) {
  const actus::ReadLicence read = actus::read_licence(json, findings);
  refuse(findings);
  const auto payments = contracts::licence_payments(read.licence, read.sales);
  if (!payments) refuse(options.file, payments.error());
  if (options.json) return fmt::print("{}\n", as_json(payments.value(), read.licence));
  fmt::print("{:<10} {:<10} {:<10} {:>18} {:>14} {:>14}\n", "from", "to", "due", "sales", "fixed",
             "royalty");
  for (const contracts::LicencePayment& payment : payments.value()) {
    const bool provisional = is_provisional(read.licence.calendar, read.licence.rule, payment.due);
    fmt::print("{:<10} {:<10} {:<10} {:>18} {:>14} {:>14}{}\n", core::to_string(payment.from),
               core::to_string(payment.to), core::to_string(payment.due),
               core::to_string(payment.sales), core::to_string(payment.fixed),
               core::to_string(payment.royalty), mark(provisional));
  }
}

void run_contract(const Options& options) {
  files::Findings findings(options.file);
  const files::Json read = read_json(findings);
  if (actus::is_licence(read)) return run_licence(options, read, findings);
  const auto [terms, observed, until] = actus::read_contract(read, findings);
  refuse(findings);
  const auto events = contracts::run(terms, observed, until);
  if (!events) refuse(options.file, events.error());
  if (!options.json) return print_table(events.value(), terms);
  fmt::print("{}\n", as_json(events.value(), terms));
}

void check_bed(const std::string& file) {
  files::Findings findings(file);
  const std::vector<actus::TestCase> cases = actus::read_test_bed(read_json(findings), findings);
  refuse(findings);
  std::size_t failed = 0;
  for (const actus::TestCase& one : cases) {
    const std::vector<actus::Difference> found = actus::check(one);
    for (const actus::Difference& difference : found) {
      fmt::print("{}: {}: expected {}, got {}\n", one.id, difference.event, difference.expected,
                 difference.got);
    }
    failed += found.empty() ? 0 : 1;
  }
  fmt::print("{} passed, {} failed\n", cases.size() - failed, failed);
  if (failed > 0) throw Exit{1};
}

Command run_command() {
  const auto options = std::make_shared<Options>();
  return {
      .name = "run",
      .what = "Print the events of one contract",
      .options =
          {{.name = "TERMS.json", .to = &options->file, .what = "the contract", .required = true},
           {"--json", &options->json, "as JSON"}},
      .footer =
          "TERMS.json holds the terms of an ACTUS contract (PAM, LAM, NAM, ANN, LAX, CLM, UMP, "
          "CEG,\n"
          "CEC) alone, or as a case of the test bed with \"terms\", \"to\", \"dataObserved\" and\n"
          "\"eventsObserved\"; or a licence, \"contractType\": \"LICENCE\". Each problem is "
          "printed\n"
          "with its place; then the exit code is 1.\n"
          "\nExamples:\n"
          "  zheli contract run deals/samples/loan.json         a loan, interest each quarter\n"
          "  zheli contract run deals/samples/guarantee.json    two loans guaranteed, one "
          "defaults\n"
          "  zheli contract run deals/samples/licence.json      fixed fee and royalty\n"
          "  zheli contract run deals/samples/loan.json --json  all digits, as the test bed writes",
      .run = [options] { run_contract(*options); }};
}

Command check_command() {
  const auto file = std::make_shared<std::string>();
  return {
      .name = "check",
      .what = "Run a file of the ACTUS test bed",
      .options = {{.name = "FILE.json", .to = file.get(), .what = "the file", .required = true}},
      .footer =
          "Prints each value that differs, expected and got, then how many cases passed and "
          "failed;\n"
          "exit code 1 if one failed. The files are those of github.com/actusfrf/actus-tests.\n"
          "\nExamples:\n"
          "  zheli contract check actus-tests-pam.json\n"
          "  for file in actus-tests-*.json; do zheli contract check $file | tail -1; done",
      .run = [file] { check_bed(*file); }};
}

}  // namespace

Command contract_command() {
  return {.name = "contract",
          .what = "Loans, guarantees and licences by date",
          .subcommands = {run_command(), check_command()}};
}

}  // namespace zheli::cli
