// zheli ask: one question, one reply.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "assistant/text/utf8.h"
#include "cli/assistant_options.h"
#include "cli/commands.h"
#include "cli/print_reply.h"
#include "server/reply_json.h"

namespace zheli::cli {
namespace {

struct Options {
  AssistantOptions assistant;
  std::vector<std::string> words;
  bool json = false;
  bool explain = false;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

void ask(const Options& options) {
  const std::string text = joined(options.words);
  if (!text::is_valid_utf8(text)) {
    fmt::print(stderr, "zheli: the question is not valid UTF-8; set the terminal to UTF-8\n");
    throw Exit{2};
  }
  if (text::points(text).size() > server::AskRequest::kTextMax) {
    fmt::print(stderr, "zheli: the question has more than {} characters; shorten it\n",
               server::AskRequest::kTextMax);
    throw Exit{2};
  }
  const core::Date day = options.assistant.day();
  const dialogue::Assistant assistant = options.assistant.assistant();
  const dialogue::Reply reply = assistant.reply({}, {text, "", ""}, day);
  if (options.json) {
    server::JsonText json;
    json.object([&] { server::reply_fields(json, assistant.pack(), reply, options.explain); });
    fmt::print("{}\n", server::Json::parse(std::move(json).take()).dump(2));
    return;
  }
  fmt::print("{}", reply_text(assistant.pack(), reply));
  if (options.explain) fmt::print("{}", explanation_text(reply));
}

}  // namespace

void add_ask(CLI::App& program) {
  CLI::App* command = program.add_subcommand("ask", "Ask one question in your own words");
  command->footer(
      "Examples:\n"
      "  zheli ask 驾驶证丢了怎么办\n"
      "  zheli ask 老公户口在安徽想迁到湖州 --explain\n"
      "  zheli ask lost my passport --json\n"
      "  zheli ask 补驾照多少钱 --as-of 2027-07-01");
  const auto options = std::make_shared<Options>();
  command->add_option("TEXT", options->words, "the question")->required();
  command->add_flag("--json", options->json, "the reply as the HTTP interface gives it");
  command->add_flag("--explain", options->explain, "show how the reply came about");
  options->assistant.add_to(*command);
  command->callback([options] { ask(*options); });
}

}  // namespace zheli::cli
