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
void add_ask(CLI::App& program);    // zheli ask
void add_chat(CLI::App& program);   // zheli chat
void add_exam(CLI::App& program);   // zheli exam
void add_serve(CLI::App& program);  // zheli serve

void add_contract(CLI::App& program);  // zheli contract run|check
void add_deal(CLI::App& program);      // zheli deal
void add_value(CLI::App& program);     // zheli value

void add_deal_simulate(CLI::App& deal);  // zheli deal simulate
void add_deal_study(CLI::App& deal);     // zheli deal price|size|pool

}  // namespace zheli::cli
