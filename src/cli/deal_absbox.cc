// zheli deal run --absbox CASE.json: a pool written for AbsBox, run here and compared with what the
// case expects.
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "cli/commands.h"
#include "cli/deal_options.h"
#include "securitization/interchange/absbox_pool.h"

namespace zheli::cli {

void run_absbox(const std::string& path, const DealOptions& options) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + " cannot be read");
  const auto read = interchange::read_absbox(std::string{std::istreambuf_iterator<char>(file), {}});
  if (!read) {
    fmt::print("{}: {}\n", path, read.error().message);
    throw Exit{1};
  }
  const std::vector<interchange::AbsboxFlow> flows = interchange::project(read.value().pool);
  using report::Format;
  report::Sheet sheet{"pool", "pool", {}, {}};
  sheet.columns.push_back({"date", "date", Format::date});
  for (const char* id :
       {"balance", "principal", "interest", "prepayment", "default", "recovery", "loss"})
    sheet.columns.push_back({id, id, Format::money});
  for (const interchange::AbsboxFlow& flow : flows) {
    sheet.rows.push_back({flow.date, flow.balance, flow.principal, flow.interest, flow.prepayment,
                          flow.defaulted, flow.recovery, flow.loss});
  }
  print({sheet}, options);
  if (!read.value().expected) return;
  const std::vector<std::string> wrong = interchange::differences(read.value(), flows);
  for (const std::string& difference : wrong) fmt::print(stderr, "{}\n", difference);
  if (!options.json && !options.csv)
    fmt::print("{} passed, {} failed\n", wrong.empty() ? 1 : 0, wrong.empty() ? 0 : 1);
  if (!wrong.empty()) throw Exit{1};
}

}  // namespace zheli::cli
