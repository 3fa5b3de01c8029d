// The desk over HTTP: signing in, the administration of accounts, and lessons. Everything below
// /api/v1/desk/ of docs/formats/api.md, as a function from a request to a response; what it means
// is desk/'s to say.
//
// What changes anything is taken from our own pages alone (cookie.h), and its body is JSON. A
// session's token travels in a cookie that no script can read; a one-time link's in a body, since
// addresses are logged. Pages know what was refused by the status and the problem's title.
//
// Tested by desk_door_test.cc and lesson_door_test.cc; in a browser by tests/journeys/admin.mjs.
#pragma once

#include <string>
#include <vector>

#include "desk/classroom.h"
#include "desk/desk.h"
#include "desk/sign_in.h"
#include "files/json_tree.h"
#include "server/http.h"

namespace zheli::server {

struct DeskDoorOptions {
  identity::Site site;                // its origin is that of our pages
  std::vector<std::string> log_keys;  // by which the log is signed, as verifier keys
  identity::Cost cost = {};
  desk::Classroom* classroom = nullptr;  // outlives the door; none: nothing is taught here
};

class DeskDoor {
 public:
  /// Borrows `store`.
  DeskDoor(store::Store& store, DeskDoorOptions options);

  /// `rest` is the path below /api/v1/desk/. Never throws for anything a client sends; a store that
  /// does not write is answered with 503.
  Response handle(const Request& request, const std::string& rest, identity::Instant now);

 private:
  struct Call;
  struct Route;
  static const std::vector<Route>& routes();
  Response answer(const Call& call, const Route& route);

  Response session(const Call& call);
  Response password(const Call& call);
  Response challenge(const Call& call);
  Response passkey(const Call& call);
  Response end(const Call& call);
  Response link(const Call& call);
  Response link_password(const Call& call);
  Response link_passkey(const Call& call);
  Response accounts(const Call& call);
  Response changes(const Call& call);
  Response log(const Call& call);
  Response command(const Call& call);
  Response receipt(const Call& call);
  Response lessons(const Call& call);
  Response try_lesson(const Call& call);
  Response teach(const Call& call);
  Response judge(const Call& call);

  Response entered(const desk::Entry& entry, const Call& call);

  store::Store& store_;
  const DeskDoorOptions options_;
  desk::Desk desk_;
  desk::SignIn sign_in_;
};

}  // namespace zheli::server
