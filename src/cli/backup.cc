// zheli backup, zheli ledger restore and zheli store move: a database copied whole, one that is
// older than its log brought level with it, one brought to the other engine.
#include <fmt/format.h>

#include <memory>

#include "cli/commands.h"
#include "core/base64.h"
#include "ledger/hash.h"
#include "store/move.h"
#include "store/store.h"

namespace zheli::cli {
namespace {

struct Options {
  std::string database, out, folder, key;  // out: of a move the database it goes to
};

void back_up(const Options& options) {
  if (std::filesystem::exists(options.out))
    throw Unusable{"OUT", options.out + " is there already; a backup is never written over"};
  store::back_up(options.database, options.out);
  fmt::print("{} is a whole copy; keep the master key elsewhere\n", options.out);
}

void move(const Options& options) {
  const store::Moved moved = store::move_store(options.database, options.out);
  for (const auto& [table, rows] : moved.rows) fmt::print("{}: {} rows\n", table, rows);
  fmt::print("{} leaves, root {}, the same on both sides\n", moved.log.size,
             core::base64(ledger::bytes_of(moved.log.root)));
}

void restore(const Options& options) {
  const auto key = ledger::VerifierKey::read(options.key);
  if (!key) throw Unusable{"--key", key.error().message};
  const std::uint64_t count = store::restore_leaves(options.database, options.folder, key.value());
  fmt::print("{} leaves came back from {}; what their records said is lost\n", count,
             options.folder);
}

}  // namespace

Command backup_command() {
  const auto options = std::make_shared<Options>();
  return {.name = "backup",
          .what = "Copy a database, also one that zheli serve has open",
          .options = {{.name = "DATABASE",
                       .to = &options->database,
                       .what = "the SQLite file",
                       .required = true},
                      {.name = "OUT", .to = &options->out, .what = "the copy", .required = true}},
          .footer =
              "Where a program has the database open it makes the copy itself, asked through the\n"
              "socket beside the file. Never copy the file yourself meanwhile, nor open it with\n"
              "other tools: what was committed last stands in a second file. PostgreSQL: pg_dump.\n"
              "\nExamples:\n"
              "  zheli backup /var/lib/zheli/zheli.db /backup/zheli-2026-11-30.db",
          .run = [options] { back_up(*options); }};
}

Command ledger_restore_command() {
  const auto options = std::make_shared<Options>();
  return {.name = "restore",
          .what = "Bring a restored, older database level with its log",
          .options = {{.name = "DIR",
                       .to = &options->folder,
                       .what = "the log's folder",
                       .required = true},
                      {.name = "--database",
                       .to = &options->database,
                       .what = "the SQLite file, or postgresql://…",
                       .required = true},
                      {.name = "--key",
                       .to = &options->key,
                       .what = "the log's verifier key",
                       .required = true}},
          .footer =
              "An older copy of the database has fewer leaves than were signed, and nothing is\n"
              "written to it. This checks the whole log, sees that the database's leaves are its\n"
              "beginning, and puts the missing ones in. Their records were in the newer database\n"
              "alone; whoever has a receipt has them still.\n"
              "\nExamples:\n"
              "  zheli ledger restore ledger --database zheli.db --key \"$(head -1 log.vkey)\"",
          .run = [options] { restore(*options); }};
}

Command store_command() {
  const auto options = std::make_shared<Options>();
  const Command move_command{
      .name = "move",
      .what = "Bring a store from SQLite to PostgreSQL, or back",
      .options = {{.name = "FROM",
                   .to = &options->database,
                   .what = "the SQLite file, or postgresql://…; it stays as it is",
                   .required = true},
                  {.name = "TO",
                   .to = &options->out,
                   .what = "the other engine, without rows",
                   .required = true}},
      .footer =
          "Stop every program that writes to either. All rows come over as they are, compared\n"
          "one by one; the master key, the log's key and its folder stay what they are.\n"
          "\nExamples:\n"
          "  zheli store move /var/lib/zheli/zheli.db 'postgresql:///zheli?host=/run/postgresql'",
      .run = [options] { move(*options); }};
  return {.name = "store", .what = "The database of what was done", .subcommands = {move_command}};
}

}  // namespace zheli::cli
