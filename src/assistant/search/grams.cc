#include "assistant/search/grams.h"

#include <algorithm>
#include <span>

#include "assistant/text/utf8.h"
#include "core/contains.h"

namespace zheli::search {
namespace {

constexpr std::uint64_t mix(std::uint64_t h, std::uint64_t value) {
  h ^= value + 0x9e3779b97f4a7c15ULL + (h << 12) + (h >> 4);
  h *= 0xff51afd7ed558ccdULL;
  return h ^ (h >> 33);
}

constexpr std::uint64_t seed_of(Block block, std::uint64_t kind) {
  return mix(0x243f6a8885a308d3ULL + static_cast<std::uint64_t>(block), kind);
}

/// A token of running text: one Chinese character, one Latin word, one number.
struct Token {
  std::uint64_t key;
  bool han;
};

struct Tokens {
  std::vector<Token> all;
  std::vector<std::u32string> latin;
};

bool is_word(char32_t c) {
  return text::is_latin(c) || c == U'\'' || (c >= 0xdf && c <= 0x24f);
}

Tokens tokens_of(const std::string& text) {
  const std::u32string chars = text::points(text);
  Tokens out;
  for (std::size_t at = 0; at < chars.size();) {
    if (text::is_han(chars[at])) {
      out.all.push_back({mix(1, chars[at]), true});
      ++at;
      continue;
    }
    const bool digits = text::is_digit(chars[at]);
    if (!digits && !is_word(chars[at])) {
      ++at;
      continue;
    }
    std::uint64_t key = 2;
    const std::size_t from = at;
    while (at < chars.size() && (digits ? text::is_digit(chars[at]) : is_word(chars[at]))) {
      key = mix(key, chars[at++]);
    }
    if (digits && at - from >= 3) key = mix(5, at - from);
    out.all.push_back({key, false});
    if (!digits) out.latin.push_back(chars.substr(from, at - from));
  }
  return out;
}

/// Two Latin words with a gap, and the first and last word as such; the text's edges are words.
void add_frames(const std::vector<Token>& tokens, Block block, std::vector<Gram>& out) {
  const bool any_latin =
      std::any_of(tokens.begin(), tokens.end(), [](const Token& token) { return !token.han; });
  if (!any_latin) return;
  constexpr Token kEdge{7, false};
  const std::size_t n = tokens.size();
  const auto at = [&](std::size_t i) { return i == 0 || i > n ? kEdge : tokens[i - 1]; };
  const auto add = [&](std::uint64_t kind, const Token& a, const Token& b) {
    if (!a.han && !b.han) out.push_back({mix(mix(seed_of(block, kind), a.key), b.key), block});
  };
  for (std::size_t i = 0; i + 2 <= n + 1; ++i) add(2, at(i), at(i + 2));
  add(3, at(0), at(1));
  add(3, at(n), at(n + 1));
}

void add_runs(const std::vector<Token>& tokens, Block block, std::vector<Gram>& out) {
  constexpr std::size_t kHanRunMax = 3;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::uint64_t key = seed_of(block, 1);
    for (std::size_t n = 0; n < kHanRunMax && i + n < tokens.size(); ++n) {
      // Latin words run two at most; a run may not go on from two words.
      if (n >= 2 && !(tokens[i + n].han && tokens[i + n - 1].han && tokens[i + n - 2].han)) break;
      key = mix(key, tokens[i + n].key);
      out.push_back({key, block});
    }
  }
  add_frames(tokens, block, out);
}

/// Two of `keys` at most one apart, in either order: what a dropped or a swapped one leaves.
template <typename Key>
void add_loose(std::span<const Key> keys, Block block, std::vector<Gram>& out) {
  for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
    for (std::size_t j = i + 1; j <= i + 2 && j < keys.size(); ++j) {
      const auto [first, second] = std::minmax(keys[i], keys[j]);
      out.push_back({mix(mix(seed_of(block, 4), first), second), block});
    }
  }
}

std::vector<std::uint64_t> han_keys(const std::vector<Token>& tokens) {
  std::vector<std::uint64_t> keys;
  for (const Token& token : tokens) {
    if (token.han) keys.push_back(token.key);
  }
  return keys;
}

void add_words(const std::vector<Token>& tokens, std::vector<Gram>& out) {
  for (const Token& token : tokens) {
    if (!token.han) out.push_back({mix(seed_of(Block::word, 1), token.key), Block::word});
  }
}

void add_inside(const std::vector<std::u32string>& words, std::vector<Gram>& out) {
  for (const std::u32string& word : words) {
    const std::u32string padded = U" " + word + U" ";
    for (std::size_t n = 2; n <= 5; ++n) {
      for (std::size_t i = 0; i + n <= padded.size(); ++i) {
        std::uint64_t key = seed_of(Block::inside, n);
        for (std::size_t k = 0; k < n; ++k) key = mix(key, padded[i + k]);
        out.push_back({key, Block::inside});
      }
    }
  }
}

void add_sounds(const std::vector<std::uint16_t>& sounds, std::vector<Gram>& out) {
  for (std::size_t i = 0; i + 1 < sounds.size(); ++i) {
    out.push_back({mix(mix(seed_of(Block::sound, 1), sounds[i]), sounds[i + 1]), Block::sound});
  }
}

void add_pairs(const std::vector<text::Term>& terms, std::vector<Gram>& out) {
  std::vector<std::uint64_t> keys;
  for (const text::Term& term : terms) {
    std::uint64_t key = 3;
    for (const char c : term.official) key = mix(key, static_cast<unsigned char>(c));
    if (!core::contains(keys, key)) keys.push_back(key);
  }
  std::sort(keys.begin(), keys.end());
  constexpr std::size_t kTermsMax = 12;  // a story's first terms; pairs grow with the square
  if (keys.size() > kTermsMax) keys.resize(kTermsMax);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    out.push_back({mix(seed_of(Block::pairs, 1), keys[i]), Block::pairs});
    for (std::size_t j = i + 1; j < keys.size(); ++j) {
      out.push_back({mix(mix(seed_of(Block::pairs, 2), keys[i]), keys[j]), Block::pairs});
    }
  }
}

}  // namespace

std::vector<Gram> grams(const text::Analysis& question) {
  std::vector<Gram> out;
  out.reserve(question.characters * 12);
  const Tokens written = tokens_of(question.normalised);
  add_words(written.all, out);
  add_runs(written.all, Block::written, out);
  const std::vector<std::uint64_t> han = han_keys(written.all);
  add_loose<std::uint64_t>(han, Block::loose, out);
  if (question.canonical != question.normalised) {
    add_runs(tokens_of(question.canonical).all, Block::official, out);
  }
  add_pairs(question.terms, out);
  if (!han.empty() || !question.terms.empty()) {
    add_sounds(question.sounds, out);
    add_loose<std::uint16_t>(question.sounds, Block::sound, out);
  }
  add_inside(written.latin, out);
  return out;
}

}  // namespace zheli::search
