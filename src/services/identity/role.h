// Who may do what: one table of roles, actions and reach. What it does not name is refused.
//
//   may(who, Action::decide, {.owners = {citizen}, .author = citizen})
//
// Two rules stand above the table. Nobody approves their own: an action that judges needs another
// than the one who made what is judged. What cannot be taken back needs a passkey shown a moment
// ago, whatever the session was begun with.
//
// Tested by role_test.cc: the table whole.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zheli::identity {

enum class Role {
  citizen,
  agent,
  receiver,
  reviewer,
  approver,
  expert,
  product_manager,
  auditor,
  admin,
  originator,  // from here on the parties of a deal
  manager,
  guarantor,
  custodian,
  regulator,
};
inline constexpr std::size_t kRoleCount = 14;

enum class Action {
  apply,       // hand in, mend or withdraw an application
  read,        // look at an application, its record or a deal
  receive,     // take an application in, ask for what is missing
  review,      // examine it
  decide,      // grant or deny it
  propose,     // propose a lesson
  approve,     // approve a lesson or take one back
  measure,     // see how the assistant does
  audit,       // see accounts, sessions, keys and the log
  administer,  // make accounts, give and take roles, end sessions
  set,         // change a setting
  export_all,  // take records out of the house
  erase,       // delete a person's key
  report,      // report what a deal's pool brought in
  settle,      // let a payment date be paid as computed
};
inline constexpr std::size_t kActionCount = 15;

/// `own`: only what is theirs. `any`: everybody's.
enum class Reach { own, any };

struct Permission {
  Role role;
  Action action;
  Reach reach;
};

/// The whole table.
std::span<const Permission> permissions();

/// Whether an action judges what somebody made.
bool needs_another(Action action);
/// Whether a passkey must have been shown a moment ago.
bool needs_proof(Action action);

struct Who {
  std::string account;
  std::set<Role> roles;
  bool is_proven = false;  // session.h
};

/// What is acted on. An account that is administered is its own author.
struct Subject {
  std::vector<std::string> owners;  // accounts: whose it is, their agents; a deal's parties
  std::string author;               // the account that made what is judged; empty: nobody's
};

enum class Leave { no, prove_first, yes };

/// prove_first: yes, as soon as a passkey was shown.
Leave may(const Who& who, Action action, const Subject& subject);

/// "product-manager", as roles stand in the store and on the command line; and back.
std::string_view word(Role role);
std::optional<Role> read_role(std::string_view text);

}  // namespace zheli::identity
