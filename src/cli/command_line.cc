// Commands as plain values → a CLI11 parser. The only file that knows CLI11, because its header is
// twenty seconds of compiling.
#include "cli/command_line.h"

#include <CLI/CLI.hpp>
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

}  // namespace

int run(const Command& program, int argc, char** argv) {
  constexpr int kUnusable = 2;
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
