// Who stands at the door: a password, a passkey or a one-time link → a session, and a session's
// token → who gives a command. Sessions, links and challenges are kept only as hashes.
//
// A password is tried five times in a quarter of an hour per account and address, and a try counts
// from before it is looked at, so that many at once are no way round. A wrong name takes as long as
// a wrong password. At most two passwords are looked at at once; the others wait.
//
// Safe on any thread; by_password takes a tenth of a second. Throws store::Failure where nothing is
// written. Tested by sign_in_test.cc.
#pragma once

#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <variant>

#include "services/identity/passkey.h"
#include "services/identity/password.h"
#include "services/identity/role.h"
#include "services/identity/session.h"
#include "store/store.h"

namespace zheli::desk {

struct SignInOptions {
  identity::Site site;  // for passkeys
  identity::Cost cost = {};
};

/// A new session's token, for the browser alone.
struct Entered {
  std::string token;
};
/// Which of name, password, passkey, challenge or link is wrong is not said.
struct Wrong {};
struct Barred {
  identity::Instant until;
};
using Entry = std::variant<Entered, Wrong, Barred>;

/// Who has signed in.
struct Present {
  identity::Who who;
  std::string name;
  identity::Instant until;  // when the session ends if nothing is asked any more
};

/// What a browser answers to challenge().
struct ShownPasskey {
  std::string challenge;  // as it was given
  std::string id;
  identity::Assertion assertion;
};
struct MadePasskey {
  std::string challenge;
  identity::Registration registration;
};

class SignIn {
 public:
  /// Borrows `store`.
  SignIn(store::Store& store, SignInOptions options);

  /// `address` is the browser's.
  Entry by_password(const std::string& name, const std::string& password,
                    const std::string& address, identity::Instant now);

  /// 32 bytes of chance in base64url, to be answered within five minutes, once.
  std::string challenge(identity::Instant now);

  Entry by_passkey(const ShownPasskey& shown, identity::Instant now);

  /// The same for whoever is here already: the session is proven then. False where the passkey is
  /// not the account's, or not taken.
  bool prove(std::string_view token, const ShownPasskey& shown, identity::Instant now);

  /// Whose link it is, by name; nothing where it is over.
  std::optional<std::string> link_name(std::string_view link, identity::Instant now);
  /// Both end the link, and begin a session. A weak password leaves the link as it is.
  std::variant<Entered, Wrong, identity::Weakness> set_password(std::string_view link,
                                                                const std::string& password,
                                                                identity::Instant now);
  Entry add_passkey(std::string_view link, const MadePasskey& made, identity::Instant now);

  /// Nothing where there is no such session, it is over, or the account is disabled.
  std::optional<Present> present(std::string_view token, identity::Instant now);

  void sign_out(std::string_view token);
  /// Ends every session of the account whose token it is, with a record of it.
  void sign_out_everywhere(std::string_view token, identity::Instant now);

 private:
  Entered enter(store::Connection& to, const std::string& account, std::string_view token,
                identity::Instant now, bool is_proven) const;
  void record(store::Connection& to, const std::string& account, const char* what,
              identity::Instant now) const;
  std::optional<std::string> taken_passkey(store::Connection& to, const ShownPasskey& shown,
                                           identity::Instant now) const;

  store::Store& store_;
  const SignInOptions options_;
  const std::string nobodys_;  // a password's kept form that nothing fits
  std::counting_semaphore<2> looking_{2};
};

/// Where a password is tried, as the store keeps it.
std::string place_of(std::string_view name, std::string_view address);

}  // namespace zheli::desk
