// Any bytes as a contract, a file of the ACTUS test bed or a licence: reading ends with values or
// problems, running with events or an error, never with a crash, a hang or an endless amount.
//
//   build/fuzz/bin/actus_fuzz -max_len=4000 -max_total_time=60 CORPUS
#include <cmath>
#include <cstdint>
#include <string_view>

#include "core/check.h"
#include "securitization/contracts/contract.h"
#include "securitization/contracts/dated_flows.h"
#include "securitization/interchange/actus/licence_json.h"
#include "securitization/interchange/actus/test_bed.h"

using namespace zheli;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const actus::ReadContract read = actus::read_contract(text);
  if (read.problems.empty()) {
    const auto& [terms, observed, until] = read.contract;
    const auto events = contracts::run(terms, observed, until);
    if (events) {
      for (const contracts::Event& event : events.value()) CHECK(std::isfinite(event.payoff));
    }
    contracts::dated_flows(terms, observed);
  }
  for (const actus::TestCase& one : actus::read_test_bed(text).cases) actus::check(one);
  const actus::ReadLicence licence = actus::read_licence(text);
  if (licence.problems.empty()) contracts::licence_payments(licence.licence, licence.sales);
  return 0;
}
