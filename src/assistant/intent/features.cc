#include "assistant/intent/features.h"

#include <array>
#include <cmath>

namespace zheli::intent {
namespace {

using search::Block;
using search::kBlocks;

// How much each block says, found by cross-validation on taught questions; see
// docs/methods/intent.md.
constexpr std::array<float, kBlocks> kBlockWeights = {1.0F, 1.0F, 0.5F, 0.6F, 1.0F, 1.0F, 0.7F};
constexpr float kSoundInstead = 1.0F;  // more for the sound where nothing of the spelling is known
constexpr float kUnknownShare = 0.5F;
constexpr float kLengthPower = 0.6F;
constexpr float kUsualLength = 39;  // of a block of a medium question: it keeps its length
constexpr std::size_t kFewLessons = 200;
constexpr std::uint32_t kLessonsMin = 3;  // 2 is no better on unseen lessons, in twice the memory

/// What each block's values are multiplied by, from the squares of the blocks' lengths.
std::array<float, kBlocks> scales_of(const std::array<float, kBlocks>& squares, float spelt) {
  std::array<float, kBlocks> scales = kBlockWeights;
  const float written = squares[static_cast<std::size_t>(Block::written)];
  if (written > 0) {
    scales[static_cast<std::size_t>(Block::sound)] += kSoundInstead * (1 - spelt / written);
  }
  for (std::size_t b = 0; b < kBlocks; ++b) {
    if (squares[b] == 0) continue;
    const float lengths = std::sqrt(squares[b]) / kUsualLength;
    scales[b] /= std::pow(lengths, kLengthPower) * kUsualLength;
  }
  return scales;
}

}  // namespace

Features::Features(const search::Vocabulary& vocabulary)
    : feature_(vocabulary.size(), kNone),
      idf_unseen_(1 + std::log(1 + static_cast<float>(vocabulary.document_count()))),
      documents_min_(vocabulary.document_count() < kFewLessons ? 1 : kLessonsMin) {
  const auto n = static_cast<float>(vocabulary.document_count());
  for (std::uint32_t t = 0; t < vocabulary.size(); ++t) {
    documents_with_.push_back(vocabulary.documents_with(t));
    idf_.push_back(1 + std::log((1 + n) / (1 + static_cast<float>(documents_with_.back()))));
    const bool word = vocabulary.block(t) == Block::word;  // words count from the first lesson on
    if (word || documents_with_.back() >= documents_min_) {
      feature_[t] = static_cast<std::uint32_t>(size_++);
    }
  }
}

Features::Read Features::read(const search::Counted& question, bool taught) const {
  Read out;
  out.vector.reserve(question.terms.size());
  std::vector<std::size_t> blocks;
  blocks.reserve(question.terms.size());
  std::array<float, kBlocks> squares{};
  float known = 0;
  float unknown = 0;
  float spelt = 0;  // of the square of the written block, what lessons have
  for (std::size_t b = 0; b < kBlocks; ++b) {
    squares[b] = kUnknownShare * idf_unseen_ * idf_unseen_ * question.unknown[b];
    if (b == 0) unknown += idf_unseen_ * question.unknown[b];
  }
  for (const search::Counted::Term& term : question.terms) {
    const auto block = static_cast<std::size_t>(term.block);
    const float value = (1 + std::log(static_cast<float>(term.count))) * idf_[term.id];
    const bool seen = documents_with_[term.id] - (taught ? 1 : 0) >= documents_min_;
    squares[block] += value * value;
    if (term.block == Block::written) {
      (seen ? known : unknown) += value;
      if (seen) spelt += value * value;
    }
    if (feature_[term.id] == kNone) continue;
    out.vector.push_back({feature_[term.id], value});
    blocks.push_back(block);
  }
  const std::array<float, kBlocks> scales = scales_of(squares, spelt);
  for (std::size_t i = 0; i < out.vector.size(); ++i) out.vector[i].value *= scales[blocks[i]];
  out.known = known + unknown > 0 ? known / (known + unknown) : 0;
  return out;
}

}  // namespace zheli::intent
