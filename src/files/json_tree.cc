#include "files/json_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>

namespace zheli::files {
namespace {

using Kind = Json::Kind;

/// A name as a message shows it: not too long, and never cut within a character.
std::string_view shown(std::string_view name) {
  constexpr std::size_t kShown = 64;
  if (name.size() <= kShown) return name;
  std::size_t end = kShown;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return name.substr(0, end);
}

/// Goes over the bytes and leaves behind where the parser is: at the last byte it took.
class Tracked {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Tracked(const char* at, const char** taken) : at_(at), taken_(taken) {}

  reference operator*() const { return *at_; }
  Tracked& operator++() {
    *taken_ = at_++;
    return *this;
  }
  Tracked operator++(int) {
    Tracked before = *this;
    ++*this;
    return before;
  }
  bool operator==(const Tracked& other) const { return at_ == other.at_; }
  bool operator!=(const Tracked& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** taken_;
};

/// Builds the tree from nlohmann's events: open containers wait on a stack, finished ones move into
/// their parent. Its own tree knows no lines, loses the digits of numbers and takes names twice.
class JsonBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  JsonBuilder(std::string_view bytes, Findings& findings)
      : counted_(bytes.data()), taken_(bytes.data()), findings_(findings) {}

  const char** taken() { return &taken_; }
  Json take() { return std::move(root_); }

  bool null() override { return finish({Kind::null, line()}); }
  bool boolean(bool value) override { return scalar(Kind::boolean, value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override {
    return scalar(Kind::number, fmt::format("{}", value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return scalar(Kind::number, fmt::format("{}", value));
  }
  bool number_float(number_float_t, const string_t& digits) override {
    return scalar(Kind::number, digits);
  }
  bool string(string_t& value) override { return scalar(Kind::text, std::move(value)); }
  bool binary(binary_t&) override { return false; }  // not in text
  bool start_object(std::size_t) override { return open(Kind::object); }
  bool start_array(std::size_t) override { return open(Kind::list); }
  bool end_array() override { return close(); }
  bool end_object() override { return sort_members(open_.back()) && close(); }
  bool key(string_t& name) override {
    names_.back() = std::move(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::json::exception& error) override {
    constexpr int kNumberOverflow = 406;
    return stop(line(), error.id == kNumberOverflow
                            ? "a number here is beyond all numbers; write one "
                              "below 1.8e308"
                            : broken(error.what()));
  }

 private:
  /// "[json.exception.parse_error.101] parse error at line 1, column 2: REASON; last read: TEXT"
  static std::string broken(std::string_view what) {
    what = what.substr(0, what.find("; last read"));  // may be long, and no valid UTF-8
    const std::size_t at = what.find(": ");
    if (at != std::string_view::npos) what.remove_prefix(at + 2);
    return fmt::format("this is no JSON: {}", what);
  }

  /// The line of the last byte that was taken. A number ends where another byte was taken, which
  /// may be its line's end: that one counts for the line that it ends.
  int line() {
    line_ += static_cast<int>(std::count(counted_, taken_, '\n'));
    counted_ = taken_;
    return line_;
  }

  bool stop(int line, std::string message) {
    findings_.add(line, std::move(message));
    root_ = {};
    return false;
  }

  bool scalar(Kind kind, std::string text) { return finish({kind, line(), {}, std::move(text)}); }

  bool open(Kind kind) {
    if (open_.size() >= kJsonDepthMax)
      return stop(line(), fmt::format("nested more than {} deep", kJsonDepthMax));
    open_.push_back({kind, line()});
    names_.emplace_back();
    return true;
  }

  bool close() {
    Json done = std::move(open_.back());
    open_.pop_back();
    names_.pop_back();
    return finish(std::move(done));
  }

  bool finish(Json value) {
    if (++values_ > kJsonValuesMax)
      return stop(line(), fmt::format("more than {} values; split the file", kJsonValuesMax));
    if (open_.empty()) {
      root_ = std::move(value);
      return true;
    }
    if (open_.back().is(Kind::object)) value.name = std::move(names_.back());
    open_.back().children.push_back(std::move(value));
    return true;
  }

  bool sort_members(Json& object) {
    std::vector<Json>& all = object.children;
    std::stable_sort(all.begin(), all.end(),
                     [](const Json& a, const Json& b) { return a.name < b.name; });
    const auto twice = std::adjacent_find(
        all.begin(), all.end(), [](const Json& a, const Json& b) { return a.name == b.name; });
    if (twice == all.end()) return true;
    const Json& second = *std::next(twice);
    return stop(second.line, fmt::format("\"{}\" stands twice; keep one", shown(second.name)));
  }

  const char* counted_;  // up to here line ends are in line_
  const char* taken_;
  int line_ = 1;
  std::size_t values_ = 0;
  Json root_;
  std::vector<Json> open_;
  std::vector<std::string> names_;  // of the member that comes next, one for each open container
  Findings& findings_;
};

}  // namespace

const Json* Json::find(std::string_view member) const {
  if (kind != Kind::object) return nullptr;
  const auto at = std::lower_bound(
      children.begin(), children.end(), member,
      [](const Json& child, std::string_view wanted) { return child.name < wanted; });
  return at != children.end() && at->name == member ? &*at : nullptr;
}

std::optional<double> Json::number() const {
  double value = 0;
  if (kind != Kind::number) return std::nullopt;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<std::int64_t> Json::whole() const {
  std::int64_t value = 0;
  if (kind != Kind::number) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<bool> Json::flag() const {
  if (kind != Kind::boolean) return std::nullopt;
  return text == "true";
}

std::string text_of(const Json& json, std::string_view member) {
  const Json* const found = json.find(member);
  return found != nullptr && found->is(Json::Kind::text) ? found->text : std::string();
}

Json read_json(std::string_view bytes, Findings& findings) {
  if (bytes.size() > kJsonBytesMax) {
    findings.add(0, fmt::format("the file is larger than {} MiB", kJsonBytesMax >> 20));
    return {};
  }
  JsonBuilder builder(bytes, findings);
  nlohmann::json::sax_parse(Tracked(bytes.data(), builder.taken()),
                            Tracked(bytes.data() + bytes.size(), builder.taken()), &builder);
  return builder.take();
}

}  // namespace zheli::files
