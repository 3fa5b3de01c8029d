// The options of a store and its log, the same for every command that opens one, and the store
// that they describe. Tested by tests/cases/cli/witness.py.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "ledger/policy.h"
#include "store/store.h"

namespace zheli::cli {

struct KeptOptions {
  std::string database, master_key, log, log_key, sm2_key, witnesses;

  std::vector<Option> described();

  /// Nothing where no database was named. Throws Unusable where the options do not fit together,
  /// std::runtime_error where a file cannot be read, and what Store's constructor throws.
  std::unique_ptr<store::Store> open() const;
};

/// A secret key that its owner alone may read; Unusable(`option`) where it is none.
ledger::SignerKey read_signer_key(const std::string& option, const std::string& path);

/// A policy's file; Unusable(`option`) where it is none.
ledger::Policy read_policy(const std::string& option, const std::string& path);

/// How the log stands, as Prometheus reads it.
std::string log_metrics(const store::Store& store);

}  // namespace zheli::cli
