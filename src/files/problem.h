// What reading a pack leaves behind for its authors: every problem, with its place, and what would
// be right. Tested by problem_test.cc.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zheli::files {

/// A pack's folder as a value: path below the folder ("items/id-card/x.yaml") → the file's bytes.
using Folder = std::map<std::string, std::string>;

/// Larger files are refused unread.
constexpr std::size_t kFileBytesMax = 4 * 1024 * 1024;

struct Problem {
  std::string file;
  int line = 0;         // starts at 1; 0 speaks of the whole file, or of a file that is missing
  std::string message;  // what is wrong; what would be right

  auto operator<=>(const Problem&) const = default;
};

/// The problems of one file, collected while it is read.
class Findings {
 public:
  explicit Findings(std::string file) : file_(std::move(file)) {}

  void add(int line, std::string message) {
    problems_.push_back({file_, line, std::move(message)});
  }
  const std::string& file() const { return file_; }
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::string file_;
  std::vector<Problem> problems_;
};

/// "unknown KIND "WORD"; did you mean "NEAREST"?", or the known words if none is near and they are
/// few.
std::string unknown(std::string_view kind, std::string_view word,
                    const std::vector<std::string>& known);

/// The ids of a range of values that have one, for unknown().
template <typename Range>
std::vector<std::string> ids_of(const Range& range) {
  std::vector<std::string> ids;
  for (const auto& value : range) ids.push_back(value.id);
  return ids;
}

}  // namespace zheli::files
