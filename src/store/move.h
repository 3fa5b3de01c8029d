// A whole store from SQLite to PostgreSQL, or back: every row of every table as it is, so that ids,
// sealed records and the log's leaves are the same; the master key and the log's folder stay what
// they were. Tested by move_test.cc.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "ledger/merkle.h"

namespace zheli::store {

struct Moved {
  std::map<std::string, std::uint64_t> rows;  // by table
  ledger::Head log;                           // of the leaves that came over
};

/// Copies `from` into `to`, which is made where it is a file and otherwise has no rows: as one
/// transaction, compared row by row and by the log's root before it is committed. No program may
/// write to either meanwhile; a program that has an SQLite file open, or that publishes the log of
/// a PostgreSQL database, is noticed. `from` is only read, rows that PostgreSQL has not numbered
/// yet aside. Failure (refused): two of one engine, rows in `to`, a schema of `from` that is not
/// this program's, another program.
Moved move_store(const std::string& from, const std::string& to);

}  // namespace zheli::store
