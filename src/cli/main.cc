// The program: its subcommands, and the one place where a failing world becomes a message.
// Exit codes: 0 well, 1 the answer is no or could not be written whole, 2 the arguments cannot be
// used or a file cannot be read.
#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "cli/command_line.h"
#include "cli/commands.h"
#include "files/durable_write.h"

namespace {

constexpr int kUnwritten = 1, kUnusable = 2;

/// Whether all that was printed reached its place, as a full disk or a closed pipe prevents.
bool printed() {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return true;
  fmt::print(stderr, "zheli: the output could not be written whole; make room where it goes to\n");
  return false;
}

zheli::cli::Command program() {
  using namespace zheli::cli;
  return {.name = "zheli",
          .what =
              "zheli: ask the service counter in your own words; securitize the IP of small "
              "firms",
          .footer = "zheli COMMAND --help teaches each command with examples.",
          .subcommands = {ask_command(), chat_command(), serve_command(), exam_command(),
                          teach_command(), pack_command(), items_command(), value_command(),
                          contract_command(), deal_command(), ledger_command(), verify_command(),
                          witness_command(), backup_command(), store_command(), account_command()}};
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const int code = zheli::cli::run(program(), argc, argv);
    return printed() ? code : kUnwritten;
  } catch (const zheli::files::Unwritten& failure) {
    fmt::print(stderr, "zheli: {}\n", failure.what());
    return kUnwritten;
  } catch (const std::exception& failure) {
    if (std::ferror(stdout) != 0 && !printed()) return kUnwritten;
    fmt::print(stderr, "zheli: {}\n", failure.what());
    return kUnusable;
  }
}
