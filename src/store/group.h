// Many jobs, one transaction: what makes durable writes fast, since the disk is asked once. Each
// job stands behind a savepoint, so that one that fails takes only itself back. Tested by
// store_test.cc.
#pragma once

#include <exception>
#include <functional>
#include <span>

#include "store/connection.h"

namespace zheli::store {

struct Job {
  std::function<void(Connection&)> work;
  std::function<void(std::exception_ptr)> done;
  bool is_alone = false;                 // runs outside of any transaction
  std::exception_ptr failure = nullptr;  // why none of it is known to be written
};

inline constexpr std::size_t kGroupMax = 256;

/// Runs the jobs and commits; sets each one's failure. Nothing of a job that failed was written,
/// except after `lost`: whether the commit happened is then not known. A conflict with other
/// programs is tried three times, then job by job. Throws nothing.
void run_group(Connection& connection, std::span<Job> jobs);

}  // namespace zheli::store
