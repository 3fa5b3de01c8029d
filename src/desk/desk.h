// The one way by which anything is changed, whichever door it comes through: a command and who
// gives it → one transaction, in which the change stands with its record and the record's leaf. A
// command that is sent twice, by its key, is done once. A command that rests on what has changed
// since is refused.
//
//   Desk desk(store, {.site = {"zheli.example", "https://zheli.example"}});
//   const auto result = desk.act({AddAccount{"wang.wei", {Role::receiver}}, key}, who, now);
//
// And who gives a command: sign_in.h. Safe on any thread. Throws store::Failure where nothing is
// written.
//
// Tested by desk_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "ledger/proof.h"
#include "services/identity/role.h"
#include "services/identity/session.h"
#include "store/accounts.h"
#include "store/store.h"

namespace zheli::desk {

struct AddAccount {
  std::string name;
  std::set<identity::Role> roles;
};
struct GiveRole {
  std::string account;
  identity::Role role;
};
struct TakeRole {
  std::string account;
  identity::Role role;
};
/// Ends its sessions and links.
struct Disable {
  std::string account;
};
struct Enable {
  std::string account;
};
/// Another way in, beside those that it has.
struct MakeLink {
  std::string account;
};
/// Takes its password and passkeys and ends its sessions, then makes a link.
struct Reset {
  std::string account;
};
struct EndSessions {
  std::string account;
};
using Command =
    std::variant<AddAccount, GiveRole, TakeRole, Disable, Enable, MakeLink, Reset, EndSessions>;

struct Order {
  Command command;
  std::string key;                           // the sender's own for this command
  std::optional<std::int64_t> version = {};  // of the account when the sender saw it; none: any
};

struct Outcome {
  std::string account;      // that it was about
  std::int64_t record = 0;  // Desk::receipt()
  std::string link;         // a one-time token, secret; empty where it was done before
};

/// One thing that was done to accounts, roles, keys or settings.
struct Change {
  std::int64_t record = 0;
  std::string text;  // the record's JSON
};

enum class Refusal {
  not_allowed,
  prove_first,  // a passkey must be shown first
  unknown,      // there is no such account
  taken,        // the name is somebody's
  stale,        // the account was changed since
  key_used,     // for another command
  unusable,     // a name or a key that is none, or nothing to change
};

/// Why one may not; nothing where one may.
std::optional<Refusal> refusal_of(identity::Leave leave);

constexpr std::size_t kKeyMax = 64;  // bytes of a command's key

/// A name is 2 to 40 characters of a–z, 0–9, ".", "-", "_", the first a letter.
bool is_account_name(std::string_view name);

/// Whoever has the machine: the command line, as it makes the first account.
identity::Who machine();

class Desk {
 public:
  /// Borrows `store`.
  explicit Desk(store::Store& store) : store_(store) {}

  std::variant<Outcome, Refusal> act(const Order& order, const identity::Who& who,
                                     identity::Instant now);

  /// What `who` may see of accounts.
  std::variant<std::vector<store::Account>, Refusal> accounts(const identity::Who& who);
  /// Sessions that are alive.
  std::variant<std::vector<store::OwnedSession>, Refusal> sessions(const identity::Who& who,
                                                                   identity::Instant now);
  /// The newest kChangesMax, the newest first.
  std::variant<std::vector<Change>, Refusal> changes(const identity::Who& who);
  static constexpr std::int64_t kChangesMax = 50;
  /// Of a record about accounts, roles, keys or settings. Nothing yet where no checkpoint holds the
  /// leaf.
  std::variant<std::optional<ledger::Proof>, Refusal> receipt(const identity::Who& who,
                                                              std::int64_t record);

 private:
  store::Store& store_;
};

}  // namespace zheli::desk
