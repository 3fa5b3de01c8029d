// A pack's folder → the pack, and every problem in it. Reading never stops at a problem: what
// cannot be read is left out, and the rest is still checked. Only a pack without problems keeps the
// promises of pack.h.
//
//   files ─▶ trees (yaml_tree), each with its English beside it ─▶ values (read_words, read_fact,
//   read_item, read_question, sheet) ─▶ check_pack
//
// Tested by read_pack_test.cc, tests/fuzz/pack_fuzz.cc.
#pragma once

#include <vector>

#include "assistant/knowledge/pack.h"
#include "assistant/pack_files/english.h"
#include "files/problem.h"

namespace zheli::pack_files {

using files::Folder;
using files::Problem;
using knowledge::Pack;

struct ReadPack {
  Pack pack;
  std::vector<Problem> problems;          // sorted by file and line; none twice
  std::vector<Translation> translations;  // every English text
  std::set<std::string> seen;             // marks of english-seen.txt
};

/// Reads the folder but for exam/, which exam_file.h reads. YAML is read on several threads; the
/// result does not depend on how many. Never fails.
ReadPack read_pack(const Folder& folder);

}  // namespace zheli::pack_files
