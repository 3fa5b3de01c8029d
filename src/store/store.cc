// How the store's threads share their work. Any thread puts jobs into a queue; the writing thread
// takes a group, commits it, tells the publishing thread, then answers. The publishing thread has a
// connection of its own, waits for news (on PostgreSQL also for a while: other programs write too),
// publishes, and rests, so that a burst of commits becomes one checkpoint. Readers are kept for
// whoever reads next.
//
// At the end: the writer empties the queue and stops, the publisher publishes what that left, the
// readers close, then the connection that writes: SQLite's last one moves the write-ahead log into
// the file.
#include "store/store.h"

#include <fmt/format.h>

#include <condition_variable>
#include <deque>
#include <future>
#include <iterator>
#include <mutex>
#include <thread>

#include "store/backup_door.h"
#include "store/file_lock.h"
#include "store/group.h"

namespace zheli::store {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto kBetweenCheckpoints = 200ms;

}  // namespace

/// The writer's and the publisher's thread with what they share.
class Store::Threads {
 public:
  explicit Threads(StoreOptions options)
      : options_(std::move(options)),
        lock_(options_.database),
        writer_(open_whole(options_.database)),
        records_(read_master_key(options_.master_key, !Records::are_in(*writer_))) {
    records_.prepare(*writer_);
    if (options_.log) start_log();
    if (!is_postgres(options_.database)) open_door();
    if (why_read_only_.empty()) writing_ = std::thread([this] { write_loop(); });
    if (publisher_) publishing_ = std::thread([this] { publish_loop(); });
  }

  ~Threads() {
    door_.reset();  // before the writer, whom it waits for
    {
      const std::lock_guard held(mutex_);
      is_ending_ = true;
    }
    wake_.notify_all();
    if (writing_.joinable()) writing_.join();
    {
      const std::lock_guard held(mutex_);
      is_written_ = true;
    }
    wake_.notify_all();
    if (publishing_.joinable()) publishing_.join();
    idle_.clear();  // readers go before the one that writes
  }

  void submit(Job job) {
    if (!why_read_only_.empty()) refuse(why_read_only_);
    {
      const std::lock_guard held(mutex_);
      if (!why_not_now_.empty()) refuse(why_not_now_);
      jobs_.push_back(std::move(job));
    }
    wake_.notify_all();
  }

  void run_writing(const Work& work, bool is_alone) {
    // Shared: the writer may still be inside it when the one who waits has gone on.
    const auto promise = std::make_shared<std::promise<void>>();
    const auto done = [promise](const std::exception_ptr& failure) {
      if (failure)
        promise->set_exception(failure);
      else
        promise->set_value();
    };
    std::future<void> answer = promise->get_future();
    submit({.work = work, .done = done, .is_alone = is_alone});
    answer.get();
  }

  void run_reading(const Work& work) {
    std::unique_ptr<Connection> reader = begun_reader();
    try {
      work(*reader);
      reader->commit();
    } catch (...) {
      if (reader->is_alive()) {
        reader->rollback();
        give_back(std::move(reader));
      }
      throw;
    }
    give_back(std::move(reader));
  }

  std::optional<ledger::Proof> receipt(std::int64_t record) {
    if (!options_.log) return std::nullopt;
    std::optional<ledger::Opening> opening;
    std::uint64_t number = 0;
    run_reading([&](Connection& from) {
      const Rows rows = from.run("SELECT COALESCE(number, -1) FROM record WHERE id = $1", {record});
      if (rows.empty() || rows[0].whole(0) < 0) return;
      number = static_cast<std::uint64_t>(rows[0].whole(0));
      opening = records_.open(from, record);
    });
    if (!opening) return std::nullopt;
    return proof_of(options_.log->folder, options_.log->keys.front().verifier(), number,
                    ledger::write_opening(*opening));
  }

