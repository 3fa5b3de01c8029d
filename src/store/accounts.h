// Accounts, and what their people sign in with. Every function is one step of a transaction that
// the desk holds together; what may be done, and when, is services/identity's to say.
//
// Hashes are SHA-256 of what a browser carries; instants are kept in whole seconds.
// Tested by accounts_test.cc on both engines.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/identity/passkey.h"
#include "services/identity/password.h"
#include "services/identity/role.h"
#include "services/identity/session.h"
#include "store/connection.h"

namespace zheli::store {

struct Account {
  std::string id;
  std::string name;
  std::set<identity::Role> roles;
  std::string password;  // as password.h keeps it; empty where it has none
  bool is_disabled = false;
  std::int64_t version = 1;
  std::int64_t passkeys = 0;  // how many it has
};

/// Failure (unique) where the name or the id is taken.
void add_account(Connection& connection, const std::string& id, const std::string& name);
std::optional<Account> account(Connection& connection, const std::string& id);
std::optional<Account> account_named(Connection& connection, const std::string& name);
/// All, by name.
std::vector<Account> accounts(Connection& connection);

/// Counts `version` up; false where the account has another by now, or is not there.
bool take_version(Connection& connection, const std::string& id, std::int64_t version);
void give_role(Connection& connection, const std::string& id, identity::Role role);
void take_role(Connection& connection, const std::string& id, identity::Role role);
void set_disabled(Connection& connection, const std::string& id, bool is_disabled);
void set_password(Connection& connection, const std::string& id, const std::string& kept);

/// Failure (unique) where some account has this passkey.
void add_passkey(Connection& connection, const std::string& account,
                 const identity::Passkey& passkey);
struct OwnedPasskey {
  std::string account;
  identity::Passkey passkey;
};
std::optional<OwnedPasskey> passkey(Connection& connection, const std::string& id);
std::vector<identity::Passkey> passkeys_of(Connection& connection, const std::string& account);
void set_counter(Connection& connection, const std::string& id, std::uint32_t counter);
void drop_passkeys(Connection& connection, const std::string& account);

struct OwnedSession {
  std::string account;
  identity::Session session;  // its zone is not kept: the account's roles tell it
};
void add_session(Connection& connection, const std::string& hash, const std::string& account,
                 const identity::Session& session);
std::optional<OwnedSession> session(Connection& connection, const std::string& hash);
std::vector<OwnedSession> sessions(Connection& connection);
void set_seen(Connection& connection, const std::string& hash, identity::Instant seen);
void set_proven(Connection& connection, const std::string& hash, identity::Instant proven);
void end_session(Connection& connection, const std::string& hash);
void end_sessions(Connection& connection, const std::string& account);

void add_link(Connection& connection, const std::string& hash, const std::string& account,
              identity::Instant until);
/// The account that a link is for; nothing where it is over, or was used.
std::optional<std::string> link(Connection& connection, const std::string& hash,
                                identity::Instant now);
/// Ends every link of an account.
void end_links(Connection& connection, const std::string& account);

void add_challenge(Connection& connection, const std::string& hash, identity::Instant until);
/// Whether it was given and not yet answered; it is not any more.
bool take_challenge(Connection& connection, const std::string& hash, identity::Instant now);

/// The tries from a place since `from`, in their order.
std::vector<identity::Try> tries(Connection& connection, const std::string& place,
                                 identity::Instant from);
void add_try(Connection& connection, const std::string& place, const identity::Try& one);

/// Deletes what is over at `now`: sessions, links, challenges, tries, commands of the day before.
void drop_ended(Connection& connection, identity::Instant now);

struct DoneCommand {
  std::string command;  // its SHA-256
  std::int64_t record = 0;
  std::string subject;
};
void add_done(Connection& connection, const std::string& account, const std::string& key,
              const DoneCommand& done, identity::Instant at);
std::optional<DoneCommand> done(Connection& connection, const std::string& account,
                                const std::string& key);

}  // namespace zheli::store
