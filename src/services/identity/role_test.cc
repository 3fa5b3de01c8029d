#include "services/identity/role.h"

#include <gtest/gtest.h>

#include <map>

namespace zheli::identity {
namespace {

constexpr std::array<std::string_view, kActionCount> kActions = {
    "apply", "read",       "receive", "review", "decide", "propose", "approve", "measure",
    "audit", "administer", "set",     "export", "erase",  "report",  "settle"};

/// What a role may do to somebody's matter (any) and to a matter of its own (own), as words; those
/// that a passkey must be shown for have a star.
std::string allowed(Role role, bool is_owner, bool is_author) {
  const Who who{.account = "me", .roles = {role}};
  Subject subject{.owners = {"citizen"}, .author = "other"};
  if (is_owner) subject.owners.push_back("me");
  if (is_author) subject.author = "me";
  std::string words;
  for (std::size_t i = 0; i < kActionCount; ++i) {
    const Leave leave = may(who, static_cast<Action>(i), subject);
    if (leave == Leave::no) continue;
    words += (words.empty() ? "" : " ") + std::string(kActions[i]);
    if (leave == Leave::prove_first) words += "*";
  }
  return words;
}

TEST(Role, TheWholeTable) {
  const struct {
    Role role;
    const char *others, *owned, *made;  // others' matter; theirs; theirs and made by them
  } rows[] = {
      {Role::citizen, "", "apply read", "apply read"},
      {Role::agent, "", "apply read", "apply read"},
      {Role::receiver, "read receive", "read receive", "read receive"},
      {Role::reviewer, "read review", "read", "read"},
      {Role::approver, "read decide*", "read", "read"},
      {Role::expert, "propose approve*", "propose", "propose"},
      {Role::product_manager, "approve* measure", "measure", "measure"},
      {Role::auditor, "read measure audit export*", "read measure audit export*",
       "read measure audit export*"},
      {Role::admin, "audit administer set erase*", "audit set", "audit set"},
      {Role::originator, "", "read", "read"},
      {Role::manager, "", "read report", "read report"},
      {Role::guarantor, "", "read", "read"},
      {Role::custodian, "", "read settle*", "read"},
      {Role::regulator, "read", "read", "read"},
  };
  ASSERT_EQ(std::size(rows), kRoleCount);
  for (const auto& row : rows) {
    EXPECT_EQ(allowed(row.role, false, false), row.others) << word(row.role);
    EXPECT_EQ(allowed(row.role, true, false), row.owned) << word(row.role);
    EXPECT_EQ(allowed(row.role, true, true), row.made) << word(row.role);
  }
}

TEST(Role, WithoutARoleNothingIsAllowed) {
  const Who nobody{.account = "me", .roles = {}, .is_proven = true};
  for (std::size_t i = 0; i < kActionCount; ++i)
    EXPECT_EQ(may(nobody, static_cast<Action>(i), {.owners = {"me"}, .author = ""}), Leave::no);
}

TEST(Role, APasskeyShownAMomentAgoOpensWhatNeedsProof) {
  const Who who{.account = "me", .roles = {Role::approver}, .is_proven = true};
  EXPECT_EQ(may(who, Action::decide, {.owners = {"citizen"}, .author = "citizen"}), Leave::yes);
}

TEST(Role, NoSecondRoleOpensWhatIsOnesOwn) {
  Who who{.account = "me", .roles = {}, .is_proven = true};
  for (std::size_t i = 0; i < kRoleCount; ++i) who.roles.insert(static_cast<Role>(i));
  for (std::size_t i = 0; i < kActionCount; ++i) {
    const auto action = static_cast<Action>(i);
    EXPECT_EQ(may(who, action, {.owners = {"me"}, .author = "me"}),
              needs_another(action) ? Leave::no : Leave::yes)
        << kActions[i];
  }
}

TEST(Role, WordsAreReadBack) {
  for (std::size_t i = 0; i < kRoleCount; ++i) {
    const auto role = static_cast<Role>(i);
    EXPECT_EQ(read_role(word(role)), role);
  }
  EXPECT_EQ(read_role("Admin"), std::nullopt);
  EXPECT_EQ(read_role(""), std::nullopt);
}

TEST(Role, NoRowStandsTwice) {
  std::map<std::pair<Role, Action>, int> seen;
  for (const Permission& row : permissions()) EXPECT_EQ(++seen[std::pair(row.role, row.action)], 1);
}

}  // namespace
}  // namespace zheli::identity
