#include "securitization/interchange/actus/json_fields.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace zheli::actus {

using contracts::Cycle;
using contracts::Period;
using contracts::Rhythm;
using contracts::Time;

namespace {

constexpr double kLargest = 1e15;
constexpr std::size_t kListMax = 10'000;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<double> number_in(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

Fields::Fields(const Json& object, std::string place, std::vector<Problem>& problems)
    : object_(object.is_object() ? &object : nullptr),
      place_(std::move(place)),
      problems_(&problems) {
  if (object_ == nullptr) problems_->push_back({place_, "must be an object of named values"});
}

void Fields::problem(const char* name, std::string message) const {
  problems_->push_back({fmt::format("{}{}{}", place_, place_.empty() ? "" : "/", name), message});
}

const Json* Fields::find(const char* name) const {
  if (object_ == nullptr) return nullptr;
  const auto at = object_->find(name);
  if (at == object_->end() || at->is_null()) return nullptr;
  if (at->is_string() && trimmed(at->get_ref<const std::string&>()).empty()) return nullptr;
  return &*at;
}

std::optional<double> Fields::as_number(const char* name, const Json& value) const {
  std::optional<double> number;
  if (value.is_number()) number = value.get<double>();
  if (value.is_string()) number = number_in(value.get_ref<const std::string&>());
  if (number && std::abs(*number) <= kLargest) return number;
  problem(name, "must be a number of at most 1e15 either way");
  return std::nullopt;
}

std::optional<std::string> Fields::as_text(const char* name, const Json& value) const {
  if (value.is_string()) return std::string(trimmed(value.get_ref<const std::string&>()));
  problem(name, "must be a text");
  return std::nullopt;
}

std::optional<double> Fields::number(const char* name) const {
  const Json* const value = find(name);
  return value == nullptr ? std::nullopt : as_number(name, *value);
}

std::optional<std::string> Fields::text(const char* name) const {
  const Json* const value = find(name);
  return value == nullptr ? std::nullopt : as_text(name, *value);
}

template <typename Value>
std::optional<Value> Fields::parsed(const char* name, const Json* value,
                                    core::Result<Value> (*parse)(std::string_view)) const {
  if (value == nullptr) return std::nullopt;
  const std::optional<std::string> text = as_text(name, *value);
  if (!text) return std::nullopt;
  const core::Result<Value> read = parse(*text);
  if (read) return read.value();
  problem(name, read.error().message);
  return std::nullopt;
}

std::optional<Time> Fields::time(const char* name) const {
  return parsed<Time>(name, find(name), contracts::parse_time);
}

std::optional<Cycle> Fields::cycle(const char* name) const {
  return parsed<Cycle>(name, find(name), contracts::parse_cycle);
}

std::optional<Period> Fields::period(const char* name) const {
  return parsed<Period>(name, find(name), contracts::parse_period);
}

Rhythm Fields::rhythm(const char* anchor, const char* cycle_name) const {
  return {time(anchor), cycle(cycle_name)};
}

template <typename Value, typename Read>
std::vector<Value> Fields::list(const char* name, const Read& read) const {
  std::vector<Value> all;
  const Json* const value = find(name);
  if (value == nullptr) return all;
  const bool many = value->is_array();
  if (many && value->size() > kListMax) {
    problem(name, fmt::format("has more than {} entries", kListMax));
    return all;
  }
  for (std::size_t i = 0; i < (many ? value->size() : 1); ++i) {
    const std::optional<Value> one = read(many ? (*value)[i] : *value);
    if (one) all.push_back(*one);
  }
  return all;
}

std::vector<double> Fields::numbers(const char* name) const {
  return list<double>(name, [&](const Json& value) { return as_number(name, value); });
}

std::vector<std::string> Fields::texts(const char* name) const {
  return list<std::string>(name, [&](const Json& value) { return as_text(name, value); });
}

std::vector<Time> Fields::times(const char* name) const {
  return list<Time>(
      name, [&](const Json& value) { return parsed<Time>(name, &value, contracts::parse_time); });
}

std::vector<Cycle> Fields::cycles(const char* name) const {
  return list<Cycle>(
      name, [&](const Json& value) { return parsed<Cycle>(name, &value, contracts::parse_cycle); });
}

}  // namespace zheli::actus
