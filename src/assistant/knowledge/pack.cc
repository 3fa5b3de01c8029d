#include "assistant/knowledge/pack.h"

#include <algorithm>

#include "core/check.h"
#include "core/contains.h"

namespace zheli::knowledge {
namespace {

constexpr std::string_view kOutside = "outside/";
constexpr std::string_view kUrgent = "urgent/";

template <typename T>
const T* find_id(const std::vector<T>& values, std::string_view id) {
  const auto found =
      std::find_if(values.begin(), values.end(), [id](const T& value) { return value.id == id; });
  return found == values.end() ? nullptr : &*found;
}

}  // namespace

Truth holds(const When& when, const Facts& facts) {
  Truth truth = Truth::yes;
  for (const auto& [fact, options] : when) {
    const auto known = facts.find(fact);
    if (known == facts.end()) {
      truth = Truth::open;
    } else if (!core::contains(options, known->second)) {
      return Truth::no;
    }
  }
  return truth;
}

const Option* Asking::option(std::string_view wanted) const {
  return find_id(options, wanted);
}

const Lead& Question::lead(const Option& option) const {
  const auto own = std::find_if(options.begin(), options.end(),
                                [&](const Option& one) { return &one == &option; });
  CHECK(own != options.end() && options.size() == leads.size());
  return leads[static_cast<std::size_t>(own - options.begin())];
}

const Fact* Item::fact(std::string_view wanted) const {
  return find_id(facts, wanted);
}

const Outcome* Item::outcome(std::string_view wanted) const {
  return find_id(outcomes, wanted);
}

const Item* Pack::item(std::string_view id) const {
  const auto found =
      std::lower_bound(items.begin(), items.end(), id,
                       [](const Item& one, std::string_view wanted) { return one.id < wanted; });
  return found != items.end() && found->id == id ? &*found : nullptr;
}

const Referral* Pack::referral(std::string_view label) const {
  if (label.starts_with(kOutside)) return find_id(not_ours, label.substr(kOutside.size()));
  if (label.starts_with(kUrgent)) return find_id(urgent, label.substr(kUrgent.size()));
  return nullptr;
}

std::vector<const ServicePlace*> places_near(const Pack& pack, const Item& item,
                                             const Facts& facts) {
  std::vector<const ServicePlace*> own, of_all;
  const auto district = facts.find(kDistrictFact);
  if (district == facts.end()) return own;
  for (const ServicePlace& place : pack.service_places) {
    const bool serves =
        core::contains(place.serves, item.domain) || core::contains(place.serves, item.id);
    if (!serves || core::contains(place.except, item.id)) continue;
    if (place.district == district->second) own.push_back(&place);
    if (place.district.empty()) of_all.push_back(&place);
  }
  return own.empty() ? of_all : own;
}

std::vector<const Outcome*> possible(const Item& item, const Facts& facts, core::Date day) {
  std::vector<const Outcome*> left;
  for (const Outcome& outcome : item.outcomes) {
    if (outcome.validity.covers(day) && holds(outcome.when, facts) != Truth::no) {
      left.push_back(&outcome);
    }
  }
  return left;
}

const Outcome* reached(const Item& item, const Facts& facts, core::Date day) {
  const std::vector<const Outcome*> left = possible(item, facts, day);
  return left.size() == 1 ? left.front() : nullptr;
}

}  // namespace zheli::knowledge
