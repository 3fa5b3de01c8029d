// FNV-1a, for bytes that must hash alike on every machine and in every run, and a checksum for many
// bytes. Not for secrets. Tested by hash_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace zheli::core {

/// 64-bit FNV-1a of `bytes`, continuing from `seed`. Source: Fowler, Noll & Vo, draft-eastlake-fnv.
constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t seed = 0xcbf29ce484222325ULL) {
  for (const char c : bytes) {
    seed ^= static_cast<unsigned char>(c);
    seed *= 0x100000001b3ULL;
  }
  return seed;
}

/// A checksum of `bytes`, some gigabytes a second: FNV-1a's step on eight bytes at a time, in four
/// lanes that the processor runs side by side, then over the lanes, the last bytes and the size.
/// Each step is one-to-one, so that no change within one word of eight bytes goes unseen. Not
/// FNV-1a.
inline std::uint64_t checksum(std::string_view bytes) {
  constexpr std::uint64_t kPrime = 0x100000001b3ULL;
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  std::array<std::uint64_t, 4> lanes = {0xcbf29ce484222325ULL, 1, 2, 3};
  std::string_view rest = bytes;
  for (; rest.size() >= lanes.size() * kWord; rest.remove_prefix(lanes.size() * kWord)) {
    for (std::size_t l = 0; l < lanes.size(); ++l) {
      std::uint64_t word = 0;
      std::memcpy(&word, rest.data() + l * kWord, kWord);
      lanes[l] = (lanes[l] ^ word) * kPrime;
    }
  }
  std::uint64_t sum = fnv1a(rest);
  for (const std::uint64_t lane : lanes) sum = (sum ^ lane) * kPrime;
  return (sum ^ bytes.size()) * kPrime;
}

}  // namespace zheli::core
