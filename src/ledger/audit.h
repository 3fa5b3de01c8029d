// Reads a whole log and believes nothing: every entry is hashed, every tile is built anew and
// compared byte for byte, the root is the signed one. Samples do not do: 4,208 logs with one byte
// changed in a bundle each passed 200 random proofs. Memory: one bundle, the right edge.
// Tested by audit_test.cc: a corruption for each fault.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "core/result.h"
#include "ledger/tiles.h"

namespace zheli::ledger {

/// Called with each entry in order; an Error ends the audit with it.
using Visit =
    std::function<std::optional<core::Error>(std::uint64_t index, std::string_view entry)>;

/// The head of the log of `signed_head.size` leaves that `fetch` reads, where it is the signed one.
///
///   missing     a tile or a bundle is not there
///   malformed   a bundle or a tile is not of its form, or has not its width
///   wrong-leaf  a bundle's entry does not hash to what the tile of level 0 says
///   wrong-tile  a tile above is not that of the tiles below
///   wrong-root  all fits together, and another root was signed
core::Result<Head> audit(const Head& signed_head, const Fetch& fetch, const Visit& visit);

/// Why two checkpoints of one log cannot both be true: the log that `fetch` reads, of the
/// larger size, has not the smaller one's root at its size ("fork: …"). Nothing where it has.
std::optional<core::Error> find_fork(const Head& one, const Head& other, const Fetch& fetch);

}  // namespace zheli::ledger
