#include "store/records.h"

#include <fmt/format.h>
#include <sodium.h>

namespace zheli::store {
namespace {

constexpr std::string_view kInsertNumbered =
    "INSERT INTO record (number, holder, leaf, sealed) "
    "VALUES ((SELECT COALESCE(MAX(number), -1) + 1 FROM record), $1, $2, $3) RETURNING id";
constexpr std::string_view kInsert =
    "INSERT INTO record (holder, leaf, sealed) VALUES ($1, $2, $3) RETURNING id";

}  // namespace

bool Records::are_in(Connection& connection) {
  return !connection.run("SELECT 1 FROM holder WHERE id = $1", {std::string(kHouse)}).empty();
}

void Records::prepare(Connection& connection) const {
  connection.run("INSERT INTO holder (id, wrapped) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING",
                 {std::string(kHouse), Bytes{seal(master_, kHouse, Key::random().bytes())}});
  const Rows rows =
      connection.run("SELECT wrapped FROM holder WHERE id = $1", {std::string(kHouse)});
  if (!unseal(master_, kHouse, rows[0].bytes(0)))
    refuse("the master key is not the one that this database was made with");
}

void Records::make_holder(Connection& connection, std::string_view holder) const {
  connection.run("INSERT INTO holder (id, wrapped) VALUES ($1, $2)",
                 {std::string(holder), Bytes{seal(master_, holder, Key::random().bytes())}});
}

std::int64_t Records::append(Connection& connection, std::string_view holder, ledger::Kind kind,
                             const Compose& compose) const {
  const std::string id(holder);
  const Rows rows = connection.run("SELECT wrapped, records, last FROM holder WHERE id = $1", {id});
  if (rows.empty()) refuse("there is no holder of that id");
  if (rows[0].is_null(0)) refuse("the holder's key was erased");
  const auto key = unseal(master_, holder, rows[0].bytes(0));
  if (!key) throw Failure(Failure::Kind::other, "holder.wrapped was altered");
  const Turn turn{.n = rows[0].whole(1) + 1, .before = rows[0].is_null(2) ? "" : rows[0].bytes(2)};
  ledger::Opening opening{.kind = kind, .record = compose(turn)};
  randombytes_buf(opening.nonce.data(), opening.nonce.size());
  const std::string leaf = ledger::leaf(opening);
  const std::string sealed = seal(Key::of(*key), leaf, ledger::write_opening(opening));
  connection.run("UPDATE holder SET records = $1, last = $2 WHERE id = $3",
                 {turn.n, Bytes{leaf.substr(2)}, id});
  const bool numbers = connection.engine() == Engine::sqlite;
  return connection.run(numbers ? kInsertNumbered : kInsert, {id, Bytes{leaf}, Bytes{sealed}})[0]
      .whole(0);
}

std::optional<ledger::Opening> Records::open(Connection& connection, std::int64_t record) const {
  const Rows rows = connection.run(
      "SELECT holder.id, wrapped, leaf, sealed FROM record JOIN holder ON holder.id = holder "
      "WHERE record.id = $1",
      {record});
  if (rows.empty() || rows[0].is_null(1) || rows[0].is_null(3)) return std::nullopt;
  const auto key = unseal(master_, rows[0].text(0), rows[0].bytes(1));
  const auto plain = key ? unseal(Key::of(*key), rows[0].bytes(2), rows[0].bytes(3)) : std::nullopt;
  if (!plain) throw Failure(Failure::Kind::other, "a row of record was altered");
  const auto opening = ledger::read_opening(*plain);
  if (!opening || ledger::leaf(opening.value()) != rows[0].bytes(2))
    throw Failure(Failure::Kind::other, "record.leaf is not that of the record");
  return opening.value();
}

std::vector<std::int64_t> Records::newest(Connection& connection,
                                          std::span<const ledger::Kind> kinds, std::int64_t count) {
  std::string sql = "SELECT id FROM record WHERE substr(leaf, 2, 1) IN (";
  std::vector<Value> parameters;
  for (const ledger::Kind kind : kinds) {
    parameters.push_back(Bytes{std::string(1, static_cast<char>(kind))});
    sql += fmt::format("{}${}", parameters.size() == 1 ? "" : ", ", parameters.size());
  }
  parameters.push_back(count);
  sql += fmt::format(") ORDER BY id DESC LIMIT ${}", parameters.size());
  std::vector<std::int64_t> ids;
  for (const Row& row : connection.run(sql, parameters)) ids.push_back(row.whole(0));
  return ids;
}

void Records::erase(Connection& connection, std::string_view holder, std::string_view at) const {
  const std::string id(holder);
  const Rows rows = connection.run("SELECT hold FROM holder WHERE id = $1", {id});
  if (rows.empty()) refuse("there is no holder of that id");
  if (!rows[0].is_null(0)) refuse("the records must be kept: " + rows[0].text(0));
  if (holder == kHouse) refuse("the house's own key is never erased");
  connection.run("UPDATE holder SET wrapped = NULL, last = NULL, erased_at = $1 WHERE id = $2",
                 {std::string(at), id});
}

void Records::set_hold(Connection& connection, std::string_view holder,
                       std::string_view basis) const {
  const Value hold = basis.empty() ? Value(Null{}) : Value(std::string(basis));
  connection.run("UPDATE holder SET hold = $1 WHERE id = $2", {hold, std::string(holder)});
}

}  // namespace zheli::store
