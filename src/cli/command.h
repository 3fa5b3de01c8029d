// A subcommand as plain values: what it is called, what it takes, what it does. command_line.h
// turns them into a parser, and a subcommand knows none.
//
//   const auto options = std::make_shared<Options>();
//   return {.name = "items",
//           .what = "List what the counter handles",
//           .options = {{"--domain", &options->domain, "only this domain, by its id"}},
//           .footer = "Examples:\n  zheli items",
//           .run = [options] { list(*options); }};
//
// Tested by tests/cases/cli/command_line.sh.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace zheli::cli {

/// Ends the program with `code` after the subcommand has said what it had to say.
struct Exit {
  int code;
};

/// An option that was read and still cannot be used; thrown by `run`.
struct Unusable {
  std::string option, why;
};

/// Where an option's value goes: it must live until `run` has ended. A bool is a flag, a list of
/// numbers is written with commas, words take all arguments that are left.
using Target = std::variant<bool*, int*, std::uint16_t*, std::int64_t*, std::uint64_t*,
                            std::string*, std::vector<std::string>*, std::vector<double>*>;

/// What a number may be, both ends included: whole below 2^53 where the target is whole.
struct Range {
  double least = 0, most = 0;
};

struct Option {
  std::string name;  ///< "--paths"; without the dashes an argument told by its place
  Target to;
  std::string what;
  std::optional<Range> range = {};  ///< of numbers only
  bool required = false;
};

struct Command {
  std::string name, what;
  std::vector<Option> options = {};
  std::string footer = {};
  std::function<void()> run = {};         ///< throws Exit where the answer is no
  std::vector<Command> subcommands = {};  ///< one must be named where there are any
};

/// Options of several places, in their order.
inline std::vector<Option> joined(std::initializer_list<std::vector<Option>> parts) {
  std::vector<Option> all;
  for (const std::vector<Option>& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace zheli::cli
