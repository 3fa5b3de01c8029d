#include "assistant/teaching/examinees.h"

#include <map>

#include "assistant/dialogue/thresholds.h"
#include "core/check.h"

namespace zheli::teaching {
namespace {

using dialogue::Move;

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

Sitting sitting_of(const Bare& bare, const intent::Prediction& prediction) {
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

Examinee first_turn(const dialogue::Assistant& assistant, core::Date day) {
  return [&assistant, day](const std::string& question) {
    const dialogue::Reply reply = assistant.reply({}, {question, "", ""}, day);
    Sitting out;
    out.refused =
        reply.move == Move::outside || reply.move == Move::hand_over || reply.move == Move::urgent;
    for (const dialogue::Candidate& one : reply.candidates) out.labels.push_back(one.item);
    for (const auto& [label, probability] : reply.explanation.labels) {
      if (assistant.pack().item(label) == nullptr) continue;
      out.forced = label;
      out.probability = out.refused ? reply.explanation.outside : probability;
      break;
    }
    return out;
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
  intent::ModelOptions options;
  options.threads = threads;
  options.wrongly_refused = 0.01;  // benchmarks ask mostly what was taught; a counter does not
  bare->model = std::make_unique<intent::Model>(
      intent::Model::train(examples(lessons, index, bare->language),
                           examples(validation, index, bare->language), {}, is_outside, options));
  return [bare](const std::string& question) {
    return sitting_of(*bare, bare->model->predict(bare->language.analyse(question)));
  };
}

}  // namespace zheli::teaching
