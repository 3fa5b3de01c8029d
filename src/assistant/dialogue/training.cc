#include "assistant/dialogue/training.h"

#include <algorithm>
#include <map>
#include <utility>

#include "assistant/dialogue/own_texts.h"
#include "core/check.h"
#include "core/parallel.h"

namespace zheli::dialogue {
namespace {

using knowledge::Lesson;
using knowledge::Pack;

std::vector<text::WordPair> word_pairs(const Pack& pack) {
  std::vector<text::WordPair> pairs;
  for (const knowledge::LexiconEntry& entry : pack.lexicon) {
    pairs.emplace_back(entry.official, entry.official);
    for (const std::string& word : entry.words) pairs.emplace_back(word, entry.official);
    for (const std::string& word : entry.dialect) pairs.emplace_back(word, entry.official);
  }
  return pairs;
}

std::map<std::string, std::vector<std::string>> normalised(
    const std::map<std::string, std::vector<std::string>>& words,
    const text::Normaliser& normalise) {
  std::map<std::string, std::vector<std::string>> out;
  for (const auto& [id, list] : words) {
    for (const std::string& word : list) out[id].push_back(normalise(word));
  }
  return out;
}

/// The labels of the pack's lessons, numbered as they come.
struct Labels {
  std::vector<std::string> names;
  std::vector<bool> is_outside, is_alarm;
  std::map<std::string, int> index;

  explicit Labels(const Pack& pack) {
    for (const Lesson& lesson : pack.lessons) {
      if (!index.try_emplace(lesson.label, static_cast<int>(names.size())).second) continue;
      names.push_back(lesson.label);
      is_outside.push_back(pack.referral(lesson.label) != nullptr);
      is_alarm.push_back(lesson.label.starts_with("urgent/"));
    }
  }
};

/// `lessons` of known labels, read; the others are left out.
std::vector<intent::Example> read_lessons(const std::vector<Lesson>& lessons, const Labels& labels,
                                          const Reader& reader, int threads) {
  std::vector<intent::Example> out;
  std::vector<const Lesson*> known;
  for (const Lesson& lesson : lessons) {
    const auto label = labels.index.find(lesson.label);
    if (label == labels.index.end()) continue;
    known.push_back(&lesson);
    out.push_back({{}, label->second});
  }
  core::parallel_for(threads, out.size(), [&](std::size_t i) {
    out[i].question = reader(reader.language.normalise()(known[i]->question));
  });
  return out;
}

/// What the pack itself says of each label, in the order of the labels' names.
std::vector<intent::Example> read_own_texts(const Pack& pack, const Labels& labels,
                                            const text::Language& language) {
  std::vector<intent::Example> out;
  for (const auto& [label, number] : labels.index) {
    for (const std::string& text : texts_of(pack, label)) {
      out.push_back({language.analyse(text), number});
    }
  }
  return out;
}

}  // namespace

text::Analysis Reader::operator()(std::string_view normalised) const {
  return language.analyse(hearing.without_chatter(normalised));
}

Reader reader_of(const Pack& pack) {
  text::Language language(word_pairs(pack), pack.words);
  Hearing hearing(normalised(pack.hearing, language.normalise()));
  return {std::move(language), std::move(hearing)};
}

Trained train(const Pack& pack, int threads) {
  CHECK(!pack.lessons.empty());
  Reader reader = reader_of(pack);
  Labels labels(pack);
  const auto lessons = read_lessons(pack.lessons, labels, reader, threads);
  const auto calibration = read_lessons(pack.calibration, labels, reader, threads);
  const auto texts = read_own_texts(pack, labels, reader.language);
  intent::ModelOptions options;
  options.threads = threads;
  options.is_alarm = labels.is_alarm;
  intent::Model model =
      intent::Model::train(lessons, calibration, texts, labels.is_outside, options);
  return {std::move(reader), std::move(labels.names), pack.lessons.size(), std::move(model)};
}

Trained taught(const Trained& base, std::span<const Lesson> lessons) {
  std::vector<intent::Example> examples;
  for (const Lesson& lesson : lessons) {
    const auto label = std::find(base.labels.begin(), base.labels.end(), lesson.label);
    CHECK(label != base.labels.end());
    const std::string plain = base.reader.language.normalise()(lesson.question);
    examples.push_back({base.reader(plain), static_cast<int>(label - base.labels.begin())});
  }
  return {base.reader, base.labels, base.lesson_count + lessons.size(),
          base.model.taught(examples)};
}

core::Result<Trained> trained_of(const Pack& pack, intent::Model model) {
  Labels labels(pack);
  if (model.is_outside() != labels.is_outside || model.lesson_count() != pack.lessons.size()) {
    return core::Error{"the model was trained on other lessons"};
  }
  return Trained{reader_of(pack), std::move(labels.names), pack.lessons.size(), std::move(model)};
}

}  // namespace zheli::dialogue
