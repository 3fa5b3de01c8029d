#include "assistant/text/places.h"

namespace zheli::text {
namespace {

constexpr std::string_view kPlacePrefix = "place-";
constexpr std::string_view kEndings = "place-ending";
constexpr std::string_view kUnclear = "unclear";

// The order of RegionRole, then the words that take a role away.
constexpr std::array<std::string_view, 3> kRoles = {"from", "to", "here"};
constexpr std::uint32_t kNoRole = 4;

std::size_t skip_space(std::u32string_view text, std::size_t at) {
  return at < text.size() && text[at] == U' ' ? at + 1 : at;
}

std::size_t skip_space_before(std::u32string_view text, std::size_t end) {
  return end > 0 && text[end - 1] == U' ' ? end - 1 : end;
}

}  // namespace

Places::Places(const WordLists& lists, const Normaliser& normalise) {
  for (const auto& [id, words] : lists) {
    if (!id.starts_with(kPlacePrefix) || id == kEndings) continue;
    regions_.push_back(id.substr(kPlacePrefix.size()));
    const auto value = static_cast<std::uint32_t>(regions_.size());
    if (regions_.back() == kUnclear) unclear_ = value;
    add_words(lists, id, normalise, Reading::forwards, value, places_);
  }
  for (std::uint32_t i = 0; i < kRoles.size(); ++i) {
    const std::string role(kRoles[i]);
    add_words(lists, role + "-before", normalise, Reading::backwards, i + 1, before_);
    add_words(lists, role + "-after", normalise, Reading::forwards, i + 1, after_);
  }
  add_words(lists, "no-role", normalise, Reading::backwards, kNoRole, before_);
  add_words(lists, "no-role", normalise, Reading::forwards, kNoRole, after_);
  add_words(lists, kEndings, normalise, Reading::forwards, 1, endings_);
  add_words(lists, "negation", normalise, Reading::backwards, 1, negations_);
}

/// A chain of places is one: 安徽省阜阳市 is where its last clear link is.
Places::Found Places::place_at(std::u32string_view text, std::size_t begin) const {
  Found found;
  for (std::size_t at = begin; at < text.size();) {
    const WordTrie::Match place = places_.longest(text, at);
    if (place.length == 0 || cuts_word(text, at, at + place.length)) break;
    if (found.region == 0 || place.value != unclear_) found.region = place.value;
    at += place.length;
    at += endings_.longest(text, at).length;
    found.end = at;
    at = skip_space(text, at);
  }
  return found;
}

bool Places::is_denied(std::u32string_view text, std::size_t end) const {
  return negations_.longest_before(text, skip_space_before(text, end)).length > 0;
}

void Places::add_role(std::u32string_view text, std::size_t begin, const Found& found,
                      std::vector<Place>& places) const {
  const std::size_t before_end = skip_space_before(text, begin);
  WordTrie::Match before = before_.longest_before(text, before_end);
  if (cuts_word(text, before_end - before.length, before_end)) before = {};
  const WordTrie::Match after = after_.longest(text, skip_space(text, found.end));
  const bool by_before = before.length >= after.length;
  const WordTrie::Match word = by_before ? before : after;
  if (word.length == 0 || word.value == kNoRole) return;
  const auto role = static_cast<RegionRole>(word.value - 1);
  const std::size_t start = by_before ? before_end - before.length : begin;
  // "还没迁到湖州" still says where it is to go.
  if (role != RegionRole::to && (is_denied(text, start) || is_denied(text, begin))) return;
  places.push_back({regions_[found.region - 1], role, word.length});
}

std::vector<Place> Places::operator()(std::u32string_view text) const {
  std::vector<Place> places;
  for (std::size_t at = 0; at < text.size();) {
    const Found found = place_at(text, at);
    if (found.region != 0 && found.region != unclear_) add_role(text, at, found, places);
    at = found.region != 0 ? found.end : at + 1;
  }
  return places;
}

}  // namespace zheli::text
