// A licence as JSON: bytes → its terms and sales, or every problem with its place. The format is
// ours, its terms named after licence_fee.h; deals/samples/licence.json shows it. Tested by
// licence_json_test.cc.
#pragma once

#include <string_view>
#include <vector>

#include "securitization/contracts/licence_fee.h"
#include "securitization/interchange/actus/contract_json.h"

namespace zheli::actus {

struct ReadLicence {
  contracts::LicenceFee licence;
  std::vector<contracts::Sale> sales;
  std::vector<Problem> problems;  ///< empty, else the rest is not to be used
};

/// Whether the bytes are JSON with "contractType": "LICENCE".
bool is_licence(std::string_view bytes);

/// Reads a licence. Amounts are yuan with at most two decimals, as numbers or in strings.
ReadLicence read_licence(std::string_view bytes);

}  // namespace zheli::actus
