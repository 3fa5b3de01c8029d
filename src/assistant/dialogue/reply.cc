#include "assistant/dialogue/reply.h"

#include <algorithm>
#include <iterator>

namespace zheli::dialogue {
namespace {

constexpr std::string_view kFacetNames[] = {"whole",  "materials", "fee",      "time",  "place",
                                            "online", "who",       "basis",    "hours", "booking",
                                            "post",   "home",      "validity", "photo"};

}  // namespace

std::string_view name(Move move) {
  constexpr std::string_view kNames[] = {"answer",   "clarify", "offer",
                                         "handover", "outside", "urgent"};
  return kNames[static_cast<std::size_t>(move)];
}

std::string_view name(Facet facet) {
  return kFacetNames[static_cast<std::size_t>(facet)];
}

std::optional<Facet> facet_of(std::string_view name) {
  const auto* const found = std::find(std::begin(kFacetNames), std::end(kFacetNames), name);
  if (found == std::end(kFacetNames)) return std::nullopt;
  return static_cast<Facet>(found - std::begin(kFacetNames));
}

std::vector<Candidate> named_items(const Reply& reply, std::size_t count_max) {
  std::vector<Candidate> named;
  const auto add = [&](const Candidate& candidate) {
    const bool known = std::any_of(named.begin(), named.end(), [&](const Candidate& one) {
      return one.item == candidate.item;
    });
    if (!known && named.size() < count_max) named.push_back(candidate);
  };
  const bool names =
      reply.move == Move::answer || reply.move == Move::clarify || reply.move == Move::offer;
  if (!names) return named;
  const std::vector<Candidate>& candidates = reply.next.candidates;
  if (!candidates.empty()) add(candidates.front());
  if (!reply.next.second.empty()) add({reply.next.second, 1.0});
  for (const Candidate& candidate : candidates) add(candidate);
  for (const Guide& guide : reply.guides) add({guide.item->id, 1.0});
  if (reply.ask && reply.ask->item != nullptr) add({reply.ask->item->id, 1.0});
  return named;
}

}  // namespace zheli::dialogue
