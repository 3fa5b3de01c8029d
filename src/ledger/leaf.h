// A record → the 34 bytes that stand for it in the public log. The bytes and the catalogue of kinds
// are docs/formats/records.md. Tested by leaf_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "ledger/hash.h"

namespace zheli::ledger {

/// What was done. The numbers are for ever; a new one also needs a row in docs/formats/records.md.
enum class Kind : std::uint8_t {
  consent = 1,
  withdrawal = 2,
  pull_asked = 3,
  pull_answered = 4,
  pull_failed = 5,
  case_event = 6,
  decision = 7,
  certificate = 8,
  record_seen = 9,
  lesson = 10,
  role = 11,
  key = 12,
  erased = 13,
  setting = 14,
  account = 15,
  pledge = 32,
  deal_event = 33,
  collection = 34,
  payment = 35,
  report = 36,
};

/// 32 bytes of chance that belong to one leaf and stay as secret as its record.
using Nonce = std::array<unsigned char, 32>;

inline constexpr std::size_t kLeafSize = 34;

/// The kind of a leaf; nothing where the bytes are no leaf of ours. One that has no name above was
/// written by a newer program.
std::optional<Kind> kind_of(std::string_view leaf);

/// What opens a leaf: whoever holds it can show what the leaf stands for.
struct Opening {
  Kind kind{};
  Nonce nonce{};
  std::string record;

  bool operator==(const Opening&) const = default;
};

/// version ‖ kind ‖ SHA-256("zheli/leaf/1\0" ‖ nonce ‖ record).
std::string leaf(const Opening& opening);

/// The opening as the `extra` bytes of a receipt, and back: version ‖ kind ‖ nonce ‖ record.
std::string write_opening(const Opening& opening);
core::Result<Opening> read_opening(std::string_view bytes);

}  // namespace zheli::ledger
