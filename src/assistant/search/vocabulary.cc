#include "assistant/search/vocabulary.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "core/check.h"

namespace zheli::search {
namespace {

constexpr std::size_t kSlotsMin = 1024;

}  // namespace

Vocabulary::Vocabulary(std::span<const std::vector<Gram>> documents) {
  grow(kSlotsMin);
  add(documents);
}

Vocabulary::Vocabulary(std::shared_ptr<const Vocabulary> before,
                       std::span<const std::vector<Gram>> more)
    : before_(std::move(before)),
      first_(before_->size()),
      document_count_(before_->document_count()) {
  CHECK(before_->before_ == nullptr);
  grow(kSlotsMin);
  add(more);
}

void Vocabulary::add(std::span<const std::vector<Gram>> documents) {
  document_count_ += documents.size();
  std::vector<std::uint32_t> last_document;  // per own gram, so that each document counts once
  std::uint32_t number = 0;
  for (const auto& document : documents) {
    ++number;
    for (const Gram& gram : document) {
      const std::uint32_t number_in_all = find_or_add(gram);
      if (number_in_all < first_) continue;
      const std::size_t id = number_in_all - first_;
      if (id == last_document.size()) last_document.push_back(0);
      if (last_document[id] == number) continue;
      last_document[id] = number;
      ++documents_with_[id];
    }
  }
}

void Vocabulary::write(core::ByteWriter& to) const {
  CHECK(before_ == nullptr);
  std::vector<std::uint64_t> keys(size());
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
    if (slots_[slot] != kNone) keys[slots_[slot]] = keys_[slot];
  }
  to.put<std::uint64_t>(document_count_);
  to.put_all(keys);
  to.put_all(documents_with_);
  to.put_all(blocks_);
}

std::optional<Vocabulary> Vocabulary::read(core::ByteReader& from) {
  Vocabulary out;
  out.document_count_ = from.get<std::uint64_t>();
  const auto keys = from.get_all<std::uint64_t>();
  const auto documents_with = from.get_all<std::uint32_t>();
  const auto blocks = from.get_all<Block>();
  if (documents_with.size() != keys.size() || blocks.size() != keys.size()) return std::nullopt;
  out.grow(std::bit_ceil(std::max(kSlotsMin, 2 * keys.size() + 1)));
  for (std::size_t id = 0; id < keys.size(); ++id) {
    const bool known_block = static_cast<std::size_t>(blocks[id]) < kBlocks;
    if (!known_block || out.find_or_add({keys[id], blocks[id]}) != id) return std::nullopt;
    if (documents_with[id] > out.document_count_) return std::nullopt;
  }
  out.documents_with_ = documents_with;
  return out;
}

Counted Vocabulary::count(std::span<const Gram> grams) const {
  Counted out;
  out.terms.reserve(grams.size());
  constexpr std::size_t kAhead = 12;  // so many slots are on their way from memory
  for (std::size_t i = 0; i < grams.size(); ++i) {
    if (i + kAhead < grams.size()) {
      const std::size_t slot = grams[i + kAhead].key & (keys_.size() - 1);
      __builtin_prefetch(&keys_[slot]);
      __builtin_prefetch(&slots_[slot]);
    }
    const Gram& gram = grams[i];
    const std::uint32_t id = find(gram.key);
    if (id == kNone)
      ++out.unknown[static_cast<std::size_t>(gram.block)];
    else
      out.terms.push_back({id, 1, gram.block});
  }
  std::sort(out.terms.begin(), out.terms.end(),
            [](const Counted::Term& a, const Counted::Term& b) { return a.id < b.id; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < out.terms.size(); ++i) {
    if (kept > 0 && out.terms[kept - 1].id == out.terms[i].id)
      ++out.terms[kept - 1].count;
    else
      out.terms[kept++] = out.terms[i];
  }
  out.terms.resize(kept);
  return out;
}

std::uint32_t Vocabulary::find(std::uint64_t key) const {
  if (before_ != nullptr) {
    if (const std::uint32_t id = before_->find(key); id != kNone) return id;
  }
  const std::size_t mask = keys_.size() - 1;
  for (std::size_t slot = key & mask;; slot = (slot + 1) & mask) {
    if (slots_[slot] == kNone) return kNone;
    if (keys_[slot] == key) return static_cast<std::uint32_t>(first_ + slots_[slot]);
  }
}

std::uint32_t Vocabulary::find_or_add(const Gram& gram) {
  const std::uint32_t known = find(gram.key);
  if (known != kNone) return known;
  if (2 * (documents_with_.size() + 1) > keys_.size()) grow(2 * keys_.size());
  const std::size_t mask = keys_.size() - 1;
  std::size_t slot = gram.key & mask;
  while (slots_[slot] != kNone) slot = (slot + 1) & mask;
  keys_[slot] = gram.key;
  slots_[slot] = static_cast<std::uint32_t>(documents_with_.size());
  documents_with_.push_back(0);
  blocks_.push_back(gram.block);
  return static_cast<std::uint32_t>(size() - 1);
}

void Vocabulary::grow(std::size_t size) {
  const std::vector<std::uint64_t> keys = std::move(keys_);
  const std::vector<std::uint32_t> slots = std::move(slots_);
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

}  // namespace zheli::search
