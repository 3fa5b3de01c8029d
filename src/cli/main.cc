// The program: its subcommands, and the one place where a failing world becomes a message.
// Exit codes: 0 well, 1 the answer is no, 2 the arguments cannot be used or a file cannot be read.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace {

constexpr int kUnusable = 2;

int run(int argc, char** argv) {
  CLI::App program(
      "zheli: ask the service counter in your own words; securitize the IP of small firms");
  program.require_subcommand(1);
  program.footer("zheli COMMAND --help teaches each command with examples.");
  zheli::cli::add_ask(program);
  zheli::cli::add_chat(program);
  zheli::cli::add_serve(program);
  zheli::cli::add_exam(program);
  zheli::cli::add_pack(program);
  zheli::cli::add_items(program);
  zheli::cli::add_value(program);
  zheli::cli::add_contract(program);
  zheli::cli::add_deal(program);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : kUnusable;
  } catch (const zheli::cli::Exit& exit) {
    return exit.code;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "zheli: {}\n", failure.what());
    return kUnusable;
  }
}
