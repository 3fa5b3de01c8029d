// What only the whole pack can tell: items that are named but not there, questions taught for two
// labels, items with too few lessons, ids used in two files.
//
// Tested by read_pack_test.cc.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "assistant/knowledge/pack.h"
#include "assistant/pack_files/mention.h"
#include "files/problem.h"

namespace zheli::pack_files {

using files::Problem;
using knowledge::Item;
using knowledge::Lesson;
using knowledge::Pack;

/// What stands in one file and is looked up in others.
struct Mentions {
  std::vector<Mention> items;
  std::vector<Mention> questions;
  std::vector<Mention> own_facts;  // facts that an item does not share
};

/// `pack.items` are sorted by id. A good pack gives none.
std::vector<Problem> check_pack(const Pack& pack, const Mentions& mentions);

/// A question of an exam or of calibration as it was written; for check_unseen().
struct Asked {
  std::string question;
  Place place;
};

/// Questions that stand in one of `lists` (lessons, calibration) too, or that are asked twice.
std::vector<Problem> check_unseen(const std::vector<const std::vector<Lesson>*>& lists,
                                  const std::vector<Asked>& asked);

/// "items/id-card/idcard-first.yaml".
std::string item_path(const Item& item);

constexpr std::size_t kLessonsMin = 20;
constexpr std::size_t kTopicLessonsMin = 6;  // a topic is named in few words, and in few ways

}  // namespace zheli::pack_files
