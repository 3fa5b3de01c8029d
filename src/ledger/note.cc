#include "ledger/note.h"

#include <fmt/format.h>

#include "core/base64.h"
#include "core/check.h"
#include "ledger/fault.h"
#include "ledger/utf8.h"

namespace zheli::ledger {
namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";  // an em dash and a space
constexpr std::size_t kIdSize = 4;

core::Error not_a_note(std::string_view why) {
  return fault(Fault::malformed, fmt::format("not a signed note: {}", why));
}

core::Result<SignatureLine> read_line(std::string_view line) {
  if (!line.starts_with(kDash)) return not_a_note("a signature line begins with a dash");
  line.remove_prefix(kDash.size());
  const std::size_t blank = line.find(' ');
  if (blank == line.npos) return not_a_note("a signature line has a name and a signature");
  const std::string_view name = line.substr(0, blank);
  const std::optional<std::string> bytes = core::from_base64(line.substr(blank + 1));
  if (!is_key_name(name)) return not_a_note("a signature's name holds blanks or +");
  if (!bytes || bytes->size() <= kIdSize) return not_a_note("a signature is not base64");
  const auto id = static_cast<std::uint32_t>(from_big_endian(bytes->substr(0, kIdSize)));
  return SignatureLine{std::string(name), id, bytes->substr(kIdSize)};
}

bool is_plain(std::string_view bytes) {
  for (const char c : bytes)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') return false;
  return read_utf8(bytes).has_value();
}

}  // namespace

core::Result<std::vector<SignatureLine>> read_lines(std::string_view bytes) {
  std::vector<SignatureLine> lines;
  if (bytes.size() > kNoteMax || !is_plain(bytes)) return not_a_note("no text of UTF-8");
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    if (end == bytes.npos) return not_a_note("the last line has no newline");
    const core::Result<SignatureLine> line = read_line(bytes.substr(0, end));
    if (!line) return line.error();
    if (lines.size() == kLinesMax) return not_a_note("too many signatures");
    lines.push_back(line.value());
    bytes.remove_prefix(end + 1);
  }
  if (lines.empty()) return not_a_note("nobody signed it");
  return lines;
}

core::Result<Note> read_note(std::string_view bytes) {
  if (bytes.size() > kNoteMax) return not_a_note("too long");
  const std::size_t gap = bytes.rfind("\n\n");
  if (gap == bytes.npos) return not_a_note("no empty line before the signatures");
  const std::string_view text = bytes.substr(0, gap + 1);
  if (!is_plain(text)) return not_a_note("no text of UTF-8, or control characters in it");
  core::Result<std::vector<SignatureLine>> lines = read_lines(bytes.substr(gap + 2));
  if (!lines) return lines.error();
  return Note{std::string(text), lines.take()};
}

std::string to_string(const SignatureLine& line) {
  return fmt::format("{}{} {}\n", kDash, line.name,
                     core::base64(big_endian(line.id, kIdSize) + line.signature));
}

std::string to_string(const Note& note) {
  std::string bytes = note.text + "\n";
  for (const SignatureLine& line : note.lines) bytes += to_string(line);
  return bytes;
}

SignatureLine sign(std::string_view text, const SignerKey& key) {
  CHECK(key.verifier().type() != KeyType::cosignature);
  return {key.verifier().name(), key.verifier().id(), key.sign(text)};
}

}  // namespace zheli::ledger
