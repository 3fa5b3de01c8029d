// A licence as JSON → its terms and sales, or every problem with its line and place. The format is
// ours, its terms named after licence_fee.h; deals/samples/licence.json shows it. Tested by
// licence_json_test.cc.
#pragma once

#include <vector>

#include "files/json_tree.h"
#include "securitization/contracts/licence_fee.h"

namespace zheli::actus {

struct ReadLicence {
  contracts::LicenceFee licence;
  std::vector<contracts::Sale> sales;
};

/// Whether it says "contractType": "LICENCE".
bool is_licence(const files::Json& json);

/// Reads a licence; where there is a problem it is not to be used. Amounts are yuan with at most
/// two decimals, as numbers or in strings.
ReadLicence read_licence(const files::Json& json, files::Findings& findings);

}  // namespace zheli::actus
