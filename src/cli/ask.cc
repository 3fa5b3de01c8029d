// zheli ask: one question, one reply.
#include <fmt/format.h>

#include <memory>

#include "assistant/text/utf8.h"
#include "cli/assistant_options.h"
#include "cli/commands.h"
#include "cli/print_reply.h"
#include "server/ask_request.h"
#include "server/reply_json.h"

namespace zheli::cli {
namespace {

struct Options {
  AssistantOptions assistant;
  std::vector<std::string> words;
  bool json = false;
  bool explain = false;
};

std::string sentence(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

void ask(const Options& options) {
  const std::string text = sentence(options.words);
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
    files::JsonText json(files::JsonText::Layout::indented);
    json.object([&] { server::reply_fields(json, assistant.pack(), reply, options.explain); });
    fmt::print("{}\n", std::move(json).take());
    return;
  }
  fmt::print("{}", reply_text(assistant.pack(), reply));
  if (options.explain) fmt::print("{}", explanation_text(reply));
}

}  // namespace

Command ask_command() {
  const auto options = std::make_shared<Options>();
  return {.name = "ask",
          .what = "Ask one question in your own words",
          .options = joined(
              {{{.name = "TEXT", .to = &options->words, .what = "the question", .required = true},
                {"--json", &options->json, "the reply as the HTTP interface gives it"},
                {"--explain", &options->explain, "show how the reply came about"}},
               options->assistant.described()}),
          .footer =
              "Examples:\n"
              "  zheli ask 驾驶证丢了怎么办\n"
              "  zheli ask 老公户口在安徽想迁到湖州 --explain\n"
              "  zheli ask lost my passport --json\n"
              "  zheli ask 补驾照多少钱 --as-of 2027-07-01",
          .run = [options] { ask(*options); }};
}

}  // namespace zheli::cli
