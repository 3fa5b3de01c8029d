// The program's subcommands: one function each, which adds its options and what it does to the
// program. A subcommand that fails its purpose throws Exit with the program's exit code.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace zheli::cli {

/// Ends the program with `code` after the subcommand has said what it had to say.
struct Exit {
  int code;
};

void add_pack(CLI::App& program);   // zheli pack check DIR
void add_items(CLI::App& program);  // zheli items

}  // namespace zheli::cli
