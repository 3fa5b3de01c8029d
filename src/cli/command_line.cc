// Commands as plain values → a CLI11 parser. The only file that knows CLI11, because its header is
// twenty seconds of compiling.
#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <type_traits>

#include "core/check.h"

namespace zheli::cli {
namespace {

template <typename Value>
CLI::Option* add(CLI::App& app, const Option& option, Value* to) {
  if constexpr (std::is_same_v<Value, bool>) {
    CHECK(!option.range);
    return app.add_flag(option.name, *to, option.what);
  } else {
    CLI::Option* const added = app.add_option(option.name, *to, option.what);
    if constexpr (std::is_same_v<Value, std::vector<double>>) added->delimiter(',');
    if constexpr (std::is_unsigned_v<Value>)
      added->check(CLI::NonNegativeNumber);  // strtoull takes -1
    if (!option.range) return added;
    const auto [least, most] = *option.range;
    if constexpr (std::is_integral_v<Value>) {
      added->check(CLI::Range(static_cast<Value>(least), static_cast<Value>(most)));
    } else {
      CHECK((std::is_same_v<Value, std::vector<double>>));
      added->check(CLI::Range(least, most));
    }
    return added;
  }
}

void describe(CLI::App& app, const Command& command) {
  if (!command.footer.empty()) app.footer(command.footer);  // else the one above it
  for (const Option& option : command.options) {
    CLI::Option* const added =
        std::visit([&](auto* to) { return add(app, option, to); }, option.to);
    added->required(option.required);
  }
  for (const Command& subcommand : command.subcommands)
    describe(*app.add_subcommand(subcommand.name, subcommand.what), subcommand);
  if (!command.subcommands.empty()) app.require_subcommand(1);
  if (!command.run) return;
  app.callback([&command] {
    try {
      command.run();
    } catch (const Unusable& unusable) {
      throw CLI::ValidationError(unusable.option, unusable.why);
    }
  });
}

/// What is written where a command should stand and is none, or nothing: CLI11 would only say that
/// a subcommand is required.
std::optional<std::string> unknown_command(const Command& program, int argc, char** argv) {
  const Command* at = &program;
  std::string path = program.name;
  for (int i = 1; i < argc && !at->subcommands.empty() && argv[i][0] != '-'; ++i) {
    const auto found = std::ranges::find(at->subcommands, argv[i], &Command::name);
    if (found == at->subcommands.end()) {
      std::string names;
      for (const Command& one : at->subcommands) names += (names.empty() ? "" : ", ") + one.name;
      return fmt::format(
          "{0} has no command \"{1}\"; there are {2}\n{0} --help says what each does", path,
          argv[i], names);
    }
    at = &*found;
    path += " " + at->name;
  }
  return std::nullopt;
}

}  // namespace

int run(const Command& program, int argc, char** argv) {
  constexpr int kUnusable = 2;
  if (const auto unknown = unknown_command(program, argc, argv)) {
    fmt::print(stderr, "{}\n", *unknown);
    return kUnusable;
  }
  CLI::App app(program.what);
  describe(app, program);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUnusable;
  } catch (const Exit& exit) {
    return exit.code;
  }
  return 0;
}

}  // namespace zheli::cli
