#include "files/yaml_tree.h"

#include <fmt/format.h>
#include <unicode/utf8.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace zheli::files {
namespace {

/// Thrown by the builder to leave yaml-cpp's parser; never leaves this file.
struct Refused {
  int line;
  std::string message;
};

/// Builds the tree bottom up: open containers wait on a stack, finished ones move into their
/// parent.
class YamlBuilder : public YAML::EventHandler {
 public:
  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) {
      throw Refused{mark.line + 1, "a second document starts here; one file holds one document"};
    }
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    finish({Node::Kind::null, mark.line + 1, {}, {}});
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_anchor(mark, 1); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    finish({Node::Kind::scalar, mark.line + 1, value, {}});
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Node::Kind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Node::Kind::mapping, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  static void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) {
      throw Refused{mark.line + 1,
                    "anchors (&) and aliases (*) are not allowed; write it out, or quote the text"};
    }
  }
  /// yaml-cpp calls plain text "?" and quoted text "!".
  static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!") {
      throw Refused{mark.line + 1, "tags (!) are not allowed; leave it out, or quote the text"};
    }
  }
  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (open_.size() >= kDepthMax) {
      throw Refused{mark.line + 1, fmt::format("nested more than {} deep", kDepthMax)};
    }
    open_.push_back({kind, mark.line + 1, {}, {}});
  }
  void close() {
    Node done = std::move(open_.back());
    open_.pop_back();
    finish(std::move(done));
  }
  void finish(Node node) { (open_.empty() ? root_ : add_child()) = std::move(node); }
  Node& add_child() { return open_.back().children.emplace_back(); }

  Node root_;
  std::vector<Node> open_;
  int documents_ = 0;
};

void check_keys(const Node& mapping, Findings& findings) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < mapping.children.size(); i += 2) {
    const Node& key = mapping.children[i];
    if (key.kind != Node::Kind::scalar) {
      findings.add(key.line ? key.line : mapping.line, "a key must be a plain word");
    } else if (!seen.insert(key.text).second) {
      findings.add(key.line, fmt::format("key \"{}\" stands twice; keep one", key.text));
    }
  }
}

void check_all_keys(const Node& node, Findings& findings) {
  if (node.kind == Node::Kind::mapping) check_keys(node, findings);
  for (const Node& child : node.children) check_all_keys(child, findings);
}

int line_at(std::string_view bytes, std::size_t offset) {
  return 1 + static_cast<int>(std::count(bytes.begin(), bytes.begin() + offset, '\n'));
}

/// The offset of the first byte that is no valid UTF-8 or is a control character; the size if none.
std::size_t first_bad_byte(std::string_view bytes) {
  const auto length = static_cast<std::int32_t>(bytes.size());
  std::int32_t at = 0;
  while (at < length) {
    const std::int32_t start = at;
    UChar32 c = 0;
    U8_NEXT(bytes.data(), at, length, c);
    const bool control = c < 0x20 || c == 0x7f;
    if (control && c != '\t' && c != '\n' && c != '\r') return static_cast<std::size_t>(start);
  }
  return bytes.size();
}

}  // namespace

Node read_yaml(std::string_view bytes, Findings& findings) {
  std::istringstream stream{std::string(bytes)};
  try {
    YAML::Parser parser(stream);
    YamlBuilder builder;
    while (parser.HandleNextDocument(builder)) {
    }
    Node root = builder.take();
    check_all_keys(root, findings);
    return root;
  } catch (const Refused& refused) {
    findings.add(refused.line, refused.message);
  } catch (const YAML::Exception& broken) {
    findings.add(broken.mark.line + 1, fmt::format("broken YAML: {}", broken.msg));
  }
  return {};
}

bool readable(std::string_view bytes, Findings& findings) {
  return readable_up_to(kFileBytesMax, bytes, findings);
}

bool readable_up_to(std::size_t most, std::string_view bytes, Findings& findings) {
  if (bytes.size() > most) {
    findings.add(
        0, fmt::format("the file has {} bytes; at most {} are read, split it", bytes.size(), most));
    return false;
  }
  const std::size_t bad = first_bad_byte(bytes);
  if (bad == bytes.size()) return true;
  findings.add(line_at(bytes, bad),
               fmt::format("byte 0x{:02x} is not valid UTF-8 text; save the file as UTF-8",
                           static_cast<unsigned char>(bytes[bad])));
  return false;
}

}  // namespace zheli::files
