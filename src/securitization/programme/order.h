// A distribution order (分配指令): what comes in and who is paid what on one payment date, to the
// holder and the fen; the manager gives it to the custodian, who makes it anew from the record and
// refuses a file in which one fen differs. The file is docs/formats/order.md.
//
// Tested by order_test.cc.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/money.h"
#include "securitization/programme/holders.h"
#include "securitization/waterfall/statement.h"

namespace zheli::programme {

/// One line: "interest", of tranche "A", to "investor-a".
struct Movement {
  std::string what;   ///< in: collected, sold, earned, called; out: bought, fee, interest,
                      ///< principal, reimbursed, premium; after: account, outstanding
  std::string of;     ///< the account, supporter, fee or tranche as the deal names it; may be empty
  std::string party;  ///< of interest, principal and outstanding: the holder; else empty
  core::Money amount;

  bool operator==(const Movement&) const = default;
};

struct Order {
  int period = 0;  ///< from 0
  core::Date pay;
  std::vector<Movement> in, out;  ///< what is 0 is left out
  std::vector<Movement> after;    ///< each account's balance; each holder's part of a tranche
};

/// Whose holdings a date pays: tranche → holdings on the record date.
using Snapshot = std::map<std::string, std::vector<Holding>>;

/// The order of one period of a run of one path. `snapshot` has every tranche of the program
/// (CHECK). What comes in, less what goes out, is what the accounts gained (CHECK).
Order order_of(const waterfall::Program& program, const waterfall::Statement& paid, int period,
               const Snapshot& snapshot);

core::Money total(const std::vector<Movement>& movements);

/// The file, the same bytes for the same order.
std::string write_order(const Order& order);

/// Lower-case hexadecimal SHA-256 of the file: what the record keeps of an order.
std::string hash_of(const Order& order);

/// Where a file is not this order's: its first line that differs, and what would be right; nothing
/// where it is the same byte for byte.
std::optional<core::Error> find_difference(const Order& own, std::string_view file);

}  // namespace zheli::programme
