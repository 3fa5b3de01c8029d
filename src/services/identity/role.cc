#include "services/identity/role.h"

#include <algorithm>

namespace zheli::identity {
namespace {

using enum Role;
using enum Action;
using enum Reach;

constexpr Permission kPermissions[] = {
    {citizen, apply, own},
    {citizen, Action::read, own},
    {agent, apply, own},
    {agent, Action::read, own},
    {receiver, Action::read, any},
    {receiver, receive, any},
    {reviewer, Action::read, any},
    {reviewer, review, any},
    {approver, Action::read, any},
    {approver, decide, any},
    {expert, propose, any},
    {expert, approve, any},
    {product_manager, approve, any},
    {product_manager, measure, any},
    {auditor, Action::read, any},
    {auditor, measure, any},
    {auditor, audit, any},
    {auditor, export_all, any},
    {admin, audit, any},
    {admin, administer, any},
    {admin, set, any},
    {admin, erase, any},
    {originator, Action::read, own},
    {manager, Action::read, own},
    {manager, report, own},
    {guarantor, Action::read, own},
    {custodian, Action::read, own},
    {custodian, settle, own},
    {regulator, Action::read, any},
};

constexpr std::array<std::string_view, kRoleCount> kWords = {
    "citizen", "agent", "receiver",   "reviewer", "approver",  "expert",    "product-manager",
    "auditor", "admin", "originator", "manager",  "guarantor", "custodian", "regulator"};

/// Where a row reaches only what is theirs, being an owner is what lets them; else it bars them
/// from judging.
bool reaches(const Permission& row, const Who& who, const Subject& subject) {
  const bool is_owner = std::ranges::find(subject.owners, who.account) != subject.owners.end();
  if (needs_another(row.action) && who.account == subject.author) return false;
  return row.reach == own ? is_owner : !(needs_another(row.action) && is_owner);
}

}  // namespace

std::span<const Permission> permissions() {
  return kPermissions;
}

bool needs_another(Action action) {
  switch (action) {
    case review:
    case decide:
    case approve:
    case administer:
    case erase:
    case settle:
      return true;
    default:
      return false;
  }
}

bool needs_proof(Action action) {
  return action == decide || action == approve || action == export_all || action == erase ||
         action == settle;
}

Leave may(const Who& who, Action action, const Subject& subject) {
  const bool is_allowed = std::ranges::any_of(kPermissions, [&](const Permission& row) {
    return row.action == action && who.roles.contains(row.role) && reaches(row, who, subject);
  });
  if (!is_allowed) return Leave::no;
  return needs_proof(action) && !who.is_proven ? Leave::prove_first : Leave::yes;
}

std::string_view word(Role role) {
  return kWords[static_cast<std::size_t>(role)];
}

std::optional<Role> read_role(std::string_view text) {
  const auto found = std::ranges::find(kWords, text);
  if (found == kWords.end()) return std::nullopt;
  return static_cast<Role>(found - kWords.begin());
}

}  // namespace zheli::identity
