// The questions every benchmark asks: a file of question<TAB>expected lines.
#pragma once

#include <fstream>
#include <sstream>
#include <vector>

#include "assistant/pack_files/exam_file.h"

namespace zheli::bench {

inline std::vector<knowledge::ExamQuestion> read_questions(const char* path) {
  std::stringstream bytes;
  bytes << std::ifstream(path).rdbuf();
  files::Findings findings(path);
  return pack_files::read_exam_questions(bytes.str(), nullptr, findings);
}

}  // namespace zheli::bench
