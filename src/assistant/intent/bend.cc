#include "assistant/intent/bend.h"

#include <algorithm>
#include <cmath>

namespace zheli::intent {
namespace {

constexpr float kSlopeMin = 0.1F;

/// The surprise at a bend, with its slope and curvature.
struct Step {
  double surprise = 0;
  double slope[2] = {0, 0};
  double curve[3] = {1, 0, 1};  // above·above, above·below, below·below; with a little ridge
};

void add(const Scored& one, const Bend& bend, Step& step) {
  float top = bend(one.scores[one.truth]);
  for (const float score : one.scores) top = std::max(top, bend(score));
  double mass = 0;
  double mean[2] = {0, 0};
  double square[2] = {0, 0};
  for (const float score : one.scores) {
    const double p = std::exp(bend(score) - top);
    const double x = score - Bend::kKnee;
    const int side = x > 0 ? 0 : 1;
    mass += p;
    mean[side] += p * x;
    square[side] += p * x * x;
  }
  step.surprise += std::log(mass) + top - bend(one.scores[one.truth]);
  for (double& m : mean) m /= mass;
  const double truth = one.scores[one.truth] - Bend::kKnee;
  step.slope[0] += mean[0] - std::max(truth, 0.0);
  step.slope[1] += mean[1] - std::min(truth, 0.0);
  step.curve[0] += square[0] / mass - mean[0] * mean[0];
  step.curve[1] -= mean[0] * mean[1];
  step.curve[2] += square[1] / mass - mean[1] * mean[1];
}

Step at(std::span<const Scored> judged, const Bend& bend) {
  Step step;
  for (const Scored& one : judged) add(one, bend, step);
  return step;
}

}  // namespace

Bend fit_bend(std::span<const Scored> judged) {
  constexpr int kRounds = 20;
  constexpr double kEnough = 1e-3;
  Bend bend;
  Step now = at(judged, bend);
  for (int round = 0; round < kRounds; ++round) {
    const double det = now.curve[0] * now.curve[2] - now.curve[1] * now.curve[1];
    const double above = (now.curve[2] * now.slope[0] - now.curve[1] * now.slope[1]) / det;
    const double below = (now.curve[0] * now.slope[1] - now.curve[1] * now.slope[0]) / det;
    Bend next;
    Step then;
    double length = 1;
    for (; length > kEnough; length /= 2) {
      next.above = std::max(kSlopeMin, bend.above - static_cast<float>(length * above));
      next.below = std::max(kSlopeMin, bend.below - static_cast<float>(length * below));
      then = at(judged, next);
      if (then.surprise < now.surprise) break;
    }
    if (length <= kEnough) break;
    const bool enough = now.surprise - then.surprise < kEnough;
    bend = next;
    now = then;
    if (enough) break;
  }
  return bend;
}

}  // namespace zheli::intent
