// The program: its subcommands, and the one place where a failing world becomes a message.
// Exit codes: 0 well, 1 the answer is no, 2 the arguments cannot be used or a file cannot be read.
#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>

#include "cli/command_line.h"
#include "cli/commands.h"

namespace {

constexpr int kUnusable = 2;

zheli::cli::Command program() {
  using namespace zheli::cli;
  return {.name = "zheli",
          .what =
              "zheli: ask the service counter in your own words; securitize the IP of small "
              "firms",
          .footer = "zheli COMMAND --help teaches each command with examples.",
          .subcommands = {ask_command(), chat_command(), serve_command(), exam_command(),
                          pack_command(), items_command(), value_command(), contract_command(),
                          deal_command(), ledger_command(), verify_command(), witness_command(),
                          backup_command(), store_command(), account_command()}};
}

/// What could not be written is not answered.
int written(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  fmt::print(stderr, "zheli: the output could not be written: {}\n", std::strerror(errno));
  return kUnusable;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return written(zheli::cli::run(program(), argc, argv));
  } catch (const std::exception& failure) {
    fmt::print(stderr, "zheli: {}\n", failure.what());
    return kUnusable;
  }
}
