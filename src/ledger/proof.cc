#include "ledger/proof.h"

#include <fmt/format.h>

#include "core/base64.h"
#include "ledger/fault.h"
#include "ledger/lines.h"

namespace zheli::ledger {
namespace {

constexpr std::string_view kFirst = "c2sp.org/tlog-proof@v1\n";
constexpr std::string_view kExtra = "extra ", kIndex = "index ";
constexpr std::size_t kPathMax = 64;

core::Error not_a_proof(std::string_view why) {
  return fault(Fault::malformed, fmt::format("not a proof: {}", why));
}

bool leads(const Proof& proof, std::string_view entry, const Head& head) {
  return root_of_inclusion(proof.index, head.size, leaf_hash(entry), proof.path) == head.root;
}

}  // namespace

std::string to_string(const Proof& proof) {
  std::string text(kFirst);
  if (!proof.extra.empty()) text += fmt::format("{}{}\n", kExtra, core::base64(proof.extra));
  text += fmt::format("{}{}\n", kIndex, proof.index);
  for (const Hash& hash : proof.path) text += core::base64(bytes_of(hash)) + "\n";
  return text + "\n" + proof.checkpoint;
}

core::Result<Proof> read_proof(std::string_view text) {
  if (!text.starts_with(kFirst)) return not_a_proof("it begins with c2sp.org/tlog-proof@v1");
  text.remove_prefix(kFirst.size());
  Proof proof;
  std::string_view line = take_line(text).value_or("");
  if (line.starts_with(kExtra)) {
    const auto extra = core::from_base64(line.substr(kExtra.size()));
    if (!extra || extra->empty()) return not_a_proof("the extra line is not base64");
    proof.extra = *extra;
    line = take_line(text).value_or("");
  }
  const auto index =
      line.starts_with(kIndex) ? read_count(line.substr(kIndex.size())) : std::nullopt;
  if (!index) return not_a_proof("the index line is not \"index N\"");
  proof.index = *index;
  for (auto next = take_line(text); !next || !next->empty(); next = take_line(text)) {
    const std::optional<Hash> hash = next ? hash_from_base64(*next) : std::nullopt;
    if (!hash || proof.path.size() == kPathMax) return not_a_proof("a line is no hash");
    proof.path.push_back(*hash);
  }
  const core::Result<Note> note = read_note(text);
  if (!note) return note.error();
  proof.checkpoint = text;
  return proof;
}

core::Result<Opened> verify(const Proof& proof, std::string_view entry, const Policy& policy) {
  core::Result<Opened> opened = open(proof.checkpoint, policy);
  if (!opened || leads(proof, entry, opened.value().checkpoint.head)) return opened;
  return fault(Fault::wrong_proof, fmt::format("it does not lead from this entry, as number {}, to "
                                               "the root of {} leaves",
                                               proof.index, opened.value().checkpoint.head.size));
}

core::Result<Shown> verify_receipt(std::string_view text, const Policy& policy) {
  const core::Result<Proof> proof = read_proof(text);
  if (!proof) return proof.error();
  const core::Result<Opening> opening = read_opening(proof.value().extra);
  if (!opening) return opening.error();
  core::Result<Opened> opened = open(proof.value().checkpoint, policy);
  if (!opened) return opened.error();
  if (!leads(proof.value(), leaf(opening.value()), opened.value().checkpoint.head)) {
    return fault(Fault::wrong_record,
                 fmt::format("leaf {} does not stand for this record, or the proof is another's",
                             proof.value().index));
  }
  return Shown{opening.value(), proof.value().index, opened.take()};
}

}  // namespace zheli::ledger
