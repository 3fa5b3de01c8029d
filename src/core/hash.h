// FNV-1a, for bytes that must hash alike on every machine and in every run. Not for secrets.
// Tested by hash_test.cc.
#pragma once

#include <cstdint>
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

}  // namespace zheli::core
