#include "assistant/text/word_trie.h"

#include "core/check.h"

namespace zheli::text {
namespace {

constexpr std::size_t kEdgesFirst = 64;

}  // namespace

WordTrie::WordTrie() : edges_(kEdgesFirst), values_{0} {}

void WordTrie::grow() {
  std::vector<Edge> old(edges_.size() * 2);
  old.swap(edges_);
  for (const Edge& edge : old) {
    if (edge.key != 0) edges_[slot(edge.key)] = edge;
  }
}

void WordTrie::add(std::u32string_view word, std::uint32_t value) {
  CHECK(value > 0);
  if (word.empty()) return;
  std::uint32_t node = kRoot;
  for (const char32_t symbol : word) {
    if (values_.size() * 2 > edges_.size()) grow();
    Edge& edge = edges_[slot(key_of(node, symbol))];
    if (edge.key == 0) {
      edge = {key_of(node, symbol), static_cast<std::uint32_t>(values_.size())};
      values_.push_back(0);
    }
    node = edge.to;
  }
  if (values_[node] == 0) values_[node] = value;
}

WordTrie::Match WordTrie::longest(std::u32string_view text, std::size_t at) const {
  Match best;
  std::uint32_t node = kRoot;
  for (std::size_t i = at; i < text.size(); ++i) {
    node = step(node, text[i]);
    if (node == kNone) break;
    if (values_[node] != 0) best = {i + 1 - at, values_[node]};
  }
  return best;
}

WordTrie::Match WordTrie::longest_before(std::u32string_view text, std::size_t end) const {
  Match best;
  std::uint32_t node = kRoot;
  for (std::size_t i = end; i > 0; --i) {
    node = step(node, text[i - 1]);
    if (node == kNone) break;
    if (values_[node] != 0) best = {end + 1 - i, values_[node]};
  }
  return best;
}

}  // namespace zheli::text
