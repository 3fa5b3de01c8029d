#include "store/group.h"

namespace zheli::store {
namespace {

constexpr int kAttempts = 3;

/// Whether the whole transaction is over, not the job alone.
bool ends_group(const Failure& failure) {
  return failure.kind() == Failure::Kind::conflict || failure.kind() == Failure::Kind::full ||
         failure.kind() == Failure::Kind::lost;
}

void run_one(Connection& connection, Job& job) {
  job.failure = nullptr;
  connection.run("SAVEPOINT job");
  try {
    job.work(connection);
  } catch (const Failure& failure) {
    if (ends_group(failure) || !connection.is_in_transaction()) throw;
    job.failure = std::current_exception();
  } catch (...) {
    job.failure = std::current_exception();
  }
  if (job.failure) connection.run("ROLLBACK TO job");
  connection.run("RELEASE job");
}

/// Why the group could not be committed; nothing where it was.
std::exception_ptr try_group(Connection& connection, std::span<Job> jobs) {
  try {
    connection.begin(Access::write);
    for (Job& job : jobs) run_one(connection, job);
    connection.commit();
    return nullptr;
  } catch (...) {
    const std::exception_ptr failure = std::current_exception();
    try {
      connection.rollback();
    } catch (...) {  // it is lost, and was rolled back by that
    }
    return failure;
  }
}

bool is_conflict(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const Failure& known) {
    return known.kind() == Failure::Kind::conflict;
  } catch (...) {
    return false;
  }
}

}  // namespace

void run_group(Connection& connection, std::span<Job> jobs) {
  std::exception_ptr failure;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    failure = try_group(connection, jobs);
    if (!failure) return;
    if (!is_conflict(failure)) break;
  }
  if (jobs.size() > 1 && is_conflict(failure)) {
    for (Job& job : jobs) run_group(connection, {&job, 1});
  } else {
    for (Job& job : jobs) job.failure = failure;
  }
}

}  // namespace zheli::store
