// How a request goes through: its route is found; what changes anything must come from our pages
// with a body of JSON; what needs somebody who has signed in asks who it is; then the route's
// member answers.
#include "server/desk_door.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/base64.h"
#include "desk/record_text.h"
#include "files/json_text.h"
#include "server/cookie.h"
#include "server/lesson_json.h"

namespace zheli::server {
namespace {

using desk::Refusal;
using files::Json;
using files::JsonText;

Response refused(Refusal why) {
  switch (why) {
    case Refusal::not_allowed:
      return problem(403, "Not allowed", "this account may not do that");
    case Refusal::prove_first:
      return problem(403, "Passkey needed", "show the passkey once more, then send this again");
    case Refusal::unknown:
      return problem(404, "Unknown", "there is nothing of that name");
    case Refusal::taken:
      return problem(409, "Taken", "an account has this name");
    case Refusal::stale:
      return problem(409, "Stale", "it was changed since; read it again");
    case Refusal::key_used:
      return problem(409, "Key used", "the key was another command's");
    case Refusal::unusable:
      return problem(422, "Unusable", "it is not what such a command takes, or changes nothing");
  }
  return problem(403, "Not allowed", "");
}

Response weak(identity::Weakness why) {
  switch (why) {
    case identity::Weakness::too_short:
      return problem(422, "Too short",
                     fmt::format("a password has at least {} characters", identity::kPasswordMin));
    case identity::Weakness::too_long:
      return problem(422, "Too long",
                     fmt::format("a password has at most {} bytes", identity::kPasswordMax));
    case identity::Weakness::plain:
      break;
  }
  return problem(422, "Too plain", "a password does not hold the account's name");
}

Response wrong() {
  return problem(401, "Wrong", "that is not right, or not any more");
}

std::vector<std::string> words(const std::set<identity::Role>& roles) {
  std::vector<std::string> all;
  for (const identity::Role role : roles) all.emplace_back(word(role));
  return all;
}

}  // namespace

/// A request that has come as far as its route.
struct DeskDoor::Call {
  const Request& request;
  std::string id;  // behind a route that ends in "/"
  identity::Instant now;
  Json body = {};
  std::string token = {};  // of the session that it names, alive or not
  std::optional<desk::Present> present = {};

