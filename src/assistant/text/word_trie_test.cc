#include "assistant/text/word_trie.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

namespace zheli::text {
namespace {

using Words = std::vector<std::u32string>;

/// The slow, obvious way: try every word.
std::size_t longest_slowly(const Words& words, std::u32string_view text, std::size_t at) {
  std::size_t longest = 0;
  for (const std::u32string& word : words) {
    if (text.substr(at).starts_with(word)) longest = std::max(longest, word.size());
  }
  return longest;
}

TEST(WordTrie, FindsTheLongestWordEverywhere) {
  EXPECT_TRUE(rc::check("as by trying every word", [] {
    const auto symbol = rc::gen::inRange<char32_t>(1, 5);
    const auto word = rc::gen::container<std::u32string>(symbol);
    const Words words = *rc::gen::container<Words>(word);
    const std::u32string text = *word;
    WordTrie trie;
    for (std::size_t i = 0; i < words.size(); ++i) {
      trie.add(words[i], static_cast<std::uint32_t>(i + 1));
    }
    const std::u32string mirrored(text.rbegin(), text.rend());
    for (std::size_t at = 0; at <= text.size(); ++at) {
      const WordTrie::Match found = trie.longest(text, at);
      RC_ASSERT(found.length == longest_slowly(words, text, at));
      RC_ASSERT(trie.longest_before(mirrored, text.size() - at).length == found.length);
      if (found.length == 0) continue;
      RC_ASSERT(words[found.value - 1] == text.substr(at, found.length));
    }
  }));
}

TEST(WordTrie, KeepsTheFirstValueAndIgnoresTheEmptyWord) {
  WordTrie trie;
  trie.add(U"ab", 1);
  trie.add(U"ab", 2);
  trie.add(U"", 3);
  EXPECT_EQ(trie.longest(U"abc", 0).value, 1u);
  EXPECT_EQ(trie.longest(U"ba", 0).length, 0u);
}

}  // namespace
}  // namespace zheli::text
