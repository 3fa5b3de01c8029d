// One YAML mapping, read key by key. A key is known once it was asked for, so what is left at the
// end is a problem: reading code and the list of keys cannot drift apart. Wrong types and missing
// keys are reported with their line, and reading goes on with an empty value.
//
// Tested by fields_test.cc.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/money.h"
#include "files/yaml_tree.h"

namespace zheli::files {

class Fields {
 public:
  /// `what` names the mapping in messages ("an item"). Anything but a mapping is reported and read
  /// as an empty one. `node` and `findings` must outlive this.
  Fields(const Node& node, std::string_view what, Findings& findings);

  /// Reports every key nobody asked for. The last call.
  void done();

  /// The value, or nullptr if the key is absent. A key without a value is reported and absent.
  const Node* find(std::string_view key);
  /// The same, and an absent key is reported.
  const Node* need(std::string_view key);

  std::string text(std::string_view key);                       // required, not empty
  std::string text_if_any(std::string_view key);                // "" if absent
  std::vector<std::string> texts(std::string_view key);         // required, not empty
  std::vector<std::string> texts_if_any(std::string_view key);  // empty if absent
  std::optional<bool> flag(std::string_view key);
  double number(std::string_view key, double least, double most);  // required, in [least, most]
  std::optional<double> number_if_any(std::string_view key, double least, double most);
  core::Money money(std::string_view key);  // required, yuan, not negative
  std::optional<core::Money> money_if_any(std::string_view key);
  core::Date date(std::string_view key);  // required
  std::optional<core::Date> date_if_any(std::string_view key);
  std::string id();  // the key `id`: lower-case words joined by "-"

  /// The key's word looked up among `words`; an unknown word is reported. Its place, or nothing.
  std::optional<std::size_t> choice(std::string_view key, const std::vector<std::string>& words);

  /// `from` and `to`; from ≥ to is reported.
  core::Validity validity();

  /// Calls `read` with each element of a list; anything but a list is reported.
  void each(std::string_view key, const std::function<void(const Node&)>& read);

  const Node& node() const { return node_; }
  bool usable() const { return usable_; }
  int line() const { return node_.line; }
  int line_of(std::string_view key) const;
  Findings& findings() { return findings_; }

 private:
  const Node* key_node(std::string_view key) const;  // nullptr if the key is absent

  const Node& node_;
  std::string what_;
  Findings& findings_;
  std::vector<std::string> known_;
  bool usable_ = true;
};

/// A scalar that is not empty; anything else is reported as "`what` must be …".
std::string scalar(const Node& node, std::string_view what, Findings& findings);

/// A list of scalars; anything else is reported.
std::vector<std::string> scalars(const Node& node, std::string_view what, Findings& findings);

/// Whether `text` is an id: lower-case words and digits joined by "-".
bool is_id(std::string_view text);

/// Reports `id` if an earlier value of the list has it.
template <typename Range>
void refuse_twice(const Range& earlier, const std::string& id, int line, Findings& findings) {
  for (const auto& value : earlier) {
    if (value.id != id || id.empty()) continue;
    findings.add(line, "id \"" + id + "\" stands twice; give each its own");
    return;
  }
}

}  // namespace zheli::files
