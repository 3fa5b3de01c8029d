// The English of a file stands beside it, in X.en.yaml: the same keys, each with what it says in
// English. Entries that have an id are found by it, others by their place in the list. All of it
// may be missing, but an entry that is there says all that its Chinese says.
//
// Whether a text still says what the Chinese says only a person can tell. english-seen.txt holds a
// mark for each pair of texts that somebody read side by side; once either is changed the pair has
// another mark, and is found again by `zheli pack check`.
//
// Tested by english_test.cc, read_pack_test.cc.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "files/fields.h"

namespace zheli::pack_files {

using files::Fields;
using files::Findings;
using files::Node;
using files::Problem;

/// "items/id-card/x.yaml" → "items/id-card/x.en.yaml".
std::string english_path(std::string_view path);
bool is_english_path(std::string_view path);

/// An English text beside its Chinese, and where it stands.
struct Translation {
  std::string file;
  int line = 0;
  std::string key;
  std::string mark;  // of this pair of texts, eight characters
};

/// The English of one file.
class English {
 public:
  /// Pairs the entries of both trees, which must outlive this. What has no Chinese beside it is
  /// reported in `findings`, which are the sibling's.
  English(const Node& chinese, const Node& sibling, Findings& findings);

  /// Calls `read` with the English of the entry that `chinese` reads, if there is some; keys that
  /// nobody reads there are reported.
  void read(const Fields& chinese, const std::function<void(Fields&)>& read) const;

  /// The same where there must be some: else it is reported beside the Chinese.
  void need(Fields& chinese, const std::function<void(Fields&)>& read) const;

  const std::vector<Translation>& translations() const { return translations_; }

 private:
  void pair(const Node& chinese, const Node& sibling, std::string_view key);
  void pair_mappings(const Node& chinese, const Node& sibling);
  void pair_lists(const Node& chinese, const Node& sibling, std::string_view key);

  Findings& findings_;
  std::map<const Node*, const Node*> siblings_;  // of mappings
  std::vector<Translation> translations_;
};

/// The text under `key` of English: required where the `chinese` stands, else not known.
std::string text_beside(Fields& english, std::string_view key, const std::string& chinese);

/// english-seen.txt → its marks.
std::set<std::string> read_seen(std::string_view bytes);

/// The translations that nobody has seen beside their Chinese as it is now.
std::vector<Problem> unseen(const std::vector<Translation>& all, const std::set<std::string>& seen);

/// The bytes of english-seen.txt once all in files whose path starts with `below` are seen, and no
/// others anew.
std::string seen_file(const std::vector<Translation>& all, const std::set<std::string>& seen,
                      std::string_view below);

constexpr const char* kSeenFile = "english-seen.txt";

}  // namespace zheli::pack_files
