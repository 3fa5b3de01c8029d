#include "assistant/pack_files/english.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/contains.h"
#include "core/hash.h"

namespace zheli::pack_files {
namespace {

constexpr std::string_view kEnding = ".yaml";
constexpr std::string_view kEnglishEnding = ".en.yaml";
constexpr std::string_view kIdKeys[] = {"id", "fact"};

constexpr std::string_view kSeenHead =
    "# A mark for each English text that was read beside its Chinese as both are now.\n"
    "# Written by: zheli pack check --english-done PATH\n";

const char* in_words(Node::Kind kind) {
  return kind == Node::Kind::list ? "a list" : kind == Node::Kind::mapping ? "a mapping" : "a text";
}

std::string mark_of(const std::string& chinese, const std::string& english) {
  const std::uint64_t hash = core::fnv1a(english, core::fnv1a("\n", core::fnv1a(chinese)));
  return fmt::format("{:08x}", static_cast<std::uint32_t>(hash ^ (hash >> 32)));
}

const Node* value_of(const Node& mapping, std::string_view key) {
  for (std::size_t i = 0; i < mapping.children.size(); i += 2) {
    if (mapping.children[i].text == key) return &mapping.children[i + 1];
  }
  return nullptr;
}

/// The id of an entry; empty if it has none.
std::string id_of(const Node& entry) {
  if (entry.kind != Node::Kind::mapping) return {};
  for (const std::string_view key : kIdKeys) {
    if (const Node* id = value_of(entry, key)) return id->text;
  }
  return {};
}

std::vector<std::string> ids_in(const Node& list) {
  std::vector<std::string> ids;
  for (const Node& entry : list.children) ids.push_back(id_of(entry));
  return ids;
}

/// Whether a value has entries of its own, which are read where its Chinese is.
bool has_entries(const Node& value) {
  const bool list = value.kind == Node::Kind::list && !value.children.empty();
  return value.kind == Node::Kind::mapping ||
         (list && value.children.front().kind == Node::Kind::mapping);
}

}  // namespace

std::string english_path(std::string_view path) {
  return fmt::format("{}{}", path.substr(0, path.size() - kEnding.size()), kEnglishEnding);
}

bool is_english_path(std::string_view path) {
  return path.ends_with(kEnglishEnding);
}

English::English(const Node& chinese, const Node& sibling, Findings& findings)
    : findings_(findings) {
  if (sibling.kind != Node::Kind::null) pair(chinese, sibling, "the file");
}

void English::pair(const Node& chinese, const Node& sibling, std::string_view key) {
  // An empty key is reported by who reads it.
  if (chinese.kind == Node::Kind::null || sibling.kind == Node::Kind::null) return;
  if (chinese.kind != sibling.kind) {
    findings_.add(sibling.line, fmt::format("\"{}\" is {} here and {} in Chinese; write it alike",
                                            key, in_words(sibling.kind), in_words(chinese.kind)));
    return;
  }
  if (chinese.kind == Node::Kind::mapping) return pair_mappings(chinese, sibling);
  if (chinese.kind == Node::Kind::list) return pair_lists(chinese, sibling, key);
  translations_.push_back(
      {findings_.file(), sibling.line, std::string(key), mark_of(chinese.text, sibling.text)});
}

void English::pair_mappings(const Node& chinese, const Node& sibling) {
  if (!sibling.children.empty()) siblings_[&chinese] = &sibling;
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < chinese.children.size(); i += 2) {
    keys.push_back(chinese.children[i].text);
  }
  for (std::size_t i = 0; i < sibling.children.size(); i += 2) {
    const Node& key = sibling.children[i];
    const Node* said = value_of(chinese, key.text);
    if (said == nullptr) {
      findings_.add(key.line, files::unknown("key, not in the Chinese file,", key.text, keys));
    } else if (!core::contains(kIdKeys, std::string_view(key.text))) {
      pair(*said, sibling.children[i + 1], key.text);
    } else if (said->text != sibling.children[i + 1].text) {
      findings_.add(key.line, fmt::format("{} \"{}\" is \"{}\" in the Chinese file; write it alike",
                                          key.text, sibling.children[i + 1].text, said->text));
    }
  }
}

void English::pair_lists(const Node& chinese, const Node& sibling, std::string_view key) {
  const std::vector<std::string> ids = ids_in(chinese);
  const bool by_id = !ids.empty() && !ids.front().empty();
  if (!by_id && chinese.children.size() != sibling.children.size()) {
    findings_.add(sibling.line,
                  fmt::format("\"{}\" has {} entries in English and {} in Chinese; give as many{}",
                              key, sibling.children.size(), chinese.children.size(),
                              has_entries(chinese) ? ", {} for one without English" : ""));
    return;
  }
  std::set<std::string> before;
  for (std::size_t i = 0; i < sibling.children.size(); ++i) {
    const Node& entry = sibling.children[i];
    const std::string id = id_of(entry);
    const auto at = by_id ? std::find(ids.begin(), ids.end(), id) : ids.begin() + i;
    if (at == ids.end()) {
      findings_.add(entry.line, files::unknown("id, not in the Chinese file,", id, ids));
    } else if (by_id && !before.insert(id).second) {
      findings_.add(entry.line, fmt::format("id \"{}\" stands twice; keep one", id));
    } else {
      pair(chinese.children[at - ids.begin()], entry, key);
    }
  }
}

void English::read(const Fields& chinese, const std::function<void(Fields&)>& read) const {
  const auto found = siblings_.find(&chinese.node());
  if (found == siblings_.end()) return;
  Fields english(*found->second, "the English", findings_);
  for (const std::string_view key : kIdKeys) english.find(key);
  const std::vector<Node>& said = chinese.node().children;
  for (std::size_t i = 0; i < said.size(); i += 2) {
    if (has_entries(said[i + 1])) english.find(said[i].text);
  }
  read(english);
  english.done();
}

void English::need(Fields& chinese, const std::function<void(Fields&)>& read) const {
  const bool none = !siblings_.contains(&chinese.node());
  if (none && chinese.usable() && findings_.problems().empty()) {
    chinese.findings().add(chinese.line(),
                           fmt::format("has no English; add it in {}", findings_.file()));
  }
  this->read(chinese, read);
}

std::string text_beside(Fields& english, std::string_view key, const std::string& chinese) {
  return chinese.empty() ? std::string() : english.text(key);
}

std::set<std::string> read_seen(std::string_view bytes) {
  std::set<std::string> marks;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    if (end > 0 && bytes.front() != '#') marks.emplace(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return marks;
}

std::vector<Problem> unseen(const std::vector<Translation>& all,
                            const std::set<std::string>& seen) {
  std::vector<Problem> problems;
  for (const Translation& one : all) {
    if (seen.contains(one.mark)) continue;
    problems.push_back({one.file, one.line,
                        fmt::format("\"{}\" or its Chinese was changed; read both, then zheli pack "
                                    "check --english-done {}",
                                    one.key, one.file)});
  }
  return problems;
}

std::string seen_file(const std::vector<Translation>& all, const std::set<std::string>& seen,
                      std::string_view below) {
  std::set<std::string> marks;
  for (const Translation& one : all) {
    if (one.file.starts_with(below) || seen.contains(one.mark)) marks.insert(one.mark);
  }
  std::string bytes(kSeenHead);
  for (const std::string& mark : marks) bytes += mark + "\n";
  return bytes;
}

}  // namespace zheli::pack_files
