#include "assistant/pack_files/read_pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <thread>

#include "assistant/pack_files/check_pack.h"
#include "assistant/pack_files/read_fact.h"
#include "assistant/pack_files/read_item.h"
#include "assistant/pack_files/read_question.h"
#include "assistant/pack_files/read_words.h"
#include "assistant/pack_files/sheet.h"
#include "core/contains.h"
#include "files/yaml_tree.h"

namespace zheli::pack_files {

using files::read_yaml;
using files::readable;
using files::unknown;
using knowledge::Domain;
namespace {

constexpr unsigned kThreadsMax = 8;

/// One file on its way: its bytes, its tree if it is YAML, and what was found wrong.
struct File {
  const std::string* bytes;
  bool usable = false;
  Node root;
  Findings findings;
};

using Files = std::map<std::string, File, std::less<>>;

void parse(File& file) {
  file.usable = readable(*file.bytes, file.findings);
  if (!file.usable || !file.findings.file().ends_with(".yaml")) return;
  file.root = read_yaml(*file.bytes, file.findings);
  file.usable = file.findings.problems().empty() || file.root.kind != Node::Kind::null;
}

/// Each thread takes the next file that is left; each file is written by one thread only.
void parse_all(std::vector<File*> files) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) parse(*files[i]);
  };
  std::vector<std::jthread> threads;
  const unsigned count = std::clamp(std::thread::hardware_concurrency(), 1U, kThreadsMax);
  for (unsigned i = 1; i < count; ++i) threads.emplace_back(work);
  work();
}

/// An unreadable item, known by its place only, so that whatever names it is no problem as well.
Item stand_in(const std::string& path) {
  const std::vector<std::string_view> parts = split(path, '/');
  Item item;
  item.id = parts.back().substr(0, parts.back().size() - std::string_view(".yaml").size());
  item.domain = parts[parts.size() - 2];
  return item;
}

/// Reads the files of one pack, in the order in which they rest on each other.
class PackReader {
 public:
  explicit PackReader(const Folder& folder) {
    std::vector<File*> all;
    for (const auto& [path, bytes] : folder) {
      if (path.starts_with("exam/")) continue;
      File file{&bytes, false, {}, Findings(path)};
      all.push_back(&files_.emplace(path, std::move(file)).first->second);
    }
    parse_all(all);
  }

  ReadPack read() {
    read_pack_head();
    read_items();
    read_word_files();
    for (const Domain& domain : pack_.domains) read_domain(domain.id);
    read_lesson_files("lessons/", pack_.lessons);
    read_lesson_files("calibration/", pack_.calibration);
    std::vector<Problem> problems = collect();
    return {std::move(pack_), std::move(problems)};
  }

 private:
  /// The file, marked as known; nullptr if it is absent or unreadable.
  File* take(const std::string& path) {
    known_.push_back(path);
    const auto found = files_.find(path);
    return found != files_.end() && found->second.usable ? &found->second : nullptr;
  }
  File* need(const std::string& path) {
    File* file = take(path);
    if (!files_.contains(path)) problems_.push_back({path, 0, "the file is missing; add it"});
    return file;
  }

  void read_pack_head();
  void read_items();
  void read_word_files();
  void read_domain(const std::string& domain);
  void read_lesson_files(std::string_view folder, std::vector<Lesson>& to);
  std::vector<Problem> collect();

  Files files_;
  std::vector<std::string> known_;
  Mentions mentions_;
  std::vector<Problem> problems_;
  Pack pack_;
};

template <typename T>
void append(std::vector<T>& all, std::vector<T> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void PackReader::read_pack_head() {
  if (File* file = need("pack.yaml"))
    mentions_.items = read_head(file->root, pack_, file->findings);
  if (File* file = need("facts.yaml")) pack_.facts = read_shared_facts(file->root, file->findings);
}

void PackReader::read_items() {
  for (auto& [path, file] : files_) {
    if (!path.starts_with("items/") || !path.ends_with(".yaml")) continue;
    known_.push_back(path);
    if (!file.usable) {
      pack_.items.push_back(stand_in(path));
      continue;
    }
    ReadItem read = read_item(file.root, pack_, file.findings);
    append(mentions_.items, std::move(read.mentions));
    append(mentions_.own_facts, std::move(read.own_facts));
    if (!read.item.id.empty()) pack_.items.push_back(std::move(read.item));
  }
  std::stable_sort(pack_.items.begin(), pack_.items.end(),
                   [](const Item& one, const Item& other) { return one.id < other.id; });
}

void PackReader::read_word_files() {
  if (File* file = need("not-ours.yaml")) {
    pack_.not_ours = read_referrals(file->root, false, file->findings);
  }
  if (File* file = need("urgent.yaml")) {
    pack_.urgent = read_referrals(file->root, true, file->findings);
  }
  if (File* file = need("lexicon.yaml")) pack_.lexicon = read_lexicon(file->root, file->findings);
  if (File* file = need("phrases.yaml")) pack_.phrases = read_phrases(file->root, file->findings);
  if (File* file = need("hearing.yaml")) pack_.hearing = read_hearing(file->root, file->findings);
  if (File* file = need("words.yaml")) pack_.words = read_words(file->root, file->findings);
}

void PackReader::read_domain(const std::string& domain) {
  if (File* file = take(fmt::format("questions/{}.yaml", domain))) {
    append(pack_.questions, read_questions(file->root, pack_, file->findings, mentions_.questions));
  }
}

void PackReader::read_lesson_files(std::string_view folder, std::vector<Lesson>& to) {
  for (auto& [path, file] : files_) {
    if (!path.starts_with(folder) || !path.ends_with(".tsv")) continue;
    known_.push_back(path);
    if (file.usable) append(to, read_lessons(*file.bytes, pack_, file.findings));
  }
}

std::vector<Problem> PackReader::collect() {
  append(problems_, check_pack(pack_, mentions_));
  for (auto& [path, file] : files_) {
    if (!core::contains(known_, path)) {
      file.findings.add(0, unknown("file", path, known_) + " (docs/formats/pack.md lists them)");
    }
    append(problems_, file.findings.problems());
  }
  std::sort(problems_.begin(), problems_.end());
  problems_.erase(std::unique(problems_.begin(), problems_.end()), problems_.end());
  return std::move(problems_);
}

}  // namespace

ReadPack read_pack(const Folder& folder) {
  return PackReader(folder).read();
}

}  // namespace zheli::pack_files
