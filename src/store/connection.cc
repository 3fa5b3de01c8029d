#include "store/connection.h"

#include "core/check.h"
#include "ledger/utf8.h"

namespace zheli::store {
namespace {

std::string_view name_of(Failure::Kind kind) {
  switch (kind) {
    case Failure::Kind::unique:
      return "unique";
    case Failure::Kind::constraint:
      return "constraint";
    case Failure::Kind::conflict:
      return "conflict";
    case Failure::Kind::full:
      return "disk full";
    case Failure::Kind::lost:
      return "database gone";
    case Failure::Kind::refused:
      return "refused";
    case Failure::Kind::other:
      return "failed";
  }
  return "";
}

template <typename T>
const T& typed(const Value& value) {
  const T* const found = std::get_if<T>(&value);
  CHECK(found != nullptr);
  return *found;
}

}  // namespace

bool Row::is_null(std::size_t column) const {
  return std::holds_alternative<Null>(values_.at(column));
}

std::int64_t Row::whole(std::size_t column) const {
  return typed<std::int64_t>(values_.at(column));
}

const std::string& Row::text(std::size_t column) const {
  return typed<std::string>(values_.at(column));
}

const std::string& Row::bytes(std::size_t column) const {
  return typed<Bytes>(values_.at(column)).bytes;
}

Failure::Failure(Kind kind, const std::string& where)
    : std::runtime_error("store: " + std::string(name_of(kind)) + ": " + where), kind_(kind) {}

void refuse(const std::string& why) {
  throw Failure(Failure::Kind::refused, why);
}

void Connection::begin(Access access) {
  if (engine() == Engine::sqlite) {
    run(access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN");
  } else {
    run(access == Access::write ? "BEGIN ISOLATION LEVEL SERIALIZABLE"
                                : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }
}

void Connection::rollback() {
  if (is_alive() && is_in_transaction()) run("ROLLBACK");
}

bool is_postgres(std::string_view database) {
  return database.starts_with("postgresql://") || database.starts_with("postgres://");
}

std::unique_ptr<Connection> connect(const std::string& database, Access access) {
  return is_postgres(database) ? open_postgres(database) : open_sqlite(database, access);
}

bool is_storable(std::string_view text) {
  return text.find('\0') == text.npos && ledger::read_utf8(text).has_value();
}

}  // namespace zheli::store
