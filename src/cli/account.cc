// zheli account add|list|link|disable|enable: the first accounts, and what is done when nobody can
// sign in any more. What is done here is done as "system" and stands in the log like everything
// else.
#include <fmt/format.h>
#include <sodium.h>

#include <chrono>
#include <memory>

#include "cli/commands.h"
#include "cli/kept.h"
#include "desk/desk.h"

namespace zheli::cli {
namespace {

using desk::Refusal;

struct Options {
  KeptOptions kept;
  std::string name;
  std::vector<std::string> roles;
  std::string site = "http://localhost:8080/";
};

identity::Instant now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::unique_ptr<store::Store> opened(const Options& options) {
  if (options.kept.database.empty())
    throw Unusable{"--database", "is needed: accounts are kept there"};
  return options.kept.open();
}

/// What is said where a command changes nothing.
constexpr const char* kNoName =
    "a name is 2 to 40 of a-z, 0-9, \".\", \"-\" and \"_\", the first a letter";

[[noreturn]] void refuse(const std::string& name, const char* why) {
  fmt::print("{}: {}\n", name, why);
  throw Exit{1};
}

/// Gives the order as the machine itself, or says why not and ends.
desk::Outcome act(store::Store& store, const desk::Command& command, const std::string& name,
                  const char* unusable) {
  std::array<unsigned char, 32> chance;
  randombytes_buf(chance.data(), chance.size());
  const std::string key = identity::write_token(chance);
  const auto result = desk::Desk(store).act({command, key}, desk::machine(), now());
  if (const auto* why = std::get_if<Refusal>(&result))
    refuse(name, *why == Refusal::taken ? "there is such an account already" : unusable);
  return std::get<desk::Outcome>(result);
}

std::string id_of(store::Store& store, const std::string& name) {
  const auto found =
      store.read([&](store::Connection& from) { return store::account_named(from, name); });
  if (!found) refuse(name, "there is no such account");
  return found->id;
}

void print_link(const Options& options, const std::string& link) {
  fmt::print("{}{}admin#link={}\nopens once, within {} hours; give it to nobody else\n",
             options.site, options.site.ends_with('/') ? "" : "/", link,
             identity::kLinkLife.count());
}

void add(const Options& options) {
  std::set<identity::Role> roles;
  for (const std::string& text : options.roles) {
    const auto role = identity::read_role(text);
    if (!role)
      throw Unusable{"--role", fmt::format("\"{}\" is no role; zheli account --help", text)};
    roles.insert(*role);
  }
  const auto store = opened(options);
  print_link(options,
             act(*store, desk::AddAccount{options.name, roles}, options.name, kNoName).link);
}

void make_link(const Options& options) {
  const auto store = opened(options);
  const std::string id = id_of(*store, options.name);
  print_link(options, act(*store, desk::MakeLink{id}, options.name, "").link);
}

void disable(const Options& options) {
  const auto store = opened(options);
  act(*store, desk::Disable{id_of(*store, options.name)}, options.name, "is disabled already");
  fmt::print("{} is disabled and signed out everywhere\n", options.name);
}

void enable(const Options& options) {
  const auto store = opened(options);
  act(*store, desk::Enable{id_of(*store, options.name)}, options.name, "is not disabled");
  fmt::print("{} is enabled\n", options.name);
}

void list(const Options& options) {
  const auto store = opened(options);
  const auto all = store->read([](store::Connection& from) { return store::accounts(from); });
  for (const store::Account& one : all) {
    std::string roles;
    for (const identity::Role role : one.roles)
      roles += (roles.empty() ? "" : ",") + std::string(word(role));
    fmt::print("{:<24} {:<32} {}{}{}\n", one.name, roles, one.is_disabled ? "disabled " : "",
               one.passkeys > 0 ? "passkey " : "", one.password.empty() ? "" : "password");
  }
}

Command subcommand(const char* name, const char* what, std::vector<Option> more, const char* footer,
                   const std::shared_ptr<Options>& options, void (*run)(const Options&)) {
  return {.name = name,
          .what = what,
          .options = joined({std::move(more), options->kept.described()}),
          .footer = footer,
          .run = [options, run] { run(*options); }};
}

Option name_option(const std::shared_ptr<Options>& options) {
  return {.name = "NAME", .to = &options->name, .what = "the account", .required = true};
}
Option site_option(const std::shared_ptr<Options>& options) {
  return {"--site", &options->site, "where the pages are (default http://localhost:8080/)"};
}

}  // namespace

Command account_command() {
  const auto options = std::make_shared<Options>();
  return {
      .name = "account",
      .what = "Accounts of officers and parties: add, list, link, disable, enable",
      .footer =
          "Roles: citizen agent receiver reviewer approver expert product-manager auditor admin\n"
          "originator manager guarantor custodian regulator. More is done in the browser, at\n"
          "/admin; an SQLite file is one program's, so stop the server for these.",
      .subcommands = {
          subcommand(
              "add", "Make an account and print its one-time link",
              {name_option(options),
               {.name = "--role", .to = &options->roles, .what = "one or more", .required = true},
               site_option(options)},
              "Examples:\n"
              "  zheli account add wang.wei --role admin --database zheli.db --master-key "
              "master.key \\\n"
              "    --log ledger --log-key log.key",
              options, add),
          subcommand("list", "Print accounts, roles and ways in", {},
                     "Examples:\n  zheli account list --database zheli.db …", options, list),
          subcommand("link", "Print a new one-time link: another way in",
                     {name_option(options), site_option(options)},
                     "Examples:\n  zheli account link wang.wei --database zheli.db …", options,
                     make_link),
          subcommand("disable", "Disable an account and end its sessions", {name_option(options)},
                     "Examples:\n  zheli account disable wang.wei --database zheli.db …", options,
                     disable),
          subcommand("enable", "Enable a disabled account", {name_option(options)},
                     "Examples:\n  zheli account enable wang.wei --database zheli.db …", options,
                     enable)}};
}

}  // namespace zheli::cli
