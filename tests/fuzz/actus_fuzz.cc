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
  files::Findings findings("fuzz.json");
  const files::Json json = files::read_json(text, findings);
  const auto [terms, observed, until] = actus::read_contract(json, findings);
  if (findings.problems().empty()) {
    const auto events = contracts::run(terms, observed, until);
    if (events) {
      for (const contracts::Event& event : events.value()) CHECK(std::isfinite(event.payoff));
    }
    contracts::dated_flows(terms, observed);
  }
  for (const actus::TestCase& one : actus::read_test_bed(json, findings)) actus::check(one);
  files::Findings of_licence("fuzz.json");
  const auto [licence, sales] = actus::read_licence(json, of_licence);
  if (of_licence.problems().empty()) contracts::licence_payments(licence, sales);
  return 0;
}
