// Any bytes as a formula, a deal's yaml and tables, a case of AbsBox, assets and assumptions:
// reading ends with a deal or problems, never with a crash or a hang; a deal that was read runs.
//
//   build/fuzz/bin/deal_fuzz -max_len=8000 -max_total_time=60 CORPUS
#include <cstdint>
#include <string>
#include <string_view>

#include "core/check.h"
#include "securitization/deal/formula_text.h"
#include "securitization/deal/read_deal.h"
#include "securitization/deal/structure.h"
#include "securitization/interchange/absbox.h"
#include "securitization/valuation/legal_status.h"

using namespace zheli;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  deal::parse_formula(text);
  const auto absbox = interchange::read_absbox(text);
  if (absbox) interchange::run(absbox.value());
  files::Findings findings("fuzz");
  const auto assets = valuation::read_assets(text, findings);
  valuation::read_indicators(text, findings);
  const auto assumptions = valuation::read_assumptions(text, findings);
  for (const valuation::Asset& asset : assets) {
    for (const valuation::Kind& kind : assumptions.kinds)
      valuation::legal_status(asset, kind, assumptions, asset.filed);
  }
  // Parts of a folder stand one after the other, parted by a zero byte.
  files::Folder folder;
  std::string_view rest = text;
  for (const char* name : {"deal.yaml", "borrowers.csv", "loans.csv", "licences.csv"}) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    folder[name] = std::string(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const deal::Reading reading = deal::read_deal(folder);
  CHECK(reading.deal.has_value() == reading.problems.empty());
  if (reading.deal) deal::structure_warnings(*reading.deal);
  return 0;
}