  const Records& records() const { return records_; }
  const std::string& why_read_only() const { return why_read_only_; }
  ledger::Head published() const {
    const std::lock_guard held(mutex_);
    return published_;
  }
  std::vector<WitnessState> witnesses() const {
    const std::lock_guard held(mutex_);
    return witnesses_;
  }

 private:
  void open_door() {
    door_.emplace(options_.database, [this](const fs::path& path) {
      run_writing([&](Connection& to) { to.back_up(path.string()); }, true);
    });
  }

  void start_log() {
    publisher_.emplace(*options_.log);
    try {
      publisher_->recover(*writer_);
      published_ = publisher_->head();
      tell_of_witnesses();
    } catch (const Failure& failure) {
      if (failure.kind() != Failure::Kind::refused) throw;
      why_read_only_ = failure.what();
      publisher_.reset();
    }
  }

  /// A reader in a transaction. One whose server was started anew is made again, once.
  std::unique_ptr<Connection> begun_reader() {
    std::unique_ptr<Connection> reader;
    {
      const std::lock_guard held(mutex_);
      if (!idle_.empty()) {
        reader = std::move(idle_.back());
        idle_.pop_back();
      }
    }
    if (reader) {
      try {
        reader->begin(Access::read);
        return reader;
      } catch (const Failure&) {
        if (reader->is_alive()) throw;
      }
    }
    reader = connect(options_.database, Access::read);
    reader->begin(Access::read);
    return reader;
  }

  void give_back(std::unique_ptr<Connection> reader) {
    const std::lock_guard held(mutex_);
    idle_.push_back(std::move(reader));
  }

  /// What waits, at most a group; empty at the end.
  std::vector<Job> take() {
    std::unique_lock held(mutex_);
    wake_.wait(held, [this] { return !jobs_.empty() || is_ending_; });
    std::vector<Job> group;
    while (!jobs_.empty() && group.size() < kGroupMax) {
      if (jobs_.front().is_alone && !group.empty()) break;
      group.push_back(std::move(jobs_.front()));
      jobs_.pop_front();
      if (group.back().is_alone) break;
    }
    return group;
  }

  void write_loop() {
    for (std::vector<Job> group = take(); !group.empty(); group = take()) {
      run(group);
      {
        const std::lock_guard held(mutex_);
        has_news_ = true;
      }
      wake_.notify_all();
      for (Job& job : group) job.done(job.failure);
    }
  }

  void run(std::vector<Job>& group) {
    try {
      if (!writer_->is_alive()) writer_ = connected_anew();
      if (group.front().is_alone)
        group.front().work(*writer_);
      else
        run_group(*writer_, group);
    } catch (...) {
      for (Job& job : group) job.failure = std::current_exception();
    }
  }

  /// What stands where the lost database was may be an older copy of it.
  std::unique_ptr<Connection> connected_anew() const {
    std::unique_ptr<Connection> connection = connect(options_.database, Access::write);
    if (options_.log) covered_checkpoint(*connection, *options_.log);
    return connection;
  }

  /// Waits for news, or a while where other programs may have some, or a witness comes back.
  bool wait_for_news() {
    std::unique_lock held(mutex_);
    const auto ready = [this] { return has_news_ || is_written_; };
    if (is_postgres(options_.database) || !options_.log->witnesses.empty())
      wake_.wait_for(held, kBetweenCheckpoints, ready);
    else
      wake_.wait(held, ready);
    has_news_ = false;
    return !is_written_;
  }

  void publish_loop() {
    std::unique_ptr<Connection> connection;
    std::string said;  // of what failed last
    for (bool goes_on = true; goes_on;) {
      goes_on = wait_for_news();
      try {
        publish_by(connection);
        said.clear();
      } catch (const std::exception& failure) {
        if (said != failure.what())
          fmt::print(stderr, "zheli: the log is not published now: {}\n", failure.what());
        said = failure.what();
        const std::lock_guard held(mutex_);
        has_news_ = goes_on;  // tried again, after the pause
      }
      if (goes_on) pause();
    }
  }

