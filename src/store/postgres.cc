// PostgreSQL behind Connection. Of its errors only the fields that name things are used: the text
// of a message may hold values.
#include <libpq-fe.h>

#include <charconv>
#include <map>
#include <optional>

#include "core/check.h"
#include "ledger/hash.h"
#include "store/connection.h"

namespace zheli::store {
namespace {

struct CloseConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Server = std::unique_ptr<PGconn, CloseConnection>;
using Result = std::unique_ptr<PGresult, ClearResult>;

// pg_type.h
constexpr Oid kBytea = 17, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25, kVarchar = 1043;
constexpr Oid kUnknown = 0, kBool = 16;

/// What libpq wants of parameters: types, pointers, lengths, formats.
struct Parameters {
  std::vector<Oid> types;
  std::vector<std::string> numbers;
  std::vector<const char*> values;
  std::vector<int> lengths, formats;

  Parameters(std::span<const Value> all, std::string_view sql) {
    numbers.reserve(all.size());  // pointers into it stay good
    for (const Value& value : all) {
      if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        numbers.push_back(std::to_string(*whole));
        add(kInt8, numbers.back().c_str(), 0, 0);
      } else if (const auto* text = std::get_if<std::string>(&value)) {
        if (!is_storable(*text))
          throw Failure(Failure::Kind::constraint, "no text of UTF-8 in: " + std::string(sql));
        add(kText, text->c_str(), 0, 0);
      } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
        add(kBytea, bytes->bytes.c_str(), static_cast<int>(bytes->bytes.size()), 1);
      } else {
        add(kUnknown, nullptr, 0, 0);
      }
    }
  }

  void add(Oid type, const char* value, int length, int format) {
    types.push_back(type);
    values.push_back(value);
    lengths.push_back(length);
    formats.push_back(format);
  }
};

/// "\x0a1b" → bytes.
std::string bytes_of(std::string_view text) {
  CHECK(text.starts_with("\\x"));
  const std::optional<std::string> bytes = ledger::from_hex(text.substr(2));
  CHECK(bytes);
  return *bytes;
}

Failure::Kind kind_of(std::string_view state) {
  if (state == "23505") return Failure::Kind::unique;
  if (state.starts_with("23") || state.starts_with("22") || state == "42804")
    return Failure::Kind::constraint;
  if (state.starts_with("40") || state == "55P03") return Failure::Kind::conflict;
  if (state == "53100") return Failure::Kind::full;  // of its class the disk alone
  if (state.starts_with("08") || state.starts_with("57P")) return Failure::Kind::lost;
  if (state == "25006") return Failure::Kind::refused;
  return Failure::Kind::other;
}

class Postgres : public Connection {
 public:
  explicit Postgres(const std::string& conninfo) : server_(PQconnectdb(conninfo.c_str())) {
    // What the server says of a failed connection may hold the address, never a password or a row.
    if (PQstatus(server_.get()) != CONNECTION_OK)
      throw Failure(Failure::Kind::lost, "no connection to PostgreSQL");
    PQsetNoticeProcessor(
        server_.get(), [](void*, const char*) {}, nullptr);
    script("SET client_encoding = 'UTF8'; SET bytea_output = 'hex'; SET synchronous_commit = on");
  }

  using Connection::run;

  Engine engine() const override { return Engine::postgres; }
  bool is_in_transaction() const override {
    return PQtransactionStatus(server_.get()) != PQTRANS_IDLE;
  }
  bool is_alive() const override { return PQstatus(server_.get()) == CONNECTION_OK; }

  Rows run(std::string_view sql, std::span<const Value> parameters) override {
    const Parameters given(parameters, sql);
    const std::string& name = prepared(sql, given.types);
    const Result result(PQexecPrepared(server_.get(), name.c_str(),
                                       static_cast<int>(given.values.size()), given.values.data(),
                                       given.lengths.data(), given.formats.data(), 0));
    check(result.get(), sql);
    Rows rows;
    for (int i = 0; i < PQntuples(result.get()); ++i) rows.push_back(row(result.get(), i));
    return rows;
  }

  void script(const std::string& sql) override {
    const Result result(PQexec(server_.get(), sql.c_str()));
    check(result.get(), sql);
  }

  void scrub() override { script("VACUUM holder"); }

  void back_up(const std::string&) override {
    throw Failure(Failure::Kind::refused, "pg_dump backs up a database of PostgreSQL");
  }

 private:
  const std::string& prepared(std::string_view sql, const std::vector<Oid>& types) {
    const auto [found, is_new] = statements_.try_emplace({std::string(sql), types});
    if (!is_new) return found->second;
    const std::string name = "s" + std::to_string(++prepared_);
    const Result result(PQprepare(server_.get(), name.c_str(), found->first.first.c_str(),
                                  static_cast<int>(types.size()), types.data()));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
      const Failure failure = failure_of(result.get(), sql);
      statements_.erase(found);
      throw Failure(failure);
    }
    return found->second = name;
  }

  static Row row(const PGresult* result, int index) {
    std::vector<Value> values;
    for (int i = 0; i < PQnfields(result); ++i) values.push_back(value(result, index, i));
    return Row(std::move(values));
  }

  static Value value(const PGresult* result, int index, int column) {
    if (PQgetisnull(result, index, column) != 0) return Null{};
    const std::string text(PQgetvalue(result, index, column), PQgetlength(result, index, column));
    switch (PQftype(result, column)) {
      case kInt2:
      case kInt4:
      case kInt8: {
        std::int64_t whole = 0;
        std::from_chars(text.data(), text.data() + text.size(), whole);
        return whole;
      }
      case kBool:  // SQLite has 0 and 1
        return std::int64_t{text == "t"};
      case kText:
      case kVarchar:
        return text;
      case kBytea:
        return Bytes{bytes_of(text)};
      default:
        throw Failure(Failure::Kind::other, "an answer that is neither whole, text nor bytes");
    }
  }

  void check(const PGresult* result, std::string_view sql) const {
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw failure_of(result, sql);
  }

  Failure failure_of(const PGresult* result, std::string_view sql) const {
    const auto field = [&](int code) {
      const char* const text = result == nullptr ? nullptr : PQresultErrorField(result, code);
      return std::string(text == nullptr ? "" : text);
    };
    const std::string state = field(PG_DIAG_SQLSTATE);
    if (!is_alive() || state.empty())
      return {Failure::Kind::lost, "the connection to PostgreSQL broke"};
    const std::string table = field(PG_DIAG_TABLE_NAME), column = field(PG_DIAG_COLUMN_NAME);
    const std::string constraint = field(PG_DIAG_CONSTRAINT_NAME);
    if (!table.empty())
      return {kind_of(state), table + "." + (column.empty() ? constraint : column)};
    return {kind_of(state), "SQLSTATE " + state + " in: " + std::string(sql)};
  }

  Server server_;
  std::map<std::pair<std::string, std::vector<Oid>>, std::string> statements_;
  int prepared_ = 0;
};

}  // namespace

std::unique_ptr<Connection> open_postgres(const std::string& conninfo) {
  return std::make_unique<Postgres>(conninfo);
}

}  // namespace zheli::store
