#include "store/move.h"

#include <fmt/format.h>

#include <optional>
#include <span>
#include <vector>

#include "core/check.h"
#include "ledger/tiles.h"
#include "store/file_lock.h"
#include "store/schema.h"

namespace zheli::store {
namespace {

constexpr std::size_t kPage = 5000;  // rows read at once

struct Table {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::size_t> key;  // places of the primary key's columns
  bool counts = false;           // its key is a number that the engine gives
};

/// All but schema_version, each behind those it refers to: in the order they were made. Only SQLite
/// keeps that.
std::vector<Table> tables_of(Connection& sqlite) {
  std::vector<Table> tables;
  for (const Row& made : sqlite.run("SELECT name FROM sqlite_master WHERE type = 'table' AND name "
                                    "<> 'schema_version' ORDER BY rowid")) {
    Table table{.name = made.text(0), .columns = {}, .key = {}};
    for (const Row& column : sqlite.run(
             "SELECT name, type, pk FROM pragma_table_info($1) ORDER BY cid", {table.name})) {
      if (column.whole(2) > 0) table.key.push_back(table.columns.size());
      table.counts |= column.whole(2) > 0 && column.text(1) == "INTEGER";
      table.columns.push_back(column.text(0));
    }
    CHECK(!table.key.empty());
    table.counts = table.counts && table.key.size() == 1;
    tables.push_back(std::move(table));
  }
  return tables;
}

/// "$1, $2, …", as many as there are.
std::string places(std::size_t count) {
  std::string text;
  for (std::size_t i = 1; i <= count; ++i) text += fmt::format("{}${}", i == 1 ? "" : ", ", i);
  return text;
}

std::string key_of(const Table& table) {
  std::string text;
  for (const std::size_t at : table.key)
    text += fmt::format("{}{}", text.empty() ? "" : ", ", table.columns[at]);
  return text;
}

/// Visits every row in the order of its key, a page at a time.
template <class F>
void each_row(Connection& connection, const Table& table, F visit) {
  const std::string columns = fmt::format("{}", fmt::join(table.columns, ", "));
  const std::string key = key_of(table);
  const std::string first =
      fmt::format("SELECT {} FROM {} ORDER BY {} LIMIT {}", columns, table.name, key, kPage);
  const std::string next =
      fmt::format("SELECT {} FROM {} WHERE ({}) > ({}) ORDER BY {} LIMIT {}", columns, table.name,
                  key, places(table.key.size()), key, kPage);
  Rows rows = connection.run(first);
  while (!rows.empty()) {
    for (const Row& row : rows) visit(row);
    std::vector<Value> last;
    for (const std::size_t at : table.key) last.push_back(rows.back()[at]);
    rows = connection.run(next, std::span<const Value>(last));
  }
}

std::vector<Value> values_of(const Row& row) {
  std::vector<Value> values;
  for (std::size_t i = 0; i < row.size(); ++i) values.push_back(row[i]);
  return values;
}

std::uint64_t copy(Connection& from, Connection& to, const Table& table) {
  const std::string insert =
      fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, fmt::join(table.columns, ", "),
                  places(table.columns.size()));
  std::uint64_t count = 0;
  each_row(from, table, [&](const Row& row) {
    to.run(insert, std::span<const Value>(values_of(row)));
    ++count;
  });
  if (table.counts && count > 0 && to.engine() == Engine::postgres) {
    const std::string& id = table.columns[table.key.front()];
    to.run(fmt::format("SELECT setval(pg_get_serial_sequence($1, $2), (SELECT MAX({}) FROM {}))",
                       id, table.name),
           {table.name, id});
  }
  return count;
}

/// The rows' bytes, their types and lengths, hashed one after the other.
ledger::Hash digest(Connection& connection, const Table& table) {
  ledger::Hash all{};
  each_row(connection, table, [&](const Row& row) {
    std::string bytes(ledger::bytes_of(all));
    for (const Value& value : values_of(row)) {
      std::string written;
      if (const auto* whole = std::get_if<std::int64_t>(&value)) written = std::to_string(*whole);
      if (const auto* text = std::get_if<std::string>(&value)) written = *text;
      if (const auto* blob = std::get_if<Bytes>(&value)) written = blob->bytes;
      bytes += fmt::format("{}:{}:", value.index(), written.size()) + written;
    }
    all = ledger::sha256(bytes);
  });
  return all;
}

/// The head of the log that the rows make.
ledger::Head head_of(Connection& connection) {
  constexpr auto kPageRows = static_cast<std::int64_t>(kPage);
  ledger::Edge edge;
  while (true) {
    const auto from = static_cast<std::int64_t>(edge.size());
    std::vector<std::string> leaves;
    for (const Row& row : connection.run("SELECT leaf FROM record WHERE number >= $1 AND number < "
                                         "$2 ORDER BY number",
                                         {from, from + kPageRows}))
      leaves.push_back(row.bytes(0));
    if (leaves.empty()) return edge.head();
    edge.append(leaves);
  }
}

void have_alone(Connection& connection) {
  if (connection.engine() == Engine::sqlite) return;  // its file is locked
  if (connection.run("SELECT pg_try_advisory_lock(7301)")[0].whole(0) == 0)
    refuse("a program publishes the log of that PostgreSQL database: stop it first");
}

void check_source(Connection& from) {
  if (version_of(from, migrations()) != static_cast<int>(migrations().size()))
    refuse("the database has an older schema: start this program on it once");
  const std::int64_t waiting =
      from.run("SELECT COUNT(*) FROM record WHERE number IS NULL")[0].whole(0);
  if (waiting > 0)
    refuse(fmt::format("{} records have no number in the log yet: start this program on it once",
                       waiting));
}

}  // namespace

Moved move_store(const std::string& from, const std::string& to) {
  if (is_postgres(from) == is_postgres(to))
    refuse("a store moves between SQLite and PostgreSQL; a copy is zheli backup, or pg_dump");
  const FileLock from_lock(existing(from)), to_lock(to);
  const auto source = connect(from, Access::read);
  have_alone(*source);
  check_source(*source);
  const auto target = open_whole(to);
  have_alone(*target);
  Moved moved;
  in_transaction(*source, Access::read, [&] {
    const std::vector<Table> tables =
        tables_of(source->engine() == Engine::sqlite ? *source : *target);
    in_transaction(*target, Access::write, [&] {
      for (const Table& table : tables)
        if (!target->run(fmt::format("SELECT 1 FROM {} LIMIT 1", table.name)).empty())
          refuse(fmt::format("{} holds rows already: table {}", to, table.name));
      for (const Table& table : tables) {
        moved.rows[table.name] = copy(*source, *target, table);
        if (digest(*source, table) != digest(*target, table))
          throw Failure(Failure::Kind::other, "rows of " + table.name + " came over as others");
      }
      moved.log = head_of(*target);
      if (moved.log != head_of(*source))
        throw Failure(Failure::Kind::other, "the leaves came over as another log");
    });
  });
  return moved;
}

}  // namespace zheli::store
