#include "store/accounts.h"

#include <chrono>

namespace zheli::store {
namespace {

using identity::Instant;
using identity::Role;

constexpr std::int64_t kHour = 60 * 60;          // seconds
constexpr std::int64_t kDay = 24 * kHour;        // seconds
constexpr std::int64_t kSessionMax = 30 * kDay;  // the longest that one may live
constexpr std::string_view kAccountColumns =
    "SELECT id, name, password, disabled, version, "
    "(SELECT COUNT(*) FROM passkey WHERE passkey.account = account.id) FROM account ";
constexpr std::string_view kPasskeyColumns =
    "SELECT account, id, algorithm, key, counter FROM passkey ";
constexpr std::string_view kSessionColumns = "SELECT account, begun, seen, proven FROM session ";

std::int64_t seconds(Instant at) {
  return at.time_since_epoch().count();
}
Instant instant(std::int64_t at) {
  return Instant{std::chrono::seconds(at)};
}

std::string with(std::string_view columns, std::string_view where) {
  return std::string(columns) + std::string(where);
}

std::set<Role> roles_of(Connection& connection, const std::string& id) {
  std::set<Role> roles;
  for (const Row& row : connection.run("SELECT role FROM account_role WHERE account = $1", {id})) {
    const std::optional<Role> role = identity::read_role(row.text(0));
    if (!role) throw Failure(Failure::Kind::other, "account_role.role is none that is known");
    roles.insert(*role);
  }
  return roles;
}

Account account_of(Connection& connection, const Row& row) {
  return {.id = row.text(0),
          .name = row.text(1),
          .roles = roles_of(connection, row.text(0)),
          .password = row.is_null(2) ? "" : row.text(2),
          .is_disabled = row.whole(3) != 0,
          .version = row.whole(4),
          .passkeys = row.whole(5)};
}

std::optional<Account> first_account(Connection& connection, const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return account_of(connection, rows[0]);
}

OwnedPasskey passkey_of(const Row& row) {
  const auto algorithm = row.text(2) == word(identity::Algorithm::es256)
                             ? identity::Algorithm::es256
                             : identity::Algorithm::rs256;
  return {row.text(0),
          {row.bytes(1), algorithm, row.bytes(3), static_cast<std::uint32_t>(row.whole(4))}};
}

OwnedSession session_of(Connection& connection, const Row& row) {
  identity::Session session;
  session.zone = identity::zone_of(roles_of(connection, row.text(0)));
  session.begun = instant(row.whole(1));
  session.seen = instant(row.whole(2));
  if (!row.is_null(3)) session.proven = instant(row.whole(3));
  return {row.text(0), session};
}

}  // namespace

void add_account(Connection& connection, const std::string& id, const std::string& name) {
  connection.run("INSERT INTO account (id, name) VALUES ($1, $2)", {id, name});
}

std::optional<Account> account(Connection& connection, const std::string& id) {
  return first_account(connection, connection.run(with(kAccountColumns, "WHERE id = $1"), {id}));
}

std::optional<Account> account_named(Connection& connection, const std::string& name) {
  return first_account(connection,
                       connection.run(with(kAccountColumns, "WHERE name = $1"), {name}));
}

std::vector<Account> accounts(Connection& connection) {
  std::vector<Account> all;
  for (const Row& row : connection.run(with(kAccountColumns, "ORDER BY name")))
    all.push_back(account_of(connection, row));
  return all;
}

bool take_version(Connection& connection, const std::string& id, std::int64_t version) {
  return !connection
              .run(
                  "UPDATE account SET version = version + 1 WHERE id = $1 AND version = $2 "
                  "RETURNING version",
                  {id, version})
              .empty();
}

void give_role(Connection& connection, const std::string& id, Role role) {
  connection.run("INSERT INTO account_role (account, role) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                 {id, std::string(word(role))});
}

void take_role(Connection& connection, const std::string& id, Role role) {
  connection.run("DELETE FROM account_role WHERE account = $1 AND role = $2",
                 {id, std::string(word(role))});
}

void set_disabled(Connection& connection, const std::string& id, bool is_disabled) {
  connection.run("UPDATE account SET disabled = $1 WHERE id = $2", {std::int64_t{is_disabled}, id});
}

void set_password(Connection& connection, const std::string& id, const std::string& kept) {
  const Value value = kept.empty() ? Value(Null{}) : Value(kept);
  connection.run("UPDATE account SET password = $1 WHERE id = $2", {value, id});
}

void add_passkey(Connection& connection, const std::string& account,
                 const identity::Passkey& passkey) {
  connection.run(
      "INSERT INTO passkey (id, account, algorithm, key, counter) VALUES ($1, $2, $3, $4, $5)",
      {Bytes{passkey.id}, account, std::string(word(passkey.algorithm)), Bytes{passkey.key},
       std::int64_t{passkey.counter}});
}

std::optional<OwnedPasskey> passkey(Connection& connection, const std::string& id) {
  const Rows rows = connection.run(with(kPasskeyColumns, "WHERE id = $1"), {Bytes{id}});
  if (rows.empty()) return std::nullopt;
  return passkey_of(rows[0]);
}

std::vector<identity::Passkey> passkeys_of(Connection& connection, const std::string& account) {
  std::vector<identity::Passkey> all;
  for (const Row& row :
       connection.run(with(kPasskeyColumns, "WHERE account = $1 ORDER BY id"), {account}))
    all.push_back(passkey_of(row).passkey);
  return all;
}

void set_counter(Connection& connection, const std::string& id, std::uint32_t counter) {
  connection.run("UPDATE passkey SET counter = $1 WHERE id = $2",
                 {std::int64_t{counter}, Bytes{id}});
}

void drop_passkeys(Connection& connection, const std::string& account) {
  connection.run("DELETE FROM passkey WHERE account = $1", {account});
}

void add_session(Connection& connection, const std::string& hash, const std::string& account,
                 const identity::Session& session) {
  connection.run("INSERT INTO session (hash, account, begun, seen) VALUES ($1, $2, $3, $4)",
                 {Bytes{hash}, account, seconds(session.begun), seconds(session.seen)});
  if (session.proven) set_proven(connection, hash, *session.proven);
}

std::optional<OwnedSession> session(Connection& connection, const std::string& hash) {
  const Rows rows = connection.run(with(kSessionColumns, "WHERE hash = $1"), {Bytes{hash}});
  if (rows.empty()) return std::nullopt;
  return session_of(connection, rows[0]);
}

std::vector<OwnedSession> sessions(Connection& connection) {
  std::vector<OwnedSession> all;
  for (const Row& row : connection.run(with(kSessionColumns, "ORDER BY account, begun")))
    all.push_back(session_of(connection, row));
  return all;
}

void set_seen(Connection& connection, const std::string& hash, Instant seen) {
  connection.run("UPDATE session SET seen = $1 WHERE hash = $2", {seconds(seen), Bytes{hash}});
}

void set_proven(Connection& connection, const std::string& hash, Instant proven) {
  connection.run("UPDATE session SET proven = $1 WHERE hash = $2", {seconds(proven), Bytes{hash}});
}

void end_session(Connection& connection, const std::string& hash) {
  connection.run("DELETE FROM session WHERE hash = $1", {Bytes{hash}});
}

void end_sessions(Connection& connection, const std::string& account) {
  connection.run("DELETE FROM session WHERE account = $1", {account});
}

void add_link(Connection& connection, const std::string& hash, const std::string& account,
              Instant until) {
  connection.run("INSERT INTO link (hash, account, until) VALUES ($1, $2, $3)",
                 {Bytes{hash}, account, seconds(until)});
}

std::optional<std::string> link(Connection& connection, const std::string& hash, Instant now) {
  const Rows rows = connection.run("SELECT account FROM link WHERE hash = $1 AND until > $2",
                                   {Bytes{hash}, seconds(now)});
  if (rows.empty()) return std::nullopt;
  return rows[0].text(0);
}

void end_links(Connection& connection, const std::string& account) {
  connection.run("DELETE FROM link WHERE account = $1", {account});
}

void add_challenge(Connection& connection, const std::string& hash, Instant until) {
  connection.run("INSERT INTO challenge (hash, until) VALUES ($1, $2)",
                 {Bytes{hash}, seconds(until)});
}

bool take_challenge(Connection& connection, const std::string& hash, Instant now) {
  const Rows rows =
      connection.run("DELETE FROM challenge WHERE hash = $1 RETURNING until", {Bytes{hash}});
  return !rows.empty() && rows[0].whole(0) > seconds(now);
}

std::vector<identity::Try> tries(Connection& connection, const std::string& place, Instant from) {
  std::vector<identity::Try> all;
  for (const Row& row : connection.run(
           "SELECT at, was_right FROM login_try WHERE place = $1 AND at >= $2 ORDER BY id",
           {Bytes{place}, seconds(from)}))
    all.push_back({instant(row.whole(0)), row.whole(1) != 0});
  return all;
}

void add_try(Connection& connection, const std::string& place, const identity::Try& one) {
  connection.run("INSERT INTO login_try (place, at, was_right) VALUES ($1, $2, $3)",
                 {Bytes{place}, seconds(one.at), std::int64_t{one.was_right}});
}

void drop_ended(Connection& connection, Instant now) {
  const std::int64_t at = seconds(now);
  connection.run("DELETE FROM session WHERE begun < $1", {at - kSessionMax});
  connection.run("DELETE FROM link WHERE until <= $1", {at});
  connection.run("DELETE FROM challenge WHERE until <= $1", {at});
  connection.run("DELETE FROM login_try WHERE at < $1", {at - kHour});
  connection.run("DELETE FROM done WHERE at < $1", {at - kDay});
}

void add_done(Connection& connection, const std::string& account, const std::string& key,
              const DoneCommand& done, Instant at) {
  connection.run(
      "INSERT INTO done (account, key, command, record, subject, at) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      {account, key, Bytes{done.command}, done.record, done.subject, seconds(at)});
}

std::optional<DoneCommand> done(Connection& connection, const std::string& account,
                                const std::string& key) {
  const Rows rows = connection.run(
      "SELECT command, record, subject FROM done WHERE account = $1 AND key = $2", {account, key});
  if (rows.empty()) return std::nullopt;
  return DoneCommand{rows[0].bytes(0), rows[0].whole(1), rows[0].text(2)};
}

}  // namespace zheli::store
