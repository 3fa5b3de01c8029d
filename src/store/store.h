// What is kept. One thread writes: it takes what waits, up to 256 jobs, runs them as one
// transaction, each behind a savepoint, and answers them after the commit, when they are on the
// disk. Any thread reads, from a state of its own. A second thread publishes the log (publisher.h)
// within a second of new leaves.
//
//   Store store({.database = "zheli.db", .master_key = "master.key", .log = log});
//   const auto id = store.write([&](Connection& to) {
//     to.run("UPDATE …", {…});
//     return store.records().append(to, holder, ledger::Kind::decision, compose);
//   });
//
// Tested by store_test.cc (also under ThreadSanitizer), by tests/store/kill.sh, which kills it
// under load, and by tests/store/full.sh on a full disk.
#pragma once

#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include "ledger/proof.h"
#include "store/connection.h"
#include "store/publisher.h"
#include "store/records.h"

namespace zheli::store {

struct StoreOptions {
  std::string database;              // a file, or postgresql://…
  std::filesystem::path master_key;  // made where both it and the database are new
  std::optional<LogOptions> log;     // none: leaves are kept and not published
};

using Work = std::function<void(Connection&)>;
using Done = std::function<void(std::exception_ptr)>;

class Store {
 public:
  /// Throws Failure: refused (another program has the file, a newer or altered schema, another
  /// master key), lost (no server). A database older than its log opens and does not write
  /// (why_read_only).
  explicit Store(StoreOptions options);

  /// Finishes what was submitted, publishes it, closes.
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Runs `work` in a transaction and then `done` on the writer's thread: with nothing once it is
  /// durable, else with why not one word of it was written (after Failure lost nobody knows whether
  /// it was). `work` may run more than once: it changes nothing outside the database. What it
  /// throws is passed on and undoes its job alone. `done` throws nothing and waits for nothing:
  /// everyone waits for it.
  void submit(Work work, Done done);

  /// submit() and wait: gives what `work(Connection&)` gave, or throws.
  template <class F>
  auto write(F work) {
    return with([this](const Work& one) { run_writing(one); }, work);
  }

  /// Runs `work(Connection&)` on this thread; it sees one state of the database.
  template <class F>
  auto read(F work) {
    return with([this](const Work& one) { run_reading(one); }, work);
  }

  const Records& records() const;

  /// What its holder is given of a record: it shows that the record stands in the log, to whoever
  /// trusts the log's key (docs/formats/records.md). Nothing while no checkpoint holds the leaf,
  /// which takes a second, or where the record can no longer be opened.
  std::optional<ledger::Proof> receipt(std::int64_t record);

  /// Deletes a holder's key, then every trace of it in the database's own files; copies made before
  /// have it still. Failure: refused under a hold; conflict where somebody reads on for more than
  /// five seconds, and the old pages are still there: erase again.
  void erase(const std::string& holder, const std::string& at);

  /// A copy of the database while others go on; SQLite only.
  void back_up(const std::filesystem::path& path);

  /// Empty, or the sentence that says why nothing is written.
  const std::string& why_read_only() const;

  /// What the log signed last; of no leaves before the first.
  ledger::Head published() const;

  /// How each witness of the log stood when it was asked last.
  std::vector<WitnessState> witnesses() const;

 private:
  template <class Run, class F>
  static auto with(Run run, F& work) {
    using T = std::invoke_result_t<F&, Connection&>;
    if constexpr (std::is_void_v<T>) {
      run([&](Connection& connection) { work(connection); });
    } else {
      std::optional<T> result;
      run([&](Connection& connection) { result.emplace(work(connection)); });
      return T(std::move(*result));
    }
  }

  void run_writing(const Work& work);
  void run_reading(const Work& work);

  class Threads;
  std::unique_ptr<Threads> threads_;
};

/// A copy of an SQLite database, made by the program that has it open where there is one
/// (backup_door.h). Failure (refused) for PostgreSQL, whose pg_dump does that.
void back_up(const std::string& database, const std::filesystem::path& path);

/// publisher.h's restore_leaves() on a database that no program has open.
std::uint64_t restore_leaves(const std::string& database, const std::filesystem::path& folder,
                             const ledger::VerifierKey& key);

}  // namespace zheli::store
