// C2SP signed-note: a text and the lines of those who signed it.
//
//   text, one line or more, "\n"
//   "\n"
//   "— NAME base64(id ‖ signature)\n", one or more
//
// Lines of unknown keys are kept and ignored. Tested by note_test.cc and tests/fuzz/note_fuzz.cc.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ledger/key.h"

namespace zheli::ledger {

struct SignatureLine {
  std::string name;
  std::uint32_t id = 0;
  std::string signature;  // without the id

  bool is_of(const VerifierKey& key) const { return name == key.name() && id == key.id(); }
  bool operator==(const SignatureLine&) const = default;
};

struct Note {
  std::string text;  // with its last newline
  std::vector<SignatureLine> lines;

  bool operator==(const Note&) const = default;
};

inline constexpr std::size_t kNoteMax = std::size_t{256} << 10;  // bytes; 16 ML-DSA lines fit
inline constexpr std::size_t kLinesMax = 100;

/// Reads a note; checks no signature. "malformed: …" where the bytes are none.
core::Result<Note> read_note(std::string_view bytes);

/// Signature lines alone, as a witness answers them; each ends in a newline.
core::Result<std::vector<SignatureLine>> read_lines(std::string_view bytes);

std::string to_string(const Note& note);
std::string to_string(const SignatureLine& line);

/// The note's text signed by an Ed25519 or SM2 key. A cosignature signs another text
/// (checkpoint.h).
SignatureLine sign(std::string_view text, const SignerKey& key);

}  // namespace zheli::ledger
