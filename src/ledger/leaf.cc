#include "ledger/leaf.h"

#include <algorithm>

#include "ledger/fault.h"

namespace zheli::ledger {
namespace {

constexpr char kVersion = 1;
constexpr std::string_view kDomain("zheli/leaf/1\0", 13);

std::string head(Kind kind) {
  return {kVersion, static_cast<char>(kind)};
}

std::string secret(const Opening& opening) {
  std::string bytes(opening.nonce.begin(), opening.nonce.end());
  return bytes += opening.record;
}

}  // namespace

std::string leaf(const Opening& opening) {
  const Hash commitment = sha256(std::string(kDomain) + secret(opening));
  return head(opening.kind).append(bytes_of(commitment));
}

std::optional<Kind> kind_of(std::string_view leaf) {
  if (leaf.size() != kLeafSize || leaf.front() != kVersion) return std::nullopt;
  return static_cast<Kind>(static_cast<unsigned char>(leaf[1]));
}

std::string write_opening(const Opening& opening) {
  return head(opening.kind) + secret(opening);
}

core::Result<Opening> read_opening(std::string_view bytes) {
  if (bytes.size() < kLeafSize || bytes.front() != kVersion)
    return fault(Fault::malformed, "the receipt's extra line opens no leaf of version 1");
  Opening opening{.kind = static_cast<Kind>(static_cast<unsigned char>(bytes[1])),
                  .record = std::string(bytes.substr(kLeafSize))};
  std::copy_n(bytes.begin() + 2, opening.nonce.size(), opening.nonce.begin());
  return opening;
}

}  // namespace zheli::ledger
