// Bytes of a YAML file → a tree of nodes that know their lines. Packs come from outside, so the
// tree is deliberately small: no anchors, aliases or tags, one document, at most kDepthMax levels,
// no key twice. The syntax is yaml-cpp's; only its events are used, since its own nodes are several
// times slower.
//
// Tested by yaml_tree_test.cc, tests/fuzz/pack_fuzz.cc and deal_fuzz.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "files/problem.h"

namespace zheli::files {

struct Node {
  enum class Kind { null, scalar, list, mapping };

  Kind kind = Kind::null;
  int line = 0;                // starts at 1
  std::string text;            // scalars
  std::vector<Node> children;  // lists: the elements; mappings: key, value, key, value, …
};

/// Reads one file. Broken YAML is one problem, with the line where reading stopped, and a null
/// node. `bytes` is text that readable() let through.
Node read_yaml(std::string_view bytes, Findings& findings);

/// Whether a file may be read at all: at most kFileBytesMax, valid UTF-8, no control characters but
/// tab and line ends. Says where it is not.
bool readable(std::string_view bytes, Findings& findings);

/// The same of a file that may have `most` bytes.
bool readable_up_to(std::size_t most, std::string_view bytes, Findings& findings);

constexpr std::size_t kDepthMax = 32;

}  // namespace zheli::files
