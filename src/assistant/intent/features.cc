#include "assistant/intent/features.h"

#include <array>
#include <cmath>
#include <utility>

#include "core/check.h"

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

/// Most grams occur once, and ln 1 is 0.
float value_of(const search::Counted::Term& term, float idf) {
  return term.count == 1 ? idf : (1 + std::log(static_cast<float>(term.count))) * idf;
}

}  // namespace

Features::Features(const search::Vocabulary& vocabulary)
    : idf_unseen_(1 + std::log(1 + static_cast<float>(vocabulary.document_count()))),
      documents_min_(vocabulary.document_count() < kFewLessons ? 1 : kLessonsMin) {
  number(vocabulary);
}

Features::Features(std::shared_ptr<const Features> before, const search::Vocabulary& vocabulary)
    : before_(std::move(before)),
      first_(vocabulary.first()),
      idf_unseen_(before_->idf_unseen_),
      documents_min_(before_->documents_min_),
      size_(before_->size_) {
  CHECK(before_->before_ == nullptr && before_->terms_.size() == first_);
  number(vocabulary);
}

void Features::number(const search::Vocabulary& vocabulary) {
  const auto n = static_cast<float>(vocabulary.document_count());
  for (auto t = static_cast<std::uint32_t>(first_); t < vocabulary.size(); ++t) {
    Term& one = terms_.emplace_back();
    one.documents_with = vocabulary.documents_with(t);
    one.idf = 1 + std::log((1 + n) / (1 + static_cast<float>(one.documents_with)));
    const bool word = vocabulary.block(t) == Block::word;  // words count from the first lesson on
    if (!word && one.documents_with < documents_min_) continue;
    one.feature = static_cast<std::uint32_t>(size_++);
    lessons_with_.push_back(one.documents_with);
  }
}

Features::Read Features::read(const search::Counted& question, const Forgotten& forgotten) const {
  Read out;
  for (const search::Counted::Term& one : question.terms) __builtin_prefetch(&term_of(one.id));
  std::array<float, kBlocks> squares{};
  float known = 0;
  float unknown = 0;
  float spelt = 0;  // of the square of the written block, what lessons have
  for (std::size_t b = 0; b < kBlocks; ++b) {
    squares[b] = kUnknownShare * idf_unseen_ * idf_unseen_ * question.unknown[b];
    if (b == 0) unknown += idf_unseen_ * question.unknown[b];
  }
  const auto left_of = [&](std::uint32_t id) {
    return term_of(id).documents_with - (forgotten.by_term.empty() ? 0 : forgotten.by_term[id]);
  };
  for (const search::Counted::Term& one : question.terms) {
    const Term& term = term_of(one.id);
    const std::uint32_t left = left_of(one.id);
    const float value = value_of(one, term.idf);
    squares[static_cast<std::size_t>(one.block)] +=
        left > 0 ? value * value : kUnknownShare * idf_unseen_ * idf_unseen_;
    if (one.block != Block::written) continue;
    const bool seen = left >= documents_min_ + (forgotten.itself ? 1 : 0);
    (seen ? known : unknown) += value;
    if (seen) spelt += value * value;
  }
  const std::array<float, kBlocks> scales = scales_of(squares, spelt);
  out.vector.reserve(question.terms.size());
  for (const search::Counted::Term& one : question.terms) {
    const Term& term = term_of(one.id);
    if (term.feature == kNone || left_of(one.id) == 0) continue;
    const float value = value_of(one, term.idf) * scales[static_cast<std::size_t>(one.block)];
    out.vector.push_back({term.feature, value});
  }
  out.known = known + unknown > 0 ? known / (known + unknown) : 0;
  return out;
}

}  // namespace zheli::intent
