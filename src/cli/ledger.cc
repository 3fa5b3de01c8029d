// zheli ledger key|verify|audit|proof and zheli verify: a log's folder and receipts, checked by
// whoever has them, without a server.
#include <fmt/format.h>
#include <sodium.h>

#include <filesystem>
#include <map>
#include <memory>

#include "cli/commands.h"
#include "cli/kept.h"
#include "cli/read_folder.h"
#include "core/base64.h"
#include "files/durable_write.h"
#include "ledger/audit.h"
#include "ledger/fault.h"
#include "ledger/proof.h"
#include "store/log_folder.h"

namespace zheli::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string folder, policy, seen, name, out, kind = "log";
  std::uint64_t index = 0;
};

[[noreturn]] void refuse(const core::Error& error) {
  fmt::print("{}\n", error.message);
  throw Exit{1};
}

template <typename T>
T taken(core::Result<T> result) {
  if (!result) refuse(result.error());
  return result.take();
}

ledger::Opened opened(const std::string& note, const ledger::Policy& policy) {
  return taken(ledger::open(note, policy));
}

/// A checkpoint as its bytes: one read from a log that grows is another one the next time.
std::string note_in(const fs::path& path) {
  return read_file(path, ledger::kNoteMax);
}

void print(const ledger::Opened& opened) {
  const auto& [origin, head] = opened.checkpoint;
  fmt::print("{}: {} leaves, root {}\n", origin, head.size,
             core::base64(ledger::bytes_of(head.root)));
  for (const auto& [name, at] : opened.cosigned) {
    const core::Date day = core::day_in_china(at);
    fmt::print("cosigned by {} on {}\n", name, core::to_string(day));
  }
}

void verify(const Options& options) {
  const ledger::Opened log = opened(note_in(fs::path(options.folder) / "checkpoint"),
                                    read_policy("--policy", options.policy));
  taken(ledger::audit(log.checkpoint.head, store::files_below(options.folder),
                      [](auto, auto) { return std::nullopt; }));
  print(log);
  fmt::print("every entry, every tile and the root are as signed\n");
}

using Kinds = std::map<ledger::Kind, std::uint64_t>;

/// Whether a leaf is of our form; counts its kind.
std::optional<core::Error> count_kind(std::uint64_t index, std::string_view entry, Kinds& kinds) {
  const std::optional<ledger::Kind> kind = ledger::kind_of(entry);
  if (!kind) {
    return ledger::fault(ledger::Fault::malformed,
                         fmt::format("leaf {} is not 34 bytes of version 1", index));
  }
  ++kinds[*kind];
  return std::nullopt;
}

/// Whether a checkpoint kept from before is one of the beginning of this log.
void check_seen(const ledger::Checkpoint& seen, const ledger::Checkpoint& now,
                const ledger::Fetch& fetch) {
  using ledger::Fault;
  if (seen.origin != now.origin)
    refuse(ledger::fault(Fault::wrong_origin, "the two checkpoints are of two logs"));
  if (seen.head.size > now.head.size) {
    refuse(ledger::fault(Fault::fork,
                         fmt::format("{} leaves were signed before, {} now: the log was cut",
                                     seen.head.size, now.head.size)));
  }
  if (const auto fork = ledger::find_fork(seen.head, now.head, fetch)) refuse(*fork);
}

void audit(const Options& options) {
  const ledger::Policy policy = read_policy("--policy", options.policy);
  const ledger::Fetch fetch = store::files_below(options.folder);
  const ledger::Opened log = opened(note_in(fs::path(options.folder) / "checkpoint"), policy);
  std::optional<ledger::Opened> seen;  // before the work, which a mistyped name would waste
  if (!options.seen.empty()) seen = opened(note_in(options.seen), policy);
  Kinds kinds;
  taken(ledger::audit(log.checkpoint.head, fetch, [&](std::uint64_t i, std::string_view entry) {
    return count_kind(i, entry, kinds);
  }));
  print(log);
  if (seen) {
    check_seen(seen->checkpoint, log.checkpoint, fetch);
    fmt::print("its first {} leaves are those of {}\n", seen->checkpoint.head.size, options.seen);
  }
  for (const auto& [kind, count] : kinds)
    fmt::print("kind {:>3}: {}\n", static_cast<int>(kind), count);
}

void prove(const Options& options) {
  const fs::path folder = options.folder;
  const ledger::Policy policy = read_policy("--policy", options.policy);
  const std::string note = note_in(folder / "checkpoint");
  const std::uint64_t size = opened(note, policy).checkpoint.head.size;
  if (options.index >= size)
    refuse({fmt::format("the log has {} leaves, from 0 on: there is no {}", size, options.index)});
  ledger::Tiles tiles(size, store::files_below(folder));
  const ledger::Proof proof{.extra = {},
                            .index = options.index,
                            .path = taken(tiles.inclusion(options.index)),
                            .checkpoint = note};
  taken(ledger::verify(proof, taken(tiles.entry(options.index)), policy));
  fmt::print("{}", ledger::to_string(proof));
}