  /// One try. Where the log's rows are no longer there nothing is written until they are.
  void publish_by(std::unique_ptr<Connection>& connection) {
    try {
      if (connection && !connection->is_alive()) {
        publisher_->forget_lead();
        connection.reset();
      }
      // PostgreSQL's leader numbers rows; on SQLite only the writer writes.
      if (!connection) connection = connect(options_.database, Access::read);
      publisher_->publish(*connection);
      tell_of_witnesses();
    } catch (const Failure& failure) {
      const std::lock_guard held(mutex_);
      witnesses_ = publisher_->witnesses();
      if (failure.kind() == Failure::Kind::refused) why_not_now_ = failure.what();
      throw;
    }
    const std::lock_guard held(mutex_);
    published_ = publisher_->head();
    why_not_now_.clear();
  }

  /// Names those that are in trouble, once; that the quorum is met without them changes nothing.
  void tell_of_witnesses() {
    std::vector<WitnessState> states = publisher_->witnesses();
    for (std::size_t i = 0; i < states.size(); ++i) {
      const auto& [name, trouble] = states[i];
      if (!trouble.empty() && (i >= told_.size() || told_[i] != states[i]))
        fmt::print(stderr, "zheli: the witness {} {}\n", name, trouble);
    }
    told_ = states;
    const std::lock_guard held(mutex_);
    witnesses_ = std::move(states);
  }

  void pause() {
    std::unique_lock held(mutex_);
    wake_.wait_for(held, kBetweenCheckpoints, [this] { return is_written_; });
  }

  StoreOptions options_;
  FileLock lock_;
  std::unique_ptr<Connection> writer_;
  Records records_;
  std::optional<Publisher> publisher_;  // the publishing thread's once that runs
  std::string why_read_only_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> jobs_;
  std::vector<std::unique_ptr<Connection>> idle_;  // readers
  ledger::Head published_;
  std::vector<WitnessState> witnesses_;
  std::vector<WitnessState> told_;  // the publishing thread's, of which a line was printed
  std::string why_not_now_;         // the publisher's last refusal
  bool is_ending_ = false, has_news_ = true;
  bool is_written_ = false;  // the writer has ended
  std::thread writing_, publishing_;
  std::optional<BackupDoor> door_;
};

Store::Store(StoreOptions options) : threads_(std::make_unique<Threads>(std::move(options))) {}
Store::~Store() = default;

void Store::submit(Work work, Done done) {
  threads_->submit({.work = std::move(work), .done = std::move(done)});
}

void Store::run_writing(const Work& work) {
  threads_->run_writing(work, false);
}

void Store::run_reading(const Work& work) {
  threads_->run_reading(work);
}

const Records& Store::records() const {
  return threads_->records();
}

std::optional<ledger::Proof> Store::receipt(std::int64_t record) {
  return threads_->receipt(record);
}

void Store::erase(const std::string& holder, const std::string& at) {
  threads_->run_writing([&](Connection& to) { records().erase(to, holder, at); }, false);
  threads_->run_writing([](Connection& to) { to.scrub(); }, true);
}

void Store::back_up(const fs::path& path) {
  threads_->run_writing([&](Connection& to) { to.back_up(path.string()); }, true);
}

const std::string& Store::why_read_only() const {
  return threads_->why_read_only();
}

ledger::Head Store::published() const {
  return threads_->published();
}

std::vector<WitnessState> Store::witnesses() const {
  return threads_->witnesses();
}

void back_up(const std::string& database, const fs::path& path) {
  if (!is_postgres(existing(database)) && ask_for_backup(database, path)) return;
  const FileLock lock(database);
  connect(database, Access::write)->back_up(path.string());
}

std::uint64_t restore_leaves(const std::string& database, const fs::path& folder,
                             const ledger::VerifierKey& key) {
  const FileLock lock(existing(database));
  return restore_leaves(*open_whole(database), folder, key);
}

}  // namespace zheli::store
