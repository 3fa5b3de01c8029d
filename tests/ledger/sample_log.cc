// A log for tests of the program: sample_log FOLDER LEAVES writes the tiles, bundles and checkpoint
// of a log of so many leaves, the policy that trusts it (policy), the verifier keys alone (keys)
// and the receipt of its middle leaf (receipt.tlog-proof). The keys are those of small_log.h; the
// same numbers give the same log, its SM2 lines aside.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "ledger/proof.h"
#include "ledger/small_log.h"

using namespace zheli::ledger;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, std::string_view bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

Opening opening(std::uint64_t index) {
  Opening one{.kind = Kind::case_event, .record = fmt::format(R"({{"n":{}}})", index)};
  const Hash chance = sha256(fmt::format("nonce {}", index));
  one.nonce = chance;
  return one;
}

std::string policy_text() {
  return fmt::format(
      "log {}\nlog {}\nwitness police {}\nwitness auditor {}\n"
      "group two all police auditor\nquorum two\n",
      kLog.verifier().text(), kLogSm2.verifier().text(), kPolice.verifier().text(),
      kAuditor.verifier().text());
}

void write(const fs::path& folder, const std::vector<Resource>& made) {
  for (const Resource& one : made) write(folder / path_of(one.place), one.bytes);
}

/// In parts, as a log grows. Each part leaves the partial tiles of its own size behind.
Head write_log(const fs::path& folder, std::uint64_t size) {
  constexpr std::uint64_t kPart = 10'000;
  Edge edge;
  while (edge.size() < size) {
    std::vector<std::string> leaves;
    for (std::uint64_t i = edge.size(); i < std::min(size, edge.size() + kPart); ++i)
      leaves.push_back(leaf(opening(i)));
    write(folder, edge.append(leaves));
    write(folder, edge.partials());
  }
  return edge.head();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const fs::path folder = argv[1];
  const std::uint64_t size = std::stoull(argv[2]);
  const Checkpoint checkpoint{kOrigin, write_log(folder, size)};
  std::string note = sign(checkpoint, std::vector{kLog, kLogSm2});
  for (const SignerKey& witness : {kPolice, kAuditor})
    note += to_string(cosign(to_string(checkpoint), witness, kNow));
  write(folder / "checkpoint", note);
  write(folder / "policy", policy_text());
  write(folder / "keys", fmt::format("{}\n{}\n{}\n", kLog.verifier().text(),
                                     kPolice.verifier().text(), kAuditor.verifier().text()));
  if (size == 0) return 0;
  const Fetch fetch = [&](const std::string& path) -> std::optional<std::string> {
    std::ifstream file(folder / path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>(file), {}};
  };
  const Proof proof{.extra = write_opening(opening(size / 2)),
                    .index = size / 2,
                    .path = Tiles(size, fetch).inclusion(size / 2).take(),
                    .checkpoint = note};
  write(folder / "receipt.tlog-proof", to_string(proof));
}
