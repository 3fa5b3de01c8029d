// Any bytes as a checkpoint's text, as a policy, as a request to a witness and as a bundle of
// entries: read, or refused, and what is read means what was written.
//
//   build/fuzz/bin/checkpoint_fuzz -max_len=4000 -max_total_time=60
#include <cstdint>
#include <string_view>

#include "core/check.h"
#include "ledger/small_log.h"
#include "ledger/witness.h"

using namespace zheli::ledger;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto checkpoint = read_checkpoint(bytes))
    CHECK(bytes.starts_with(to_string(checkpoint.value())));
  if (const auto read = Policy::read(bytes)) {
    const std::vector<bool> nobody(read.value().parties().size());
    read.value().is_met_by(nobody);
  }
  if (const auto entries = read_bundle(bytes)) {
    const std::vector<std::string> all(entries.value().begin(), entries.value().end());
    CHECK(write_bundle(all) == bytes);
  }
  if (const auto request = read_add_checkpoint(bytes)) CHECK(to_string(request.value()) == bytes);
  const std::vector<VerifierKey> logs{kLog.verifier()};
  const WitnessAnswer answer = add_checkpoint(bytes, logs, kPolice, {}, kNow);
  CHECK(answer.keep.has_value() == (answer.status == 200));
  return 0;
}
