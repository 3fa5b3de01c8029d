// A log in memory with keys that are always the same, for tests.
#pragma once

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/checkpoint.h"
#include "ledger/policy.h"
#include "ledger/tiles.h"

namespace zheli::ledger {

inline SignerKey key(const char* name, KeyType type, unsigned char chance) {
  std::array<unsigned char, 32> bytes;
  bytes.fill(chance);
  return SignerKey::make(name, type, bytes).take();
}

inline constexpr const char* kOrigin = "log.example/huzhou";
inline const SignerKey kLog = key(kOrigin, KeyType::ed25519, 1);
inline const SignerKey kLogSm2 = key(kOrigin, KeyType::sm2, 2);
inline const SignerKey kPolice = key("witness.example/police", KeyType::cosignature, 3);
inline const SignerKey kAuditor = key("witness.example/auditor", KeyType::cosignature, 4);
inline constexpr Instant kNow{std::chrono::seconds(1'796'000'000)};

inline Policy policy(std::string_view quorum = "none") {
  return Policy::read(fmt::format("log {}\nlog {}\nwitness police {}\nwitness auditor {}\n"
                                  "group both all police auditor\nquorum {}\n",
                                  kLog.verifier().text(), kLogSm2.verifier().text(),
                                  kPolice.verifier().text(), kAuditor.verifier().text(), quorum))
      .take();
}

/// The name of the fault that a result tells; "" where it is good.
template <typename T>
std::string fault_of(const core::Result<T>& result) {
  return result ? "" : result.error().message.substr(0, result.error().message.find(':'));
}

/// Files by path. Entries are "entry 0", "entry 1", …
struct SmallLog {
  Edge edge{};
  std::map<std::string, std::string> files{};
  std::vector<Hash> leaves{};

  SmallLog() = default;
  explicit SmallLog(std::uint64_t size) { grow(size); }

  void grow(std::uint64_t count) {
    std::vector<std::string> entries;
    for (std::uint64_t i = 0; i < count; ++i) {
      entries.push_back(fmt::format("entry {}", edge.size() + i));
      leaves.push_back(leaf_hash(entries.back()));
    }
    keep(edge.append(entries));
    keep(edge.partials());
  }

  void keep(const std::vector<Resource>& made) {
    for (const Resource& one : made) files[path_of(one.place)] = one.bytes;
  }

  Fetch fetch() const {
    return [this](const std::string& path) -> std::optional<std::string> {
      const auto found = files.find(path);
      if (found == files.end()) return std::nullopt;
      return found->second;
    };
  }

  Checkpoint checkpoint() const { return {kOrigin, edge.head()}; }

  /// Signed by both keys of the log.
  std::string note() const { return sign(checkpoint(), std::vector<SignerKey>{kLog, kLogSm2}); }

  /// And by the witnesses.
  std::string cosigned() const {
    std::string bytes = note();
    for (const SignerKey& witness : {kPolice, kAuditor})
      bytes += to_string(cosign(to_string(checkpoint()), witness, kNow));
    return bytes;
  }
};

}  // namespace zheli::ledger
