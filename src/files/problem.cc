#include "files/problem.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

namespace zheli::files {
namespace {

constexpr std::size_t kListedMax = 12;
constexpr std::size_t kComparedBytesMax = 64;

/// Levenshtein's distance in bytes; ids are ASCII.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
  if (word.size() > kComparedBytesMax) return best;
  for (const std::string& candidate : known) {
    const std::size_t longer = std::max(word.size(), candidate.size());
    const std::size_t shorter = std::min(word.size(), candidate.size());
    if (longer > kComparedBytesMax || longer - shorter >= best_distance) continue;
    const std::size_t steps = distance(word, candidate);
    if (steps >= best_distance) continue;
    best = candidate;
    best_distance = steps;
  }
  return best;
}

}  // namespace

std::string unknown(std::string_view kind, std::string_view word,
                    const std::vector<std::string>& known) {
  const std::string near = nearest(word, known);
  if (!near.empty()) {
    return fmt::format("unknown {} \"{}\"; did you mean \"{}\"?", kind, word, near);
  }
  if (known.empty()) return fmt::format("unknown {} \"{}\"; none is defined", kind, word);
  if (known.size() <= kListedMax) {
    return fmt::format("unknown {} \"{}\"; known are {}", kind, word, fmt::join(known, ", "));
  }
  return fmt::format("unknown {} \"{}\"; nothing known is near it", kind, word);
}

}  // namespace zheli::files
