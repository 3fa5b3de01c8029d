// The tables, as numbered steps that only ever go forward: src/store/schema/NNNN_*.sql, compiled
// in. Each is one transaction; which ones a database has stands in its table schema_version(number,
// sha256, at). Written for SQLite; PostgreSQL gets the same words for types and keys translated.
// Tested by schema_test.cc.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"

namespace zheli::store {

struct Migration {
  int number = 0;
  std::string sql;
};

/// All that this program knows, from 1 on without gaps.
const std::vector<Migration>& migrations();

/// Brings a database to the last of `steps`. `before_first` is called once, with the version that
/// the database has, when one that holds tables is about to be changed: a backup is taken there.
///
/// Throws Failure (refused) for a database of a newer program, or in which a step is not the one
/// that this program knows: nothing is then changed.
void migrate(Connection& connection, std::span<const Migration> steps,
             const std::function<void(int version)>& before_first);

/// The last of `steps` that the database has; 0 where it has none. Failure (refused) as above.
int version_of(Connection& connection, std::span<const Migration> steps);

/// The SQL of a step in the words of an engine.
std::string translated(std::string_view sql, Engine engine);

}  // namespace zheli::store
