// zheli chat: a conversation in the terminal; options are chosen by number or in words.
#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "cli/assistant_options.h"
#include "cli/commands.h"
#include "cli/print_reply.h"

namespace zheli::cli {
namespace {

void chat(const AssistantOptions& options, bool explain) {
  const core::Date day = options.day();
  const dialogue::Assistant assistant = options.assistant();
  fmt::print("{}\n\n> ", dialogue::phrase(assistant.pack(), false, "greeting"));
  std::fflush(stdout);
  dialogue::Conversation conversation;
  for (std::string line; std::getline(std::cin, line);) {
    const dialogue::Reply reply = assistant.reply(conversation, {line, "", ""}, day);
    conversation = reply.next;
    fmt::print("{}", reply_text(assistant.pack(), reply));
    if (explain) fmt::print("{}", explanation_text(reply));
    fmt::print("\n> ");
    std::fflush(stdout);
  }
  fmt::print("\n");
}

}  // namespace

Command chat_command() {
  struct Options {
    AssistantOptions assistant;
    bool explain = false;
  };
  const auto options = std::make_shared<Options>();
  return {.name = "chat",
          .what = "Talk; answer by number or in words",
          .options = joined({options->assistant.described(),
                             {{"--explain", &options->explain, "show how each reply came about"}}}),
          .footer = "Examples:\n  zheli chat\n  zheli chat --explain\nCtrl-D ends the talk.",
          .run = [options] { chat(options->assistant, options->explain); }};
}

}  // namespace zheli::cli
