// A case of AbsBox, the English client of an existing engine: a pool or a whole deal, and what it
// is expected to pay, so that a deal can be moved over and compared. Tested by absbox_test.cc
// and absbox_reference_test.cc.
//
// Keys: `kind` ("pool" or "deal"), `input`, `poolAssump`, `runAssump`, `expected`.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "securitization/interchange/absbox_deal.h"
#include "securitization/interchange/absbox_pool.h"
#include "securitization/interchange/table.h"

namespace zheli::interchange {

struct AbsboxCase {
  AbsboxPool pool;
  std::optional<AbsboxDeal> deal;  ///< nothing: the pool alone
  std::vector<Table> expected;     ///< empty: nothing to compare with
};

/// Reads a case; an Error names the place ("input.assets[3].type") and what would be right.
core::Result<AbsboxCase> read_absbox(std::string_view bytes);

/// What the case pays. An Error where the deal is not whole ("waterfalls[0].steps[2]: …").
core::Result<std::vector<Table>> run(const AbsboxCase& one);

/// What differs from the expected tables by more than a cent for each loan and row counted.
Comparison compare(const AbsboxCase& one, const std::vector<Table>& got);

}  // namespace zheli::interchange
