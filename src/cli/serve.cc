// zheli serve: the assistant over HTTP, with the phone zone's pages. What the server may not touch
// itself is read and kept here: the pages' folder, the keys, the clock, the file of feedback.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>

#include "assistant/pack_files/exam_file.h"
#include "cli/assistant_options.h"
#include "cli/commands.h"
#include "cli/day.h"
#include "cli/kept.h"
#include "cli/read_folder.h"
#include "desk/classroom.h"
#include "files/key_file.h"
#include "server/server.h"

namespace zheli::cli {
namespace {

namespace fs = std::filesystem;

constexpr off_t kFeedbackMax = off_t{64} << 20;  // bytes; a flood fills no disk

struct Options {
  AssistantOptions assistant;
  server::NetworkOptions network;
  int threads = 2;
  std::string web, base = "/", allowed_origin, public_url;
  std::string key_file, old_key_file, feedback_file;
  KeptOptions kept;
};

/// A link that leaves the folder would serve what nobody meant to show.
void refuse_links_out(const fs::path& folder) {
  const std::string root = fs::canonical(folder).string() + "/";
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_symlink()) continue;
    if (fs::weakly_canonical(entry.path()).string().starts_with(root)) continue;
    throw std::runtime_error(fmt::format("{} leads out of {}; copy what it leads to, or remove it",
                                         entry.path().string(), folder.string()));
  }
}

/// What the build compressed of the file `name`; nothing of it where the file was changed since.
server::Twins twins_of(const fs::path& folder, const std::string& name, const files::Folder& all) {
  const auto twin = [&](const char* ending) {
    const auto found = all.find(name + ending);
    if (found == all.end()) return std::string();
    const bool is_stale =
        fs::last_write_time(folder / found->first) < fs::last_write_time(folder / name);
    return is_stale ? std::string() : found->second;
  };
  return {twin(".gz"), twin(".br")};
}

/// The built pages, compressed where the build did not do it.
server::Site read_site(const std::string& folder) {
  server::Site site;
  if (folder.empty()) return site;
  if (!fs::exists(fs::path(folder) / "index.html") ||
      !fs::is_directory(fs::path(folder) / "assets"))
    throw std::runtime_error(folder +
                             " holds no built pages (index.html and assets/); build them with "
                             ".ci/web and name web/dist, or leave out --web");
  refuse_links_out(folder);
  const files::Folder all = read_folder(folder);
  for (const auto& [name, bytes] : all) {
    if (name.ends_with(".gz") || name.ends_with(".br")) continue;
    site.files[name] =
        server::prepared(server::content_type(name), bytes, twins_of(folder, name, all));
  }
  return site;
}

fs::path default_key_file() {
  const fs::path state = environment("XDG_STATE_HOME"), home = environment("HOME");
  if (!state.empty()) return state / "zheli/token.key";
  if (!home.empty()) return home / ".local/state/zheli/token.key";
  return "zheli-token.key";
}

/// Made on the first start, so that tokens outlive a restart.
server::TokenKey make_key(const fs::path& path) {
  const server::TokenKey key = server::random_key();
  try {
    if (path.has_parent_path()) fs::create_directories(path.parent_path());
    files::write_key_file(path, key);
  } catch (const std::exception& failure) {
    throw std::runtime_error(fmt::format(
        "the key that seals conversations cannot be kept: {}; name a place with --key-file",
        failure.what()));
  }
  return key;
}

server::TokenKeys token_keys(const Options& options) {
  const fs::path path = options.key_file.empty() ? default_key_file() : fs::path(options.key_file);
  server::TokenKeys keys = {fs::exists(path) ? files::read_key_file(path) : make_key(path)};
  if (!options.old_key_file.empty()) keys.push_back(files::read_key_file(options.old_key_file));
  return keys;
}

/// Appends a line to the file at `path`, at once and whole whatever other threads append.
std::function<void(const std::string&)> feedback_to(const std::string& path) {
  if (path.empty()) return nullptr;
  const int file = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error(path + " cannot be written; name another --feedback-file");
  return [file, path](const std::string& line) {
    struct stat now {};
    if (fstat(file, &now) != 0 || now.st_size > kFeedbackMax) {
      throw std::runtime_error(path + " is full; move it away");
    }
    const std::string whole = line + "\n";
    if (write(file, whole.data(), whole.size()) != static_cast<ssize_t>(whole.size())) {
      throw std::runtime_error(path + " cannot be written");
    }
  };
}

void check_addresses(const Options& options) {
  const std::string& base = options.base;
  if (!base.starts_with('/') || !base.ends_with('/')) {
    throw Unusable{"--base", "begins and ends with /, as in /zjhz/"};
  }
  const std::string& origin = options.allowed_origin;
  const std::size_t at = origin.find("://");
  if (!origin.empty() &&
      (at == std::string::npos || origin.find('/', at + 3) != std::string::npos)) {
    throw Unusable{"--allow-origin", "is a scheme and a host, as in https://zone.example"};
  }
}

