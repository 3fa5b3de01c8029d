// zheli contract run TERMS.json, zheli contract check FILE.json: one contract's events, and a whole
// file of the public ACTUS test bed.
#include "securitization/contracts/contract.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "cli/commands.h"
#include "securitization/interchange/actus/licence_json.h"
#include "securitization/interchange/actus/test_bed.h"

namespace zheli::cli {
namespace {

using contracts::Event;

struct Options {
  std::string file;
  bool json = false;
};

std::string read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  std::string bytes(actus::kJsonBytesMax + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file && !file.eof()) throw std::runtime_error(path + ": cannot be read");
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

/// Prints the problems and ends the program if there are any.
void refuse(const std::string& file, const std::vector<actus::Problem>& problems) {
  if (problems.empty()) return;
  for (const actus::Problem& problem : problems) {
    const std::string place = problem.place.empty() ? "" : problem.place + ": ";
    fmt::print("{}: {}{}\n", file, place, problem.message);
  }
  throw Exit{1};
}

/// "2013-01-01T00:00:00", as the test bed writes it.
std::string in_full(contracts::Time time) {
  const std::string text = contracts::to_string(time);
  return text.size() > 10 ? text : text + "T00:00:00";
}

/// The test bed's fields: an enhancement has an exercise where a loan has interest.
nlohmann::ordered_json as_json(const Event& event, bool enhances) {
  nlohmann::ordered_json json = {{"eventDate", in_full(event.time)},
                                 {"eventType", std::string(to_string(event.type))},
                                 {"payoff", event.payoff},
                                 {"currency", event.currency},
                                 {"notionalPrincipal", event.notional}};
  if (enhances) {
    if (event.exercise_time) json["exerciseDate"] = in_full(*event.exercise_time);
    json["exerciseAmount"] = event.exercise_amount;
  } else {
    json["nominalInterestRate"] = event.rate;
    json["accruedInterest"] = event.accrued;
  }
  return json;
}

void print_table(const std::vector<Event>& events) {
  fmt::print("{:<20} {:<5} {:>18} {:>18} {:>9} {:>14}\n", "date", "event", "payoff", "notional",
             "rate", "accrued");
  for (const Event& event : events) {
    fmt::print("{:<20} {:<5} {:>18.2f} {:>18.2f} {:>8.4f}% {:>14.2f}\n",
               contracts::to_string(event.time), to_string(event.type), event.payoff,
               event.notional, event.rate * 100, event.accrued);
  }
}

void run_licence(const Options& options, const std::string& bytes) {
  const actus::ReadLicence read = actus::read_licence(bytes);
  refuse(options.file, read.problems);
  const auto payments = contracts::licence_payments(read.licence, read.sales);
  if (!payments) refuse(options.file, {{"", payments.error().message}});
  if (options.json) {
    auto json = nlohmann::ordered_json::array();
    for (const contracts::LicencePayment& payment : payments.value()) {
      json.push_back({{"from", core::to_string(payment.from)},
                      {"to", core::to_string(payment.to)},
                      {"due", core::to_string(payment.due)},
                      {"salesFen", payment.sales.fen},
                      {"fixedFen", payment.fixed.fen},
                      {"royaltyFen", payment.royalty.fen}});
    }
    fmt::print("{}\n", json.dump(2));
    return;
  }
  fmt::print("{:<10} {:<10} {:<10} {:>18} {:>14} {:>14}\n", "from", "to", "due", "sales", "fixed",
             "royalty");
  for (const contracts::LicencePayment& payment : payments.value()) {
    fmt::print("{:<10} {:<10} {:<10} {:>18} {:>14} {:>14}\n", core::to_string(payment.from),
               core::to_string(payment.to), core::to_string(payment.due),
               core::to_string(payment.sales), core::to_string(payment.fixed),
               core::to_string(payment.royalty));
  }
}

void run_contract(const Options& options) {
  const std::string bytes = read_bytes(options.file);
  if (actus::is_licence(bytes)) return run_licence(options, bytes);
  const actus::ReadContract read = actus::read_contract(bytes);
  refuse(options.file, read.problems);
  const auto& [terms, observed, until] = read.contract;
  const auto events = contracts::run(terms, observed, until);
  if (!events) refuse(options.file, {{"", events.error().message}});
  if (!options.json) return print_table(events.value());
  const bool enhances =
      terms.type == contracts::ContractType::ceg || terms.type == contracts::ContractType::cec;
  auto json = nlohmann::ordered_json::array();
  for (const Event& event : events.value()) json.push_back(as_json(event, enhances));
  fmt::print("{}\n", json.dump(2));
}

void check_bed(const std::string& file) {
  const actus::TestBed bed = actus::read_test_bed(read_bytes(file));
  refuse(file, bed.problems);
  std::size_t failed = 0;
  for (const actus::TestCase& one : bed.cases) {
    const std::vector<actus::Difference> found = actus::check(one);
    for (const actus::Difference& difference : found) {
      fmt::print("{}: {}: expected {}, got {}\n", one.id, difference.event, difference.expected,
                 difference.got);
    }
    failed += found.empty() ? 0 : 1;
  }
  fmt::print("{} passed, {} failed\n", bed.cases.size() - failed, failed);
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