void verify_receipt(const Options& options) {
  const ledger::Shown shown = taken(
      ledger::verify_receipt(read_file(options.folder), read_policy("--policy", options.policy)));
  fmt::print("leaf {}, kind {}\n{}\n", shown.index, static_cast<int>(shown.opening.kind),
             shown.opening.record);
  print(shown.under);
}

void make_key(const Options& options) {
  static const std::map<std::string, ledger::KeyType> kTypes{
      {"log", ledger::KeyType::ed25519},
      {"witness", ledger::KeyType::cosignature},
      {"sm2", ledger::KeyType::sm2}};
  const auto type = kTypes.find(options.kind);
  if (type == kTypes.end()) throw Unusable{"--kind", "one of log, witness, sm2"};
  if (fs::exists(options.out))
    throw Unusable{"--out", options.out + " is there already; a key is never written over"};
  std::array<unsigned char, 32> chance;
  randombytes_buf(chance.data(), chance.size());
  const ledger::SignerKey key = taken(ledger::SignerKey::make(options.name, type->second, chance));
  files::write_durably(options.out, key.text() + "\n", files::Readers::owner);
  fmt::print("{}\n", key.verifier().text());
}

Option policy_option(const std::shared_ptr<Options>& options) {
  return {.name = "--policy",
          .to = &options->policy,
          .what = "file that names the logs and witnesses to trust (docs/formats/ledger.md)",
          .required = true};
}

Option place(const char* name, std::string& to, const char* what) {
  return {.name = name, .to = &to, .what = what, .required = true};
}

Command verify_log_command() {
  const auto options = std::make_shared<Options>();
  return {.name = "verify",
          .what = "Read a whole log and check every byte of it",
          .options = {place("DIR", options->folder, "the log's folder"), policy_option(options)},
          .footer =
              "Hashes every entry, builds every tile anew, compares both with what is there, and\n"
              "the root with the one that was signed. What is wrong is named; then the exit code\n"
              "is 1.\n"
              "\nExamples:\n"
              "  zheli ledger verify /var/lib/zheli/ledger --policy policy.txt",
          .run = [options] { verify(*options); }};
}

Command audit_command() {
  const auto options = std::make_shared<Options>();
  return {.name = "audit",
          .what = "Verify a log, count what it holds, compare it with an earlier checkpoint",
          .options = {place("DIR", options->folder, "the log's folder"),
                      policy_option(options),
                      {"--seen", &options->seen, "a checkpoint of this log, kept from before"}},
          .footer =
              "Examples:\n"
              "  zheli ledger audit ledger --policy policy.txt --seen checkpoint.of-yesterday\n"
              "Keep each day's checkpoint where the log's owner cannot reach it.",
          .run = [options] { audit(*options); }};
}

Command proof_command() {
  const auto options = std::make_shared<Options>();
  return {.name = "proof",
          .what = "Prove that a leaf stands in the log",
          .options = {place("DIR", options->folder, "the log's folder"),
                      {.name = "INDEX",
                       .to = &options->index,
                       .what = "the leaf's number, from 0 on",
                       .required = true},
                      policy_option(options)},
          .footer =
              "Prints a proof in the form of c2sp.org/tlog-proof.\n"
              "\nExamples:\n"
              "  zheli ledger proof ledger 1042 --policy policy.txt > leaf-1042.tlog-proof",
          .run = [options] { prove(*options); }};
}

Command key_command() {
  const auto options = std::make_shared<Options>();
  return {.name = "key",
          .what = "Make a signing key of a log or a witness",
          .options = {place("NAME", options->name, "the log's origin, or the witness's name"),
                      {.name = "--out",
                       .to = &options->out,
                       .what = "where the secret key goes; only its owner may read it",
                       .required = true},
                      {"--kind", &options->kind, "log, witness or sm2 (default log)"}},
          .footer =
              "Prints the verifier key, which goes into policies.\n"
              "\nExamples:\n"
              "  zheli ledger key zheli.example.com/huzhou --out log.key\n"
              "  zheli ledger key audit.example.com --kind witness --out witness.key",
          .run = [options] { make_key(*options); }};
}

}  // namespace

Command ledger_command() {
  return {.name = "ledger",
          .what = "The log of what was done: check it, prove from it",
          .subcommands = {verify_log_command(), audit_command(), proof_command(),
                          ledger_restore_command(), key_command()}};
}

Command verify_command() {
  const auto options = std::make_shared<Options>();
  return {.name = "verify",
          .what = "Check a receipt",
          .options = {place("RECEIPT", options->folder, "the receipt, a .tlog-proof file"),
                      policy_option(options)},
          .footer =
              "Shows the record of the receipt once the log's and the witnesses' signatures, and\n"
              "the proof that leads to them, are right. Nothing but the two files is needed.\n"
              "\nExamples:\n"
              "  zheli verify receipt.tlog-proof --policy policy.txt",
          .run = [options] { verify_receipt(*options); }};
}

}  // namespace zheli::cli
