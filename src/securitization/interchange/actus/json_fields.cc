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
constexpr std::size_t kEntriesMax = 100'000;

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

Fields::Fields(const Json& object, std::string place, files::Findings& findings)
    : object_(object), place_(std::move(place)), findings_(findings) {
  if (!object.is(Json::Kind::object)) problem("", "must be an object of named values");
}

std::string Fields::place_of(std::string_view name) const {
  return fmt::format("{}{}{}", place_, place_.empty() || name.empty() ? "" : "/", name);
}

void Fields::problem(std::string_view name, std::string_view message) const {
  const Json* const value = object_.find(name);
  const std::string place = place_of(name);
  findings_.add(value == nullptr ? object_.line : value->line,
                fmt::format("{}{}{}", place, place.empty() ? "" : ": ", message));
}

const Json* Fields::find(std::string_view name) const {
  const Json* const value = object_.find(name);
  if (value == nullptr || value->is(Json::Kind::null)) return nullptr;
  if (value->is(Json::Kind::text) && trimmed(value->text).empty()) return nullptr;
  return value;
}

std::optional<double> Fields::as_number(std::string_view name, const Json& value) const {
  const std::optional<double> number =
      value.is(Json::Kind::text) ? number_in(value.text) : value.number();
  if (number && std::abs(*number) <= kLargest) return number;
  problem(name, "must be a number of at most 1e15 either way");
  return std::nullopt;
}

std::optional<std::string> Fields::as_text(std::string_view name, const Json& value) const {
  if (value.is(Json::Kind::text)) return std::string(trimmed(value.text));
  problem(name, "must be a text");
  return std::nullopt;
}

std::optional<double> Fields::number(std::string_view name) const {
  const Json* const value = find(name);
  return value == nullptr ? std::nullopt : as_number(name, *value);
}

std::optional<std::string> Fields::text(std::string_view name) const {
  const Json* const value = find(name);
  return value == nullptr ? std::nullopt : as_text(name, *value);
}

template <typename Value>
std::optional<Value> Fields::parsed(std::string_view name, const Json* value,
                                    core::Result<Value> (*parse)(std::string_view)) const {
  if (value == nullptr) return std::nullopt;
  const std::optional<std::string> text = as_text(name, *value);
  if (!text) return std::nullopt;
  const core::Result<Value> read = parse(*text);
  if (read) return read.value();
  problem(name, read.error().message);
  return std::nullopt;
}

std::optional<Time> Fields::time(std::string_view name) const {
  return parsed<Time>(name, find(name), contracts::parse_time);
}

std::optional<Cycle> Fields::cycle(std::string_view name) const {
  return parsed<Cycle>(name, find(name), contracts::parse_cycle);
}

std::optional<Period> Fields::period(std::string_view name) const {
  return parsed<Period>(name, find(name), contracts::parse_period);
}

Rhythm Fields::rhythm(std::string_view anchor, std::string_view cycle_name) const {
  return {time(anchor), cycle(cycle_name)};
}

const Json* Fields::entries(std::string_view name) const {
  const Json* const value = find(name);
  if (value == nullptr) return nullptr;
  if (value->is(Json::Kind::list) && value->children.size() <= kEntriesMax) return value;
  problem(name, fmt::format("must be a list of at most {} entries", kEntriesMax));
  return nullptr;
}

template <typename Value, typename Read>
std::vector<Value> Fields::list(std::string_view name, const Read& read) const {
  std::vector<Value> all;
  const Json* const value = find(name);
  if (value == nullptr) return all;
  const bool many = value->is(Json::Kind::list);
  const std::span<const Json> entries = many ? std::span(value->children) : std::span(value, 1);
  if (entries.size() > kListMax) {
    problem(name, fmt::format("has more than {} entries", kListMax));
    return all;
  }
  for (const Json& entry : entries) {
    const std::optional<Value> one = read(entry);
    if (one) all.push_back(*one);
  }
  return all;
}

std::vector<double> Fields::numbers(std::string_view name) const {
  return list<double>(name, [&](const Json& value) { return as_number(name, value); });
}

std::vector<std::string> Fields::texts(std::string_view name) const {
  return list<std::string>(name, [&](const Json& value) { return as_text(name, value); });
}

std::vector<Time> Fields::times(std::string_view name) const {
  return list<Time>(
      name, [&](const Json& value) { return parsed<Time>(name, &value, contracts::parse_time); });
}

std::vector<Cycle> Fields::cycles(std::string_view name) const {
  return list<Cycle>(
      name, [&](const Json& value) { return parsed<Cycle>(name, &value, contracts::parse_cycle); });
}

}  // namespace zheli::actus