  /// A text of the body; empty where there is none.
  std::string text(std::string_view name) const { return files::text_of(body, name); }
  /// Bytes that the body holds as base64url.
  std::string bytes(std::string_view name) const {
    return core::from_base64url(text(name)).value_or("");
  }
  desk::ShownPasskey shown() const {
    return {text("challenge"),
            bytes("id"),
            {bytes("client_data"), bytes("authenticator_data"), bytes("signature")}};
  }
};

struct DeskDoor::Route {
  std::string_view path;
  bool changes;       // POST, else GET
  bool needs_person;  // who has signed in
  Response (DeskDoor::*answer)(const Call&);
};

const std::vector<DeskDoor::Route>& DeskDoor::routes() {
  static const std::vector<Route> kRoutes = {
      {"session", false, true, &DeskDoor::session},
      {"password", true, false, &DeskDoor::password},
      {"challenge", true, false, &DeskDoor::challenge},
      {"passkey", true, false, &DeskDoor::passkey},
      {"end", true, false, &DeskDoor::end},
      {"link", true, false, &DeskDoor::link},
      {"link/password", true, false, &DeskDoor::link_password},
      {"link/passkey", true, false, &DeskDoor::link_passkey},
      {"accounts", false, true, &DeskDoor::accounts},
      {"changes", false, true, &DeskDoor::changes},
      {"log", false, true, &DeskDoor::log},
      {"command", true, true, &DeskDoor::command},
      {"receipts/", false, true, &DeskDoor::receipt},
      {"lessons", false, true, &DeskDoor::lessons},
      {"lessons/try", true, true, &DeskDoor::try_lesson},
      {"lessons/teach", true, true, &DeskDoor::teach},
      {"lessons/judge", true, true, &DeskDoor::judge},
  };
  return kRoutes;
}

DeskDoor::DeskDoor(store::Store& store, DeskDoorOptions options)
    : store_(store),
      options_(std::move(options)),
      desk_(store),
      sign_in_(store, {.site = options_.site, .cost = options_.cost}) {}

Response DeskDoor::handle(const Request& request, const std::string& rest, identity::Instant now) {
  const auto found = std::ranges::find_if(routes(), [&](const Route& one) {
    return one.path.ends_with('/') ? rest.starts_with(one.path) && rest.size() > one.path.size()
                                   : rest == one.path;
  });
  if (found == routes().end()) return problem(404, "Not found", "there is no such resource");
  const std::string_view method = found->changes ? "POST" : "GET";
  if (request.method != method && !(request.method == "HEAD" && !found->changes)) {
    Response response = problem(405, "Method not allowed", fmt::format("use {} here", method));
    response.headers.emplace_back("Allow", method);
    return response;
  }
  try {
    return answer({.request = request, .id = rest.substr(found->path.size()), .now = now}, *found);
  } catch (const store::Failure& failure) {
    fmt::print(stderr, "zheli: the desk's store: {}\n", failure.what());
    Response response = problem(503, "Not kept", "nothing can be written just now");
    response.headers.emplace_back("Retry-After", "2");
    return response;
  }
}

Response DeskDoor::answer(const Call& asked, const Route& route) {
  Call call = asked;
  if (route.changes && !is_from_our_page(call.request, options_.site.origin))
    return problem(403, "Another page", "only this site's own pages may do that");
  if (route.changes) {
    files::Findings findings("body");
    call.body = files::read_json(call.request.body, findings);
    if (!call.request.header("Content-Type").starts_with("application/json") ||
        !findings.problems().empty() || !call.body.is(Json::Kind::object))
      return problem(400, "Bad request", "the body must be an object of JSON");
  }
  call.token =
      cookie(call.request.header("Cookie"), session_cookie_name(options_.site.origin)).value_or("");
  if (!call.token.empty()) call.present = sign_in_.present(call.token, call.now);
  if (route.needs_person && !call.present) return problem(401, "Signed out", "sign in first");
  return (this->*route.answer)(call);
}

/// A new session: the one before ends, so that no token outlives a sign-in.
Response DeskDoor::entered(const desk::Entry& entry, const Call& call) {
  if (const auto* barred = std::get_if<desk::Barred>(&entry)) {
    Response response = problem(429, "Barred", "too many wrong tries; wait");
    response.headers.emplace_back("Retry-After",
                                  fmt::to_string((barred->until - call.now).count()));
    return response;
  }
  const auto* const in = std::get_if<desk::Entered>(&entry);
  if (in == nullptr) return wrong();
  sign_in_.sign_out(call.token);
  Response response = json_response([](JsonText& to) { to.field("done", true); });
  response.headers.emplace_back("Set-Cookie", session_cookie(options_.site.origin, in->token));
  return response;
}

Response DeskDoor::session(const Call& call) {
  return json_response([&](JsonText& to) {
    const desk::Present& present = *call.present;
    to.field("account", present.who.account);
    to.field("name", present.name);
    to.field("roles", words(present.who.roles));
    to.field("proven", present.who.is_proven);
    to.field("until", desk::to_string(present.until));
  });
}

Response DeskDoor::password(const Call& call) {
  const std::string address = browser_address(call.request, options_.site.origin);
  return entered(sign_in_.by_password(call.text("name"), call.text("password"), address, call.now),
                 call);
}

Response DeskDoor::challenge(const Call& call) {
  return json_response([&](JsonText& to) {
    to.field("challenge", sign_in_.challenge(call.now));
    to.field("site", options_.site.id);
  });
}

/// Whoever is here already proves who they are; whoever is not signs in.
Response DeskDoor::passkey(const Call& call) {
  if (!call.present) return entered(sign_in_.by_passkey(call.shown(), call.now), call);
  if (!sign_in_.prove(call.token, call.shown(), call.now)) return wrong();
  return json_response([](JsonText& to) { to.field("done", true); });
}

Response DeskDoor::end(const Call& call) {
  const Json* const everywhere = call.body.find("everywhere");
  if (everywhere != nullptr && everywhere->flag() == true) {
    sign_in_.sign_out_everywhere(call.token, call.now);
  } else {
    sign_in_.sign_out(call.token);
  }
  Response response = json_response([](JsonText& to) { to.field("done", true); });
  response.headers.emplace_back("Set-Cookie", session_cookie(options_.site.origin, ""));
  return response;
}

Response DeskDoor::link(const Call& call) {
  const auto name = sign_in_.link_name(call.text("link"), call.now);
  if (!name) return wrong();
  return json_response([&](JsonText& to) { to.field("name", *name); });
}

Response DeskDoor::link_password(const Call& call) {
  const auto set = sign_in_.set_password(call.text("link"), call.text("password"), call.now);
  if (const auto* why = std::get_if<identity::Weakness>(&set)) return weak(*why);
  if (const auto* in = std::get_if<desk::Entered>(&set)) return entered(*in, call);
  return wrong();
}

Response DeskDoor::link_passkey(const Call& call) {
  const desk::MadePasskey made{call.text("challenge"),
                               {call.bytes("client_data"), call.bytes("authenticator_data")}};
  return entered(sign_in_.add_passkey(call.text("link"), made, call.now), call);
}

Response DeskDoor::accounts(const Call& call) {
  const auto accounts = desk_.accounts(call.present->who);
  if (const auto* why = std::get_if<Refusal>(&accounts)) return refused(*why);
  const auto sessions = desk_.sessions(call.present->who, call.now);
  if (const auto* why = std::get_if<Refusal>(&sessions)) return refused(*why);
  return json_response([&](JsonText& to) {
    to.field("accounts");
    to.objects(std::get<0>(accounts), [&](const store::Account& one) {
      to.field("id", one.id);
      to.field("name", one.name);
      to.field("roles", words(one.roles));
      to.field("disabled", one.is_disabled);
      to.field("version", one.version);
      to.field("password", !one.password.empty());
      to.field("passkeys", one.passkeys);
      to.field("sessions", static_cast<std::size_t>(std::ranges::count(
                               std::get<0>(sessions), one.id, &store::OwnedSession::account)));
    });
  });
}

Response DeskDoor::changes(const Call& call) {
  const auto changes = desk_.changes(call.present->who);
  if (const auto* why = std::get_if<Refusal>(&changes)) return refused(*why);
  return json_response([&](JsonText& to) {
    to.field("changes");
    to.objects(std::get<0>(changes), [&](const desk::Change& one) {
      files::Findings findings("record");
      const Json record = files::read_json(one.text, findings);
      to.field("record", one.record);
      for (const char* name : {"at", "by", "account", "what", "role"})
        to.field(name, files::text_of(record, name));
    });
  });
}

Response DeskDoor::log(const Call& call) {
  const auto leave = identity::may(call.present->who, identity::Action::audit, {});
  if (leave != identity::Leave::yes) return refused(Refusal::not_allowed);
  const ledger::Head head = store_.published();
  return json_response([&](JsonText& to) {
    to.field("size", head.size);
    to.field("root", core::base64(ledger::bytes_of(head.root)));
    to.field("keys", options_.log_keys);
    to.field("read_only", store_.why_read_only());
  });
}

namespace {

std::optional<std::set<identity::Role>> read_roles(const Json& body) {
  const Json* const list = body.find("roles");
  std::set<identity::Role> roles;
  if (list == nullptr || !list->is(Json::Kind::list)) return std::nullopt;
  for (const Json& one : list->children) {
    const auto role = one.is(Json::Kind::text) ? identity::read_role(one.text) : std::nullopt;
    if (!role) return std::nullopt;
    roles.insert(*role);
  }
  return roles;
}

/// What the body of a command says; nothing where it is none.
std::optional<desk::Command> read_command(const Json& body) {
  const std::string what = files::text_of(body, "do"), account = files::text_of(body, "account");
  const auto role = identity::read_role(files::text_of(body, "role"));
  if (what == "add") {
    const auto roles = read_roles(body);
    if (!roles) return std::nullopt;
    return desk::AddAccount{files::text_of(body, "name"), *roles};
  }
  if (!store::is_storable(account)) return std::nullopt;
  if (what == "give" && role) return desk::GiveRole{account, *role};
  if (what == "take" && role) return desk::TakeRole{account, *role};
  if (what == "disable") return desk::Disable{account};
  if (what == "enable") return desk::Enable{account};
  if (what == "link") return desk::MakeLink{account};
  if (what == "reset") return desk::Reset{account};
  if (what == "end") return desk::EndSessions{account};
  return std::nullopt;
}

}  // namespace

Response DeskDoor::command(const Call& call) {
  const auto command = read_command(call.body);
  if (!command) return refused(Refusal::unusable);
  const Json* const version = call.body.find("version");
  const desk::Order order{*command, call.text("key"),
                          version == nullptr ? std::nullopt : version->whole()};
  const auto result = desk_.act(order, call.present->who, call.now);
  if (const auto* why = std::get_if<Refusal>(&result)) return refused(*why);
  return json_response([&](JsonText& to) {
    const auto& done = std::get<desk::Outcome>(result);
    to.field("account", done.account);
    to.field("record", done.record);
    to.field("link", done.link);
  });
}

Response DeskDoor::receipt(const Call& call) {
  std::int64_t record = 0;
  const char* const end = call.id.data() + call.id.size();
  const auto [read, failed] = std::from_chars(call.id.data(), end, record);
  if (failed != std::errc{} || read != end) return refused(Refusal::unknown);
  const auto proof = desk_.receipt(call.present->who, record);
  if (const auto* why = std::get_if<Refusal>(&proof)) return refused(*why);
  if (!std::get<0>(proof)) {
    Response response = problem(503, "Not yet", "the log signs it within a second");
    response.headers.emplace_back("Retry-After", "1");
    return response;
  }
  Response response{200, "text/plain; charset=utf-8", ledger::to_string(*std::get<0>(proof))};
  response.headers.emplace_back(
      "Content-Disposition", fmt::format("attachment; filename=\"zheli-{}.tlog-proof\"", record));
  return response;
}

namespace {

Response not_taught_here() {
  return problem(404, "Not found", "nothing is taught here");
}

}  // namespace

Response DeskDoor::lessons(const Call& call) {
  if (options_.classroom == nullptr) return not_taught_here();
  const auto found = options_.classroom->lessons().newest(call.present->who);
  if (const auto* why = std::get_if<Refusal>(&found)) return refused(*why);
  return json_response([&](JsonText& to) { lesson_list(to, std::get<0>(found)); });
}

Response DeskDoor::try_lesson(const Call& call) {
  if (options_.classroom == nullptr) return not_taught_here();
  const auto trial = options_.classroom->try_one(
      {call.text("question"), call.text("label"), {}, {}}, call.present->who);
  if (const auto* why = std::get_if<Refusal>(&trial)) return refused(*why);
  return json_response([&](JsonText& to) { trial_fields(to, std::get<0>(trial)); });
}

/// What nobody may overrule is not kept, and is refused by the first reason.
Response DeskDoor::teach(const Call& call) {
  if (options_.classroom == nullptr) return not_taught_here();
  const auto taught = options_.classroom->teach({call.text("question"), call.text("label"), {}, {}},
                                                call.text("key"), call.present->who, call.now);
  if (const auto* why = std::get_if<Refusal>(&taught)) return refused(*why);
  const auto& [trial, kept] = std::get<0>(taught);
  if (!kept) {
    const teaching::Why why = trial.stops.front().why;
    return problem(why == teaching::Why::two_labels ? 409 : 422, word(why),
                   trial.stops.front().says);
  }
  return json_response([&, &tried = trial, &done = *kept](JsonText& to) {
    to.field("lesson", done.lesson);
    to.field("record", done.record);
    trial_fields(to, tried);
  });
}

Response DeskDoor::judge(const Call& call) {
  if (options_.classroom == nullptr) return not_taught_here();
  const auto command = read_judgement(call.body);
  if (!command) return refused(Refusal::unusable);
  const auto done =
      options_.classroom->judge({*command, call.text("key")}, call.present->who, call.now);
  if (const auto* why = std::get_if<Refusal>(&done)) return refused(*why);
  return json_response([&](JsonText& to) {
    to.field("lesson", std::get<0>(done).lesson);
    to.field("record", std::get<0>(done).record);
  });
}

}  // namespace zheli::server
