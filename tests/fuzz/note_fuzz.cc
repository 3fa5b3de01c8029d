// Any bytes as a signed note: read, or refused; what is read is written as it stood. The same bytes
// as a verifier key, a signer key and the lines of a witness.
//
//   build/fuzz/bin/note_fuzz -max_len=4000 -max_total_time=60
#include <cstdint>
#include <string_view>

#include "core/check.h"
#include "ledger/note.h"

using namespace zheli::ledger;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto note = read_note(bytes)) CHECK(to_string(note.value()) == bytes);
  if (const auto key = VerifierKey::read(bytes)) CHECK(key.value().text() == bytes);
  if (const auto key = SignerKey::read(bytes)) CHECK(key.value().text() == bytes);
  if (const auto lines = read_lines(bytes)) {
    std::string again;
    for (const SignatureLine& line : lines.value()) again += to_string(line);
    CHECK(again == bytes);
  }
  return 0;
}
