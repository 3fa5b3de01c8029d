// Writes JSON straight into its bytes, without a tree in between: a reply is written twenty
// thousand times a second. Reading JSON is json_tree.h's business.
//
//   JsonText to;
//   to.object([&] {
//     to.field("move", "answer");
//     to.field("say");
//     to.array(sentences);
//   });
//
// Tested by json_text_test.cc against nlohmann.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zheli::files {

class JsonText {
 public:
  /// On one line, as programs read it, or a value a line, two spaces a level, as people do.
  enum class Layout { compact, indented };

  explicit JsonText(Layout layout = Layout::compact) : indented_(layout == Layout::indented) {
    out_.reserve(kUsualSize);
  }

  /// One value at a time, inside an array, after field(name), or alone. Text is valid UTF-8.
  void put(std::string_view text);
  void put(const std::string& text) { put(std::string_view(text)); }
  void put(const char* text) { put(std::string_view(text)); }
  void put(bool value) { add(value ? "true" : "false"); }
  void put(int value) { add(std::to_string(value)); }
  void put(std::int64_t value) { add(std::to_string(value)); }
  void put(std::size_t value) { add(std::to_string(value)); }
  void put(double value);  // null where it is no number; whole numbers keep ".0"
  void put(std::nullptr_t) { add("null"); }
  template <typename Value>
  void put(const std::vector<Value>& all) {
    array(all);
  }
  void put(const std::map<std::string, std::string>& fields);

  /// The name of the value that comes next; only inside an object.
  void field(std::string_view name);
  template <typename Value>
  void field(std::string_view name, const Value& value) {
    field(name);
    put(value);
  }

  /// {…} with the fields that `write` puts.
  template <typename Write>
  void object(Write write) {
    open('{');
    write();
    close('}');
  }

  /// […] with one value of each of `all`: itself, or what `write` puts for it.
  template <typename All>
  void array(const All& all) {
    array(all, [this](const auto& one) { put(one); });
  }
  template <typename All, typename Write>
  void array(const All& all, Write write) {
    open('[');
    for (const auto& one : all) write(one);
    close(']');
  }
  template <typename First, typename Second>
  void pair(const First& first, const Second& second) {
    open('[');
    put(first);
    put(second);
    close(']');
  }
  /// […] of objects with the fields that `write` puts for each of `all`.
  template <typename All, typename Write>
  void objects(const All& all, Write write) {
    array(all, [&](const auto& one) { object([&] { write(one); }); });
  }

  std::string take() && { return std::move(out_); }

 private:
  void add(std::string_view literal);
  void quote(std::string_view text);
  void begin_value();
  void begin_line();
  void open(char bracket);
  void close(char bracket);

  static constexpr std::size_t kUsualSize = 4096;  // bytes of a reply
  std::string out_;
  int depth_ = 0;       // open brackets
  bool comma_ = false;  // a value stands before the next one
  bool named_ = false;  // a field's name stands before the next value
  bool indented_;
};

}  // namespace zheli::files
