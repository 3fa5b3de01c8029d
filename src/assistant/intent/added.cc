#include "assistant/intent/added.h"

#include <cmath>

namespace zheli::intent {
namespace {

/// Σ of values by feature over one label's lessons; only `touched` ones are not zero.
struct Mass {
  std::vector<float> of;
  std::vector<std::uint32_t> touched;

  explicit Mass(std::size_t features) : of(features, 0.0F) {}

  void add(const Vector& vector) {
    for (const Entry& e : vector) {
      if (of[e.feature] == 0) touched.push_back(e.feature);
      of[e.feature] += e.value;
    }
  }
  void clear() {
    for (const std::uint32_t f : touched) of[f] = 0;
    touched.clear();
  }
};

std::vector<std::vector<const Vector*>> by_label(std::span<const Taught> lessons, int label_count) {
  std::vector<std::vector<const Vector*>> out(static_cast<std::size_t>(label_count));
  for (const Taught& one : lessons) out[static_cast<std::size_t>(one.label)].push_back(one.vector);
  return out;
}

}  // namespace

void add_bayes(Weights& weights, std::span<const Taught> lessons, int label_count, float share) {
  constexpr float kSmoothing = 0.05F;
  const auto labels = static_cast<float>(label_count);
  Mass mass(weights.features());
  std::vector<float> row_sums(weights.features(), 0.0F);
  std::vector<float> unseen;  // by label: the weight of a feature that none of its lessons has
  float unseen_sum = 0;
  for (const auto& vectors : by_label(lessons, label_count)) {
    const std::size_t label = unseen.size();
    for (const Vector* vector : vectors) mass.add(*vector);
    float total = kSmoothing * static_cast<float>(weights.features());
    for (const std::uint32_t f : mass.touched) {
      total += mass.of[f];
      const float more = std::log((mass.of[f] + kSmoothing) / kSmoothing);
      weights.row(f)[label] += share * more;
      row_sums[f] += more;
    }
    unseen.push_back(std::log(kSmoothing / total));
    unseen_sum += unseen.back();
    mass.clear();
  }
  for (std::size_t f = 0; f < weights.features(); ++f) {
    const float mean = (unseen_sum + row_sums[f]) / labels;
    const auto row = weights.row(f);
    for (std::size_t label = 0; label < unseen.size(); ++label) {
      row[label] += share * (unseen[label] - mean);
    }
  }
}

void add_texts(Weights& weights, std::span<const Taught> texts, int label_count, float share) {
  Mass mass(weights.features());
  std::size_t label = 0;
  for (const auto& vectors : by_label(texts, label_count)) {
    for (const Vector* vector : vectors) mass.add(*vector);
    float square = 0;
    for (const std::uint32_t f : mass.touched) square += mass.of[f] * mass.of[f];
    for (const std::uint32_t f : mass.touched) {
      weights.row(f)[label] += share * mass.of[f] / std::sqrt(square);
    }
    mass.clear();
    ++label;
  }
}

}  // namespace zheli::intent
