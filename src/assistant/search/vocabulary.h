// Grams, numbered: every gram that taught texts have, in how many of them it stands, and a question
// as counted terms. Search and intent read a question once and share what was read.
//
// Tested by index_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "assistant/search/grams.h"
#include "core/bytes.h"

namespace zheli::search {

/// A question in numbers: its known grams, and how many unknown ones each block has.
struct Counted {
  struct Term {
    std::uint32_t id;
    std::uint16_t count;
    Block block;
  };
  std::vector<Term> terms;                       // by id, each once
  std::array<std::uint16_t, kBlocks> unknown{};  // grams that no taught text has
};

class Vocabulary {
 public:
  explicit Vocabulary(std::span<const std::vector<Gram>> documents);

  /// `before` and a few documents more, without a copy of it: its grams keep their numbers and
  /// their counts, new ones are numbered after them. `before` has no other before it (CHECK).
  Vocabulary(std::shared_ptr<const Vocabulary> before, std::span<const std::vector<Gram>> more);

  /// The grams and their counts, by number; nothing where the bytes are no vocabulary. One with
  /// another before it is not written (CHECK).
  void write(core::ByteWriter& to) const;
  static std::optional<Vocabulary> read(core::ByteReader& from);

  Counted count(std::span<const Gram> grams) const;

  /// In how many documents a gram stands, known or not.
  std::uint32_t documents_with(const Gram& gram) const {
    const std::uint32_t id = find(gram.key);
    return id == kNone ? 0 : documents_with(id);
  }

  std::size_t size() const { return first_ + documents_with_.size(); }
  std::size_t first() const { return first_; }  // the grams from here on are its own
  std::size_t document_count() const { return document_count_; }
  std::uint32_t documents_with(std::uint32_t id) const {
    return id < first_ ? before_->documents_with_[id] : documents_with_[id - first_];
  }
  Block block(std::uint32_t id) const {
    return id < first_ ? before_->blocks_[id] : blocks_[id - first_];
  }

 private:
  static constexpr std::uint32_t kNone = 0xffffffff;
  Vocabulary() = default;
  std::uint32_t find(std::uint64_t key) const;
  std::uint32_t find_or_add(const Gram& gram);
  void add(std::span<const std::vector<Gram>> documents);
  void grow(std::size_t size);

  std::shared_ptr<const Vocabulary> before_;  // nullptr: all grams are its own
  std::size_t first_ = 0;

  // Its own. Open addressing: a power of two of slots, at most half full.
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> slots_;
  std::vector<std::uint32_t> documents_with_;
  std::vector<Block> blocks_;
  std::size_t document_count_ = 0;
};

}  // namespace zheli::search
