#include "files/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/contains.h"

namespace zheli::files {
namespace {

bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

bool is_id(std::string_view text) {
  if (text.empty() || text.front() == '-' || text.back() == '-') return false;
  if (text.find("--") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c == '-' || is_lower_or_digit(c); });
}

std::string scalar(const Node& node, std::string_view what, Findings& findings) {
  if (node.kind == Node::Kind::scalar && !node.text.empty()) return node.text;
  const bool empty = node.kind == Node::Kind::scalar || node.kind == Node::Kind::null;
  findings.add(node.line, fmt::format("{} {}; write text there", what,
                                      empty ? "is empty" : "is a list or mapping"));
  return {};
}

std::vector<std::string> scalars(const Node& node, std::string_view what, Findings& findings) {
  std::vector<std::string> texts;
  if (node.kind != Node::Kind::list) {
    findings.add(node.line, fmt::format("{} must be a list; write [one, two]", what));
    return texts;
  }
  for (const Node& child : node.children) {
    std::string text = scalar(child, fmt::format("an element of {}", what), findings);
    if (!text.empty()) texts.push_back(std::move(text));
  }
  return texts;
}

Fields::Fields(const Node& node, std::string_view what, Findings& findings)
    : node_(node), what_(what), findings_(findings) {
  if (node.kind == Node::Kind::mapping) return;
  usable_ = false;
  findings.add(node.line, fmt::format("{} must be a mapping; write key: value", what));
}

void Fields::done() {
  if (!usable_) return;
  for (std::size_t i = 0; i < node_.children.size(); i += 2) {
    const Node& key = node_.children[i];
    if (key.kind != Node::Kind::scalar) continue;
    if (core::contains(known_, key.text)) continue;
    findings_.add(key.line, unknown(fmt::format("key of {}", what_), key.text, known_));
  }
}

const Node* Fields::find(std::string_view key) {
  if (!core::contains(known_, key)) known_.emplace_back(key);
  const Node* name = key_node(key);
  if (name == nullptr) return nullptr;
  const Node* value = name + 1;  // keys and values alternate
  if (value->kind != Node::Kind::null) return value;
  findings_.add(name->line, fmt::format("\"{}\" is empty; fill it in, or leave the key out", key));
  return nullptr;
}

const Node* Fields::need(std::string_view key) {
  const Node* value = find(key);
  if (value == nullptr && usable_ && key_node(key) == nullptr) {
    findings_.add(node_.line, fmt::format("{} has no \"{}\"; add it", what_, key));
  }
  return value;
}

const Node* Fields::key_node(std::string_view key) const {
  if (!usable_) return nullptr;
  for (std::size_t i = 0; i < node_.children.size(); i += 2) {
    const Node& child = node_.children[i];
    if (child.kind == Node::Kind::scalar && child.text == key) return &child;
  }
  return nullptr;
}

int Fields::line_of(std::string_view key) const {
  const Node* node = key_node(key);
  return node ? node->line : node_.line;
}

std::string Fields::text(std::string_view key) {
  const Node* value = need(key);
  return value ? scalar(*value, fmt::format("\"{}\"", key), findings_) : std::string();
}

std::string Fields::text_if_any(std::string_view key) {
  const Node* value = find(key);
  return value ? scalar(*value, fmt::format("\"{}\"", key), findings_) : std::string();
}

std::vector<std::string> Fields::texts(std::string_view key) {
  const Node* value = need(key);
  if (value == nullptr) return {};
  std::vector<std::string> texts = scalars(*value, fmt::format("\"{}\"", key), findings_);
  if (value->kind == Node::Kind::list && value->children.empty()) {
    findings_.add(value->line, fmt::format("\"{}\" is an empty list; fill it in", key));
  }
  return texts;
}

std::vector<std::string> Fields::texts_if_any(std::string_view key) {
  const Node* value = find(key);
  return value ? scalars(*value, fmt::format("\"{}\"", key), findings_)
               : std::vector<std::string>();
}

std::optional<bool> Fields::flag(std::string_view key) {
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->kind == Node::Kind::scalar && value->text == "true") return true;
  if (value->kind == Node::Kind::scalar && value->text == "false") return false;
  findings_.add(value->line, fmt::format("\"{}\" must be true or false", key));
  return std::nullopt;
}

std::string Fields::id() {
  std::string id = text("id");
  if (!id.empty() && !is_id(id)) {
    findings_.add(line_of("id"),
                  fmt::format("\"{}\" is no id; use lower-case words joined by \"-\"", id));
  }
  return id;
}

std::optional<std::size_t> Fields::choice(std::string_view key,
                                          const std::vector<std::string>& words) {
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  const std::string word = scalar(*value, fmt::format("\"{}\"", key), findings_);
  const auto found = std::find(words.begin(), words.end(), word);
  if (found != words.end()) return found - words.begin();
  if (!word.empty()) findings_.add(value->line, unknown(fmt::format("\"{}\"", key), word, words));
  return std::nullopt;
}

std::optional<double> Fields::number_if_any(std::string_view key, double least, double most) {
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  const std::string& text = value->text;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (value->kind == Node::Kind::scalar && whole && least <= number && number <= most)
    return number;
  findings_.add(value->line,
                fmt::format("\"{}\" must be a number from {} to {}", key, least, most));
  return std::nullopt;
}

double Fields::number(std::string_view key, double least, double most) {
  return need(key) == nullptr ? least : number_if_any(key, least, most).value_or(least);
}

std::optional<core::Money> Fields::money_if_any(std::string_view key) {
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  const core::Result<core::Money> money = core::parse_money(value->text);
  if (money && money.value().fen >= 0) return money.value();
  findings_.add(value->line, money ? fmt::format("\"{}\" is negative; write 0 or more", key)
                                   : fmt::format("\"{}\": {}", key, money.error().message));
  return std::nullopt;
}

core::Money Fields::money(std::string_view key) {
  return need(key) == nullptr ? core::Money{} : money_if_any(key).value_or(core::Money{});
}

std::optional<core::Date> Fields::date_if_any(std::string_view key) {
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  const core::Result<core::Date> date = core::parse_date(value->text);
  if (date) return date.value();
  findings_.add(value->line, fmt::format("\"{}\": {}", key, date.error().message));
  return std::nullopt;
}

core::Date Fields::date(std::string_view key) {
  return need(key) == nullptr ? core::Date{} : date_if_any(key).value_or(core::Date{});
}

core::Validity Fields::validity() {
  const core::Validity validity{date_if_any("from"), date_if_any("to")};
  if (!validity.is_sound()) {
    findings_.add(line_of("from"), "\"from\" is not before \"to\"; it is valid in [from, to)");
    return {};
  }
  return validity;
}

void Fields::each(std::string_view key, const std::function<void(const Node&)>& read) {
  const Node* value = find(key);
  if (value == nullptr) return;
  if (value->kind != Node::Kind::list) {
    findings_.add(value->line, fmt::format("\"{}\" must be a list; start each entry with -", key));
    return;
  }
  for (const Node& child : value->children) read(child);
}

}  // namespace zheli::files
