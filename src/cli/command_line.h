// The program's arguments → the subcommand that they name, run. Tested by
// tests/cases/cli/command_line.sh.
#pragma once

#include "cli/command.h"

namespace zheli::cli {

/// Reads the arguments into the targets of the options and runs the subcommand that they name, or
/// prints its help, or what cannot be used. Returns the program's exit code: 0 well, an Exit's, 2
/// the arguments cannot be used. What else `run` throws passes through.
int run(const Command& program, int argc, char** argv);

}  // namespace zheli::cli
