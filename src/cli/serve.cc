// zheli serve: the assistant over HTTP, with the phone zone's pages.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "cli/assistant_options.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "cli/read_folder.h"
#include "files/durable_write.h"
#include "server/server.h"

namespace zheli::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  AssistantOptions assistant;
  server::ServerOptions network;
  std::string web;
  std::string key_file;
};

/// The built pages, each with its compressed twin.
server::Site read_site(const std::string& folder) {
  server::Site site;
  if (folder.empty()) return site;
  files::Folder files = read_folder(folder);
  for (auto& [name, bytes] : files) {
    if (name.ends_with(".gz")) continue;
    const auto gzip = files.find(name + ".gz");
    site.files["/" + name] = {bytes, gzip == files.end() ? "" : gzip->second,
                              server::content_type(name)};
  }
  if (!site.files.contains("/index.html")) {
    throw std::runtime_error(folder + " holds no index.html; build the pages or leave out --web");
  }
  return site;
}

fs::path default_key_file() {
  const char* const state = std::getenv("XDG_STATE_HOME");
  const char* const home = std::getenv("HOME");
  if (state != nullptr && *state != '\0') return fs::path(state) / "zheli/token.key";
  if (home != nullptr && *home != '\0') return fs::path(home) / ".local/state/zheli/token.key";
  return "zheli-token.key";
}

/// The key that signs conversations: read, or made on the first start so that tokens outlive a
/// restart.
server::TokenKey token_key(const std::string& option) {
  const fs::path path = option.empty() ? default_key_file() : fs::path(option);
  if (std::ifstream file(path); file) {
    std::string hex;
    file >> hex;
    const core::Result<server::TokenKey> key = server::read_key(hex);
    if (!key) throw std::runtime_error(path.string() + ": " + key.error().message);
    return key.value();
  }
  const server::TokenKey key = server::random_key();
  if (path.has_parent_path()) fs::create_directories(path.parent_path());
  files::write_durably(path, server::write_key(key) + "\n", files::Readers::owner);
  return key;
}

void run_server(const Options& options) {
  server::Site site = read_site(options.web);
  const server::TokenKey key = token_key(options.key_file);
  const dialogue::Assistant assistant = options.assistant.assistant();
  const std::string as_of = options.assistant.as_of;
  const core::Date fixed = options.assistant.day();
  server::Service service(assistant, key, std::move(site),
                          [as_of, fixed] { return as_of.empty() ? today() : fixed; });
  fmt::print("{} items, {} lessons; http://{}:{}\n", assistant.pack().items.size(),
             assistant.pack().lessons.size(), options.network.address, options.network.port);
  std::fflush(stdout);
  server::serve(service, options.network);
}

}  // namespace

Command serve_command() {
  const auto options = std::make_shared<Options>();
  return {.name = "serve",
          .what = "Serve the assistant and its pages over HTTP",
          .options = joined(
              {{{"--address", &options->network.address, "where to listen (default 127.0.0.1)"},
                {"--port", &options->network.port, "port (default 8080)"},
                {"--server-threads", &options->network.threads, "threads that answer (default 2)",
                 Range{1, 256}},
                {"--web", &options->web, "folder of the built pages"},
                {"--key-file", &options->key_file,
                 "64 hexadecimal digits that sign conversations (default: made on first use)"}},
               options->assistant.described()}),
          .footer =
              "Examples:\n"
              "  zheli serve --web web/dist\n"
              "  zheli serve --address 0.0.0.0 --port 80 --server-threads 4\n"
              "  curl -s localhost:8080/api/v1/ask -d '{\"text\":\"身份证掉了\"}'\n"
              "Replicas that share --key-file take over each other's conversations.",
          .run = [options] { run_server(*options); }};
}

}  // namespace zheli::cli