/// The origin of our own pages: what browsers say of them, and what passkeys are for.
identity::Site site_of(const Options& options) {
  const std::string url = options.public_url.empty()
                              ? fmt::format("http://localhost:{}", options.network.port)
                              : options.public_url;
  const std::size_t scheme = url.find("://");
  const std::size_t host = scheme == url.npos ? url.npos : scheme + 3;
  if (host == url.npos || url.find('/', host) != url.npos || host == url.size())
    throw Unusable{"--public-url", "is a scheme and a host, as in https://zheli.example"};
  return {url.substr(host, url.find(':', host) - host), url};
}

/// The school of the pack's own exams.
teaching::School school_of(const AssistantOptions& options, const Taught& taught) {
  const files::Folder files = read_folder(pack_folder(options.pack));
  return teaching::school_of(taught.pack, taught.trained,
                             pack_files::read_exam(files, *taught.pack).exam, options.day());
}

void run_server(Options options) {
  check_addresses(options);
  server::ServiceOptions service_options;
  service_options.site = read_site(options.web);
  service_options.keys = token_keys(options);
  service_options.base = options.base;
  service_options.allowed_origin = options.allowed_origin;
  service_options.keep_feedback = feedback_to(options.feedback_file);
  const std::string as_of = options.assistant.as_of;
  const core::Date fixed = options.assistant.day();
  service_options.today = [as_of, fixed] { return as_of.empty() ? today() : fixed; };
  service_options.now = [] {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  };
  const std::unique_ptr<store::Store> store = options.kept.open();
  const Taught taught = options.assistant.taught();
  std::optional<desk::Classroom> classroom;
  std::optional<server::DeskDoor> desk;
  if (store) {
    const std::string key = read_signer_key("--log-key", options.kept.log_key).verifier().text();
    classroom.emplace(*store, school_of(options.assistant, taught),
                      options.assistant.thread_count());
    service_options.live = [&classroom] { return classroom->live(); };
    desk.emplace(*store,
                 server::DeskDoorOptions{
                     .site = site_of(options), .log_keys = {key}, .classroom = &*classroom});
    service_options.desk = &*desk;
    service_options.more_metrics = [&store] { return log_metrics(*store); };
    if (!store->why_read_only().empty())
      fmt::print(stderr, "zheli: nothing is written: {}\n", store->why_read_only());
  }
  const dialogue::Assistant assistant(taught.pack, taught.trained);
  server::Service service(assistant, std::move(service_options));
  options.network.connections_max = server::connections_that_fit();
  server::serve(service, options.network, options.threads, [&](std::uint16_t port) {
    fmt::print("{} items, {} lessons; http://{}:{}{}\n", assistant.pack().items.size(),
               assistant.pack().lessons.size(), options.network.address, port, options.base);
    std::fflush(stdout);
  });
}

}  // namespace

Command serve_command() {
  const auto options = std::make_shared<Options>();
  return {
      .name = "serve",
      .what = "Serve the assistant and its pages over HTTP",
      .options = joined(
          {{{"--address", &options->network.address, "where to listen (default 127.0.0.1)"},
            {"--port", &options->network.port, "port (default 8080; 0: any that is free)"},
            {"--server-threads", &options->threads, "threads that answer (default 2)",
             Range{1, 256}},
            {"--web", &options->web, "folder of the built pages"},
            {"--base", &options->base, "the path that everything lies below (default /)"},
            {"--allow-origin", &options->allowed_origin,
             "whose pages may also ask, https://zone.example"},
            {"--key-file", &options->key_file,
             "64 hexadecimal digits that seal conversations (default: made on first use)"},
            {"--old-key-file", &options->old_key_file, "the key before, which still opens them"},
            {"--feedback-file", &options->feedback_file,
             "where to keep what citizens missed (default: nowhere)"},
            {"--public-url", &options->public_url,
             "where browsers find it, https://zheli.example (default http://localhost:PORT)"}},
           options->kept.described(),
           options->assistant.described()}),
      .footer =
          "Examples:\n"
          "  zheli serve --web web/dist\n"
          "  zheli serve --address 0.0.0.0 --port 80 --server-threads 4\n"
          "  zheli serve --database zheli.db --master-key master.key --log log --log-key log.key\n"
          "  curl -s localhost:8080/api/v1/ask -d '{\"text\":\"身份证掉了\"}'\n"
          "Replicas that share --key-file take over each other's conversations.",
      .run = [options] { run_server(*options); }};
}

}  // namespace zheli::cli
