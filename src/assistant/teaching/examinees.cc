#include "assistant/teaching/examinees.h"

#include <cctype>
#include <map>

#include "assistant/dialogue/thresholds.h"
#include "core/check.h"
#include "core/contains.h"

namespace zheli::teaching {
namespace {

using dialogue::Move;

/// A benchmark asks mostly what was taught; a counter is asked much that was not.
constexpr double kWronglyRefusedOfABenchmark = 0.01;

/// A model with all it needs to read questions; shared by the copies of one Examinee.
struct Bare {
  text::Language language{{}, {}};
  std::vector<std::string> labels;
  std::unique_ptr<const intent::Model> model;
};

std::vector<intent::Example> examples(std::span<const knowledge::ExamQuestion> questions,
                                      const std::map<std::string, int>& index,
                                      const text::Language& language) {
  std::vector<intent::Example> out;
  for (const knowledge::ExamQuestion& one : questions) {
    const auto label = index.find(one.expected.front());
    if (label == index.end()) continue;  // a validation label that no lesson has
    out.push_back({language.analyse(one.question), label->second});
  }
  return out;
}

/// A label's name as words: "card_arrival" and "cardArrival" say "card arrival". Empty where it has
/// no letter.
std::string words_of(const std::string& label) {
  std::string out;
  bool letters = false;
  for (const char c : label) {
    const auto byte = static_cast<unsigned char>(c);
    const bool upper = std::isupper(byte) != 0;
    if (upper && !out.empty() && std::islower(static_cast<unsigned char>(out.back())) != 0)
      out += ' ';
    letters = letters || byte >= 0x80 || std::isalpha(byte) != 0;
    out += byte >= 0x80 || std::isalnum(byte) != 0 ? c : ' ';
  }
  return letters ? out : "";
}

Sitting bare_sitting(const Bare& bare, const intent::Prediction& prediction) {
  Sitting out;
  out.refused = prediction.refused;
  const auto label = [&](const intent::Ranked& one) {
    return bare.labels[static_cast<std::size_t>(one.label)];
  };
  if (!prediction.inside.empty()) out.forced = label(prediction.inside.front());
  const std::size_t count =
      std::min({prediction.covering, prediction.inside.size(), dialogue::kOfferedMax});
  for (std::size_t i = 0; i < count; ++i) out.labels.push_back(label(prediction.inside[i]));
  out.probability = prediction.refused          ? prediction.outside_probability
                    : prediction.inside.empty() ? 0
                                                : prediction.inside.front().probability;
  return out;
}

}  // namespace

Sitting sitting_of(const knowledge::Pack& pack, const dialogue::Reply& reply) {
  Sitting out;
  out.refused =
      reply.move == Move::outside || reply.move == Move::hand_over || reply.move == Move::urgent;
  for (const dialogue::Candidate& one : reply.candidates) out.labels.push_back(one.item);
  for (const auto& [label, probability] : reply.explanation.labels) {
    if (pack.item(label) == nullptr) continue;
    out.forced = label;
    out.probability = out.refused ? reply.explanation.outside : probability;
    break;
  }
  return out;
}

Examinee first_turn(const dialogue::Assistant& assistant, core::Date day) {
  return [&assistant, day](const std::string& question) {
    return sitting_of(assistant.pack(), assistant.reply({}, {question, "", ""}, day));
  };
}

Examinee bare_model(std::span<const knowledge::ExamQuestion> lessons,
                    std::span<const knowledge::ExamQuestion> validation, int threads) {
  CHECK(!lessons.empty());
  const auto bare = std::make_shared<Bare>();
  std::map<std::string, int> index;
  std::vector<bool> is_outside;
  for (const knowledge::ExamQuestion& lesson : lessons) {
    const std::string& label = lesson.expected.front();
    if (!index.try_emplace(label, static_cast<int>(bare->labels.size())).second) continue;
    bare->labels.push_back(label);
    is_outside.push_back(label == "outside" || label.starts_with("outside/"));
  }
  std::vector<intent::Example> taught = examples(lessons, index, bare->language);
  for (std::size_t l = 0; l < bare->labels.size(); ++l) {
    if (is_outside[l]) continue;
    const std::string name = words_of(bare->labels[l]);
    if (!name.empty()) taught.push_back({bare->language.analyse(name), static_cast<int>(l)});
  }
  intent::ModelOptions options;
  options.threads = threads;
  const bool outside_taught = core::contains(is_outside, true);
  if (outside_taught) options.wrongly_refused = kWronglyRefusedOfABenchmark;
  bare->model = std::make_unique<intent::Model>(intent::Model::train(
      taught, examples(validation, index, bare->language), {}, is_outside, options));
  return [bare](const std::string& question) {
    return bare_sitting(*bare, bare->model->predict(bare->language.analyse(question)));
  };
}

}  // namespace zheli::teaching
