#include "assistant/intent/features.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zheli::intent {
namespace {

using search::Block;

// How much each block says, found by cross-validation on taught questions; see
// docs/methods/intent.md.
constexpr std::array<float, search::kBlocks> kBlockWeights = {1.0F, 1.0F, 0.5F, 0.6F, 1.0F};

}  // namespace

float dot(const Vector& a, const Vector& b) {
  float sum = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].feature < b[j].feature)
      ++i;
    else if (b[j].feature < a[i].feature)
      ++j;
    else
      sum += a[i++].value * b[j++].value;
  }
  return sum;
}

std::uint32_t Vocabulary::find(std::uint64_t key) const {
  const std::size_t mask = keys_.size() - 1;
  for (std::size_t slot = key & mask;; slot = (slot + 1) & mask) {
    if (slots_[slot] == kNone) return kNone;
    if (keys_[slot] == key) return slots_[slot];
  }
}

void Vocabulary::add(std::uint64_t key) {
  if (2 * (idf_.size() + 1) > keys_.size()) grow();
  const std::size_t mask = keys_.size() - 1;
  std::size_t slot = key & mask;
  while (slots_[slot] != kNone) slot = (slot + 1) & mask;
  keys_[slot] = key;
  slots_[slot] = static_cast<std::uint32_t>(idf_.size());
  idf_.push_back(0);
}

void Vocabulary::grow() {
  std::vector<std::uint64_t> keys = std::move(keys_);
  std::vector<std::uint32_t> slots = std::move(slots_);
  const std::size_t size = std::max<std::size_t>(1024, keys.size() * 2);
  keys_.assign(size, 0);
  slots_.assign(size, kNone);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (slots[i] == kNone) continue;
    std::size_t slot = keys[i] & (size - 1);
    while (slots_[slot] != kNone) slot = (slot + 1) & (size - 1);
    keys_[slot] = keys[i];
    slots_[slot] = slots[i];
  }
}

Vocabulary::Vocabulary(std::span<const text::Analysis> lessons) {
  grow();
  std::vector<std::uint32_t> last_lesson;  // per gram, so that each lesson counts once
  std::uint32_t lesson_number = 0;
  for (const text::Analysis& lesson : lessons) {
    ++lesson_number;
    for (const search::Gram& gram : search::grams(lesson)) {
      std::uint32_t index = find(gram.key);
      if (index == kNone) {
        index = static_cast<std::uint32_t>(idf_.size());
        add(gram.key);
        last_lesson.push_back(0);
      }
      if (last_lesson[index] == lesson_number) continue;
      last_lesson[index] = lesson_number;
      idf_[index] += 1;
    }
  }
  const auto count = static_cast<float>(lessons.size());
  for (float& df : idf_) df = std::log(1 + count / df);
  idf_unseen_ = std::log(1 + 2 * count);
}

Vocabulary::Read Vocabulary::read(const text::Analysis& question) const {
  std::vector<std::pair<std::uint32_t, Block>> found;
  const std::vector<search::Gram> all = search::grams(question);
  found.reserve(all.size());
  float seen = 0;
  float unseen = 0;
  for (const search::Gram& gram : all) {
    const std::uint32_t index = find(gram.key);
    if (index != kNone) found.emplace_back(index, gram.block);
    if (gram.block != Block::written && gram.block != Block::inside) continue;
    (index == kNone ? unseen : seen) += index == kNone ? idf_unseen_ : idf_[index];
  }
  std::sort(found.begin(), found.end());
  Read out;
  out.known = seen + unseen > 0 ? seen / (seen + unseen) : 0;
  out.vector.reserve(found.size());
  std::array<float, search::kBlocks> squares{};
  std::vector<Block> blocks;
  blocks.reserve(found.size());
  for (std::size_t i = 0; i < found.size();) {
    std::size_t end = i;
    while (end < found.size() && found[end].first == found[i].first) ++end;
    const float value = (1 + std::log(static_cast<float>(end - i))) * idf_[found[i].first];
    out.vector.push_back({found[i].first, value});
    blocks.push_back(found[i].second);
    squares[static_cast<std::size_t>(found[i].second)] += value * value;
    i = end;
  }
  for (std::size_t i = 0; i < out.vector.size(); ++i) {
    const auto block = static_cast<std::size_t>(blocks[i]);
    out.vector[i].value *= kBlockWeights[block] / std::sqrt(squares[block]);
  }
  return out;
}

}  // namespace zheli::intent
