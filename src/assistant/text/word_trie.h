// Words by their symbols: characters, or syllables. One flat hash of (node, symbol) → node; a walk
// costs one probe a symbol and allocates nothing.
//
// Tested by word_trie_test.cc, against trying every word.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace zheli::text {

class WordTrie {
 public:
  static constexpr std::uint32_t kRoot = 0;
  static constexpr std::uint32_t kNone = 0;  // no such step (nothing leads back to the root)

  WordTrie();

  /// `value` > 0. A word given twice keeps its first value; an empty word is ignored.
  void add(std::u32string_view word, std::uint32_t value);

  std::uint32_t step(std::uint32_t node, char32_t symbol) const {
    return edges_[slot(key_of(node, symbol))].to;
  }
  std::uint32_t value(std::uint32_t node) const { return values_[node]; }  // 0: no word ends here

  struct Match {
    std::size_t length = 0;  // 0: no word
    std::uint32_t value = 0;
  };

  /// The longest word that starts at `at`.
  Match longest(std::u32string_view text, std::size_t at) const;

  /// The longest word that ends before `end`; only for a trie of reversed words.
  Match longest_before(std::u32string_view text, std::size_t end) const;

 private:
  struct Edge {
    std::uint64_t key = 0;  // node << 32 | symbol, plus one; 0: free
    std::uint32_t to = 0;
  };
  static std::uint64_t key_of(std::uint32_t node, char32_t symbol) {
    return ((std::uint64_t(node) << 32) | symbol) + 1;
  }
  std::size_t slot(std::uint64_t key) const {
    // Fibonacci hashing: the high bits of a product with 2^64 / golden ratio.
    std::size_t at = (key * 0x9e3779b97f4a7c15ULL) >> 32;
    for (;; ++at) {
      at &= edges_.size() - 1;
      if (edges_[at].key == key || edges_[at].key == 0) return at;
    }
  }
  void grow();

  std::vector<Edge> edges_;            // a power of two, at most half full
  std::vector<std::uint32_t> values_;  // of each node
};

}  // namespace zheli::text
