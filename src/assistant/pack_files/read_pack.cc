#include "assistant/pack_files/read_pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <thread>

#include "assistant/pack_files/check_pack.h"
#include "assistant/pack_files/read_fact.h"
#include "assistant/pack_files/read_form.h"
#include "assistant/pack_files/read_item.h"
#include "assistant/pack_files/read_places.h"
#include "assistant/pack_files/read_question.h"
#include "assistant/pack_files/read_topic.h"
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
    read_both("topics.yaml", [&](File& file, const English& english) {
      pack_.topics = read_topics(file.root, english, pack_, file.findings);
    });
    read_lesson_files("lessons/", pack_.lessons);
    read_lesson_files("calibration/", pack_.calibration);
    std::set<std::string> seen;
    if (const File* file = take(kSeenFile)) seen = read_seen(*file->bytes);
    std::vector<Problem> problems = collect();
    return {std::move(pack_), std::move(problems), std::move(translations_), std::move(seen)};
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

  /// Calls `read` with the file and the English beside it, both marked as known; not at all if the
  /// file is absent or unreadable.
  template <typename Read>
  void read_both(const std::string& path, const Read& read) {
    File* file = take(path);
    const std::string beside = english_path(path);
    known_.push_back(beside);
    if (file == nullptr) return;
    File& sibling =
        files_.try_emplace(beside, File{nullptr, false, {}, Findings(beside)}).first->second;
    const English english(file->root, sibling.root, sibling.findings);
    core::append(translations_, english.translations());
    read(*file, english);
  }
  template <typename Read>
  void need_both(const std::string& path, const Read& read) {
    need(path);
    read_both(path, read);
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
  std::vector<Translation> translations_;
  std::vector<Problem> problems_;
  Pack pack_;
};

void PackReader::read_pack_head() {
  need_both("pack.yaml", [&](File& file, const English& english) {
    mentions_.items = read_head(file.root, english, pack_, file.findings);
  });
  need_both("facts.yaml", [&](File& file, const English& english) {
    pack_.facts = read_shared_facts(file.root, english, file.findings);
  });
  read_both("fields.yaml", [&](File& file, const English& english) {
    pack_.form = read_form(file.root, english, pack_, file.findings);
  });
}

void PackReader::read_items() {
  for (auto& [path, one] : files_) {
    if (!path.starts_with("items/") || !path.ends_with(".yaml") || is_english_path(path)) continue;
    if (!one.usable) pack_.items.push_back(stand_in(path));
    read_both(path, [&](File& file, const English& english) {
      ReadItem read = read_item(file.root, english, pack_, file.findings);
      core::append(mentions_.items, std::move(read.mentions));
      core::append(mentions_.own_facts, std::move(read.own_facts));
      if (!read.item.id.empty()) pack_.items.push_back(std::move(read.item));
    });
  }
  std::stable_sort(pack_.items.begin(), pack_.items.end(),
                   [](const Item& one, const Item& other) { return one.id < other.id; });
}

void PackReader::read_word_files() {
  need_both("not-ours.yaml", [&](File& file, const English& english) {
    pack_.not_ours = read_not_ours(file.root, english, file.findings);
  });
  need_both("urgent.yaml", [&](File& file, const English& english) {
    pack_.urgent = read_urgent(file.root, english, file.findings);
  });
  need_both("phrases.yaml", [&](File& file, const English& english) {
    pack_.phrases = read_phrases(file.root, english, file.findings);
  });
  read_both("places.yaml", [&](File& file, const English& english) {
    read_places(file.root, english, pack_, file.findings);
  });
  if (File* file = need("lexicon.yaml")) pack_.lexicon = read_lexicon(file->root, file->findings);
  if (File* file = need("hearing.yaml")) pack_.hearing = read_hearing(file->root, file->findings);
  if (File* file = need("words.yaml")) pack_.words = read_words(file->root, file->findings);
}

void PackReader::read_domain(const std::string& domain) {
  read_both(fmt::format("questions/{}.yaml", domain), [&](File& file, const English& english) {
    core::append(pack_.questions,
                 read_questions(file.root, english, pack_, file.findings, mentions_.questions));
  });
}

void PackReader::read_lesson_files(std::string_view folder, std::vector<Lesson>& to) {
  for (auto& [path, file] : files_) {
    if (!path.starts_with(folder) || !path.ends_with(".tsv")) continue;
    known_.push_back(path);
    if (file.usable) core::append(to, read_lessons(*file.bytes, pack_, file.findings));
  }
}

std::vector<Problem> PackReader::collect() {
  core::append(problems_, check_pack(pack_, mentions_));
  for (auto& [path, file] : files_) {
    if (!core::contains(known_, path)) {
      file.findings.add(0, unknown("file", path, known_) + " (docs/formats/pack.md lists them)");
    }
    core::append(problems_, file.findings.problems());
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
