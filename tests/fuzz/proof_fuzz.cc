// Any bytes as a proof and as a receipt: read, or refused; what is read is written as it stood.
//
//   build/fuzz/bin/proof_fuzz -max_len=4000 -max_total_time=60
#include <cstdint>
#include <string_view>

#include "core/check.h"
#include "ledger/proof.h"
#include "ledger/small_log.h"

using namespace zheli::ledger;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Policy trusted = policy();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto proof = read_proof(bytes)) CHECK(to_string(proof.value()) == bytes);
  if (const auto opening = read_opening(bytes)) CHECK(write_opening(opening.value()) == bytes);
  verify_receipt(bytes, trusted);
  return 0;
}
