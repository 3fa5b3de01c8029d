// How a request goes through: its route is found by the path below the base; what needs no route to
// be refused is refused (not text, not there, another method, another language); the route's member
// answers; the answer is made ready for its client (delivery.h), guarded and counted. One table
// says which paths there are, behind which door, by which methods, whether their answers may be
// kept and in which line they wait.
#include "server/service.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "assistant/dialogue/guide.h"
#include "assistant/text/utf8.h"
#include "core/check.h"
#include "server/reply_json.h"

namespace zheli::server {
namespace {

using dialogue::phrase;
using knowledge::Item;
using knowledge::Pack;

constexpr const char* kJson = "application/json";
constexpr const char* kHtml = "text/html; charset=utf-8";

// What may be kept, and how long: an answer to what somebody typed nowhere; what may change only
// after asking whether it did; files named by their content for ever.
constexpr const char* kNever = "no-store";
constexpr const char* kAskAgain = "no-cache";
constexpr const char* kForEver = "public, max-age=31536000, immutable";

constexpr const char* kRead = "GET, HEAD";
constexpr const char* kSend = "POST";
constexpr const char* kReadOrSend = "GET, HEAD, POST";

std::string value_of(const Request& request, const std::string& name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string{} : found->second;
}

bool is_english(const Request& request) {
  return value_of(request, "lang") == "en";
}

bool are_text(const std::map<std::string, std::string>& fields) {
  return std::all_of(fields.begin(), fields.end(), [](const auto& field) {
    return text::is_valid_utf8(field.first) && text::is_valid_utf8(field.second);
  });
}

/// The part of a request that is not UTF-8, by its name; nullptr where all of it is.
const char* broken_text(const Request& request) {
  if (!text::is_valid_utf8(request.path)) return "path";
  if (!are_text(request.query)) return "query";
  return text::is_valid_utf8(request.body) ? nullptr : "body";
}

/// "a:b,c:d" → facts; anything else in it is an Error.
core::Result<knowledge::Facts> read_facts(const std::string& text) {
  knowledge::Facts facts;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find(',', from), text.size());
    const std::string pair = text.substr(from, end - from);
    const std::size_t colon = pair.find(':');
    if (colon == std::string::npos) {
      return core::Error{"\"facts\" must read fact:option,fact:option"};
    }
    facts[pair.substr(0, colon)] = pair.substr(colon + 1);
    from = end + 1;
  }
  return facts;
}

bool matches(const Item& item, const std::string& wanted) {
  if (wanted.empty() || item.title.find(wanted) != std::string::npos) return true;
  if (item.summary.find(wanted) != std::string::npos || item.id.find(wanted) != std::string::npos) {
    return true;
  }
  for (const std::string& name : item.names) {
    if (name.find(wanted) != std::string::npos) return true;
  }
  for (const std::string* name : {&item.everyday, &item.english.title, &item.english.everyday}) {
    if (name->find(wanted) != std::string::npos) return true;
  }
  return false;
}

/// What a guide is asked for, through either door.
struct GuideRequest {
  knowledge::Facts facts;
  core::Date day;
  bool english;
};

core::Result<GuideRequest> read_guide_request(const Request& request, core::Date today) {
  const auto as_of = read_as_of(value_of(request, "as_of"));
  if (!as_of) return as_of.error();
  core::Result<knowledge::Facts> facts = read_facts(value_of(request, "facts"));
  if (!facts) return facts.error();
  return GuideRequest{facts.take(), as_of.value().value_or(today), is_english(request)};
}

/// Whether `method` is one of "GET, HEAD".
bool allows(std::string_view methods, std::string_view method) {
  const std::size_t at = methods.find(method);
  return !method.empty() && at != std::string_view::npos &&
         (at + method.size() == methods.size() || methods[at + method.size()] == ',') &&
         (at == 0 || methods[at - 1] == ' ');
}

}  // namespace

/// A path below the base; one that ends in "/" takes an id behind it.
struct Service::Route {
  std::string_view path;
  Door door;
  const char* methods;
  const char* cache;  // nullptr: the answer says so itself
  Line line;
  Response (Service::*answer)(const Request&, const std::string& rest);
};

const std::vector<Service::Route>& Service::routes() {
  static const std::vector<Route> kRoutes = {
      {"api/v1/ask", Door::api, kSend, kNever, Line::engine, &Service::ask},
      {"api/v1/feedback", Door::api, kSend, kNever, Line::engine, &Service::feedback},
      {"api/v1/items", Door::api, kRead, kAskAgain, Line::engine, &Service::items},
      {"api/v1/items/", Door::api, kRead, kAskAgain, Line::engine, &Service::item},
      {"api/v1/places", Door::api, kRead, kAskAgain, Line::engine, &Service::places},
      {"api/v1/pack", Door::api, kRead, kAskAgain, Line::engine, &Service::pack_fields},
      {"api/v1/openapi.json", Door::api, kRead, nullptr, Line::none, &Service::description},
      {"api/v1/desk/", Door::api, kReadOrSend, kNever, Line::desk, &Service::desk},
      {"healthz", Door::watch, kRead, kNever, Line::none, &Service::health},
      {"metrics", Door::watch, kRead, kNever, Line::none, &Service::metrics},
      {"", Door::page, kRead, nullptr, Line::none, &Service::home},
      {"index.html", Door::page, kRead, nullptr, Line::none, &Service::home},
      {"privacy", Door::page, kRead, nullptr, Line::none, &Service::home},
      {"accessibility", Door::page, kRead, nullptr, Line::none, &Service::home},
      {"admin", Door::page, kRead, nullptr, Line::none, &Service::admin},
      {"admin.html", Door::page, kRead, nullptr, Line::none, &Service::admin},
      {"ask", Door::page, kReadOrSend, nullptr, Line::engine, &Service::ask_page},
      {"items/", Door::page, kRead, kAskAgain, Line::engine, &Service::item_page},
      {"domains/", Door::page, kRead, kAskAgain, Line::engine, &Service::domain_page},
  };
  return kRoutes;
}

Service::Service(const dialogue::Assistant& assistant, ServiceOptions options)
    : assistant_(assistant),
      options_(std::move(options)),
      pages_(assistant.pack(), options_.site, options_.base),
      home_(prepared(kHtml, pages_.home(false))),
      home_english_(prepared(kHtml, pages_.home(true))),
      description_(prepared(kJson, std::string(openapi()))),
      admin_(options_.desk == nullptr ? std::nullopt : admin_page(options_.site, options_.base)),
      mask_(assistant.pack().words, assistant.language().normalise()) {
  CHECK(options_.base.starts_with('/') && options_.base.ends_with('/'));
}

/// The path behind the base; nothing where it lies elsewhere.
std::optional<std::string> Service::below_base(const Request& request) const {
  if (!request.path.starts_with(options_.base)) return std::nullopt;
  return request.path.substr(options_.base.size());
}

const Service::Route* Service::route(const Request& request) const {
  static const Route kFile{"", Door::file, kRead, nullptr, Line::none, &Service::file};
  const std::optional<std::string> path = below_base(request);
  if (!path) return nullptr;
  for (const Route& one : routes()) {
    const bool takes_id = one.path.ends_with('/');
    if (takes_id ? path->size() > one.path.size() && path->starts_with(one.path)
                 : *path == one.path) {
      return &one;
    }
  }
  return options_.site.files.contains(*path) ? &kFile : nullptr;
}

Response Service::handle(const Request& request) {
  const Route* const found = route(request);
  Response response = respond(request, found);
  add_guards(request, options_.allowed_origin, response);
  metrics_.count_request(found ? found->door : Door::page, response.status);
  return response;
}

Response Service::respond(const Request& request, const Route* route) {
  if (std::optional<Response> no = refusal(request, route)) {
    return delivered(request, *std::move(no), kNever);
  }
  Response response =
      (this->*route->answer)(request, below_base(request)->substr(route->path.size()));
  if (route->cache == nullptr) return response;
  const char* const cache = response.status == 200 ? route->cache : kNever;
  return delivered(request, std::move(response), cache);
}

/// What is answered without asking the route.
std::optional<Response> Service::refusal(const Request& request, const Route* route) const {
  if (const char* part = broken_text(request)) {
    return refused(request, {400, "Not text", fmt::format("the {} is not valid UTF-8", part)});
  }
  if (request.path + "/" == options_.base) {
    return Response{308, "", "", {{"Location", options_.base}}};
  }
  if (route == nullptr) {
    return refused(request, {404, "Not found", "no such resource: " + request.path});
  }
  if (request.method == "OPTIONS" && route->door == Door::api && !options_.allowed_origin.empty()) {
    return preflight();
  }
  if (!allows(route->methods, request.method)) {
    Response response =
        refused(request, {405, "Method not allowed", fmt::format("use {} here", route->methods)});
    response.headers.emplace_back("Allow", route->methods);
    return response;
  }
  const std::string lang = value_of(request, "lang");
  if (!lang.empty() && lang != "zh" && lang != "en") {
    return refused(request, {400, "Bad language", "\"lang\" must be \"zh\" or \"en\""});
  }
  return std::nullopt;
}

Line Service::line_of(const Request& request) const {
  const Route* const found = route(request);
  return found == nullptr ? Line::none : found->line;
}

Response Service::busy(const Request& request) {
  Response response = delivered(
      request, refused(request, {503, "Busy", "too many ask at once; ask again"}), kNever);
  response.headers.emplace_back("Retry-After", "1");
  add_guards(request, options_.allowed_origin, response);
  metrics_.count_request(route(request)->door, response.status);
  return response;
}

/// A problem document for a program, a page for a person.
Response Service::refused(const Request& request, const Refusal& why) const {
  const Route* const found = route(request);
  const std::string path = below_base(request).value_or("");
  const bool to_program = found != nullptr
                              ? found->door == Door::api || found->door == Door::watch
                              : same_word(path.substr(0, 4), "api/") || same_word(path, "api");
  if (to_program) return problem(why.status, why.title, why.detail);
  const char* const says = why.status == 404 ? "no-page" : why.status == 503 ? "busy" : "again";
  return {why.status, kHtml, pages_.note(says, is_english(request))};
}

/// One turn, whichever door it came through; `show` makes the response of the reply and the token
/// that carries the talk on. A talk whose token is not good any more begins afresh, and says so.
template <typename Show>
Response Service::turn(const AskRequest& asked, Show show) {
  const auto start = std::chrono::steady_clock::now();
  const Instant now = options_.now();
  std::optional<dialogue::Conversation> before;
  if (!asked.conversation.empty()) before = unseal(asked.conversation, options_.keys, now);
  const bool is_expired = !asked.conversation.empty() && !before;
  dialogue::Message message = asked.message;
  if (is_expired) message = {message.text, "", ""};  // a tap means nothing without its talk
  // Held to the end: the reply points into its pack.
  const std::shared_ptr<const dialogue::Assistant> live = options_.live ? options_.live() : nullptr;
  const dialogue::Assistant& assistant = live ? *live : assistant_;
  dialogue::Reply reply = assistant.reply(before.value_or(dialogue::Conversation{}), message,
                                          asked.as_of.value_or(options_.today()), asked.english);
  if (is_expired) {
    reply.say.insert(reply.say.begin(),
                     phrase(assistant_.pack(), reply.next.english, "talk-expired"));
  }
  Response response = show(reply, seal(reply.next, options_.keys, now));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  metrics_.count_answer(reply.move, took.count());
  return response;
}

Response Service::ask(const Request& request, const std::string&) {
  const core::Result<AskRequest> asked = read_ask_body(request.body);
  if (!asked) return problem(400, "Bad question", asked.error().message);
  return turn(asked.value(), [&](const dialogue::Reply& reply, const std::string& token) {
    return json_response([&](JsonText& to) {
      reply_fields(to, assistant_.pack(), reply, asked.value().explain);
      to.field("conversation", token);
    });
  });
}

/// The same turn as a page, for phones without JavaScript; read, it is the box to ask in. What is
/// refused here was made by hand: the talk starts again.
Response Service::ask_page(const Request& request, const std::string& rest) {
  if (request.method != "POST") return home(request, rest);
  const std::map<std::string, std::string> fields = read_query(request.body);
  const core::Result<AskRequest> asked =
      are_text(fields) ? read_ask_form(fields) : core::Error{"a field is not valid UTF-8"};
  if (!asked) return delivered(request, refused(request, {400, "", ""}), kNever);
  const AskRequest& question = asked.value();
  Response response = turn(question, [&](const dialogue::Reply& reply, const std::string& token) {
    return Response{200, kHtml, pages_.reply(reply, token, question.message.text)};
  });
  return delivered(request, std::move(response), kNever);
}

/// What did not help, and in which matters, as one line for the teachers: numbers of people, phones
/// and cars masked, and no more of the talk than what it was about.
Response Service::feedback(const Request& request, const std::string&) {
  const core::Result<Feedback> said = read_feedback_body(request.body);
  if (!said) return problem(400, "Bad feedback", said.error().message);
  if (!options_.keep_feedback) return problem(503, "Not kept", "this counter keeps no feedback");
  const auto about = unseal(said.value().conversation, options_.keys, options_.now());
  const auto masked = [&](const std::string& words) {
    return mask_(assistant_.language().normalise()(words));
  };
  JsonText line;
  line.object([&] {
    line.field("day", core::to_string(options_.today()));
    line.field("text", masked(said.value().text));
    line.field("question", masked(said.value().question));
    line.field("items");
    line.array(about ? about->candidates : std::vector<dialogue::Candidate>{},
               [&](const dialogue::Candidate& one) { line.put(one.item); });
  });
  options_.keep_feedback(std::move(line).take());
  return json_response([](JsonText& to) { to.field("kept", true); });
}

Response Service::items(const Request& request, const std::string&) {
  const Pack& pack = assistant_.pack();
  const std::string domain = value_of(request, "domain");
  const std::string wanted = value_of(request, "q");
  std::vector<const Item*> rows;
  for (const Item& item : pack.items) {
    if ((domain.empty() || item.domain == domain) && matches(item, wanted)) rows.push_back(&item);
  }
  return json_response([&](JsonText& to) {
    to.field("items");
    to.objects(rows, [&](const Item* row) { item_fields(to, *row); });
  });
}

Response Service::places(const Request& request, const std::string&) {
  return json_response([&](JsonText& to) {
    places_fields(to, assistant_.pack(), value_of(request, "district"), is_english(request));
  });
}

Response Service::item(const Request& request, const std::string& rest) {
  const Pack& pack = assistant_.pack();
  const Item* item = pack.item(rest);
  if (item == nullptr) return problem(404, "Unknown item", fmt::format("no item \"{}\"", rest));
  const core::Result<GuideRequest> asked = read_guide_request(request, options_.today());
  if (!asked) return problem(400, "Bad request", asked.error().message);
  const auto& [facts, day, english] = asked.value();
  std::vector<const knowledge::Outcome*> situations;
  for (const knowledge::Outcome& outcome : item->outcomes) {
    if (outcome.validity.covers(day)) situations.push_back(&outcome);
  }
  const dialogue::Guide guide = dialogue::guide_for(pack, *item, facts, day, english);
  const bool in_english = english;
  return json_response([&](JsonText& to) {
    to.field("guide");
    to.object([&] { guide_fields(to, pack, guide, in_english); });
    to.field("facts");
    to.objects(item->facts,
               [&](const knowledge::Fact& fact) { asking_fields(to, fact, in_english); });
    to.field("situations");
    to.objects(situations, [&](const auto* one) { outcome_fields(to, pack, *one, in_english); });
  });
}

Response Service::item_page(const Request& request, const std::string& rest) {
  const Pack& pack = assistant_.pack();
  const Item* item = pack.item(rest);
  if (item == nullptr) return refused(request, {404, "", ""});
  const core::Result<GuideRequest> asked = read_guide_request(request, options_.today());
  if (!asked) return refused(request, {400, "", ""});
  const auto& [facts, day, english] = asked.value();
  const dialogue::Guide guide = dialogue::guide_for(pack, *item, facts, day, english);
  return {200, kHtml, pages_.guide(guide, english)};
}

Response Service::domain_page(const Request& request, const std::string& rest) {
  for (const knowledge::Domain& domain : assistant_.pack().domains) {
    if (domain.id == rest) return {200, kHtml, pages_.domain(domain, is_english(request))};
  }
  return refused(request, {404, "", ""});
}

Response Service::pack_fields(const Request&, const std::string&) {
  const Pack& pack = assistant_.pack();
  const auto count = [&](auto counts) {
    return static_cast<std::size_t>(std::count_if(pack.items.begin(), pack.items.end(), counts));
  };
  return json_response([&](JsonText& to) {
    to.field("title", pack.title);
    to.field("english", pack.english);
    to.field("region", pack.region);
    to.field("version", pack.version);
    imprint_fields(to, pack.imprint);
    to.field("domains");
    to.objects(pack.domains, [&](const knowledge::Domain& domain) {
      to.field("id", domain.id);
      to.field("title", domain.title);
      to.field("english", domain.english);
      to.field("items", count([&](const Item& item) { return item.domain == domain.id; }));
    });
    to.field("districts");
    to.objects(pack.districts, [&](const knowledge::District& district) {
      to.field("id", district.id);
      to.field("title", district.title);
      to.field("english", district.english);
    });
    to.field("hot");
    to.objects(pack.hot, [&](const std::string& id) { item_fields(to, *pack.item(id)); });
    to.field("phones");
    to.objects(pack.phones, [&](const knowledge::Phone& phone) {
      to.field("name", phone.name);
      to.field("number", phone.number);
      to.field("english", phone.english);
    });
    to.field("items", pack.items.size());
    to.field("one_card", count([](const Item& item) { return item.one_card; }));
    to.field("feedback", options_.keep_feedback != nullptr);
  });
}

Response Service::description(const Request& request, const std::string&) {
  return delivered(request, description_, kAskAgain);
}

Response Service::health(const Request&, const std::string&) {
  if (!heard_) return problem(503, "Deaf", "no new connection is answered");
  const Pack& pack = assistant_.pack();
  return json_response([&](JsonText& to) {
    to.field("status", "ok");
    to.field("pack", pack.name);
    to.field("version", pack.version);
    to.field("items", pack.items.size());
    to.field("lessons", pack.lessons.size());
  });
}

Response Service::metrics(const Request&, const std::string&) {
  const Pack& pack = assistant_.pack();
  std::string text = metrics_.text(pack.items.size(), pack.lessons.size());
  if (options_.more_metrics) text += options_.more_metrics();
  return {200, "text/plain; version=0.0.4", std::move(text)};
}

Response Service::home(const Request& request, const std::string&) {
  return delivered(request, is_english(request) ? home_english_ : home_, kAskAgain);
}

/// Whether there is a desk, and who may do what there, is nothing that a page may keep.
Response Service::desk(const Request& request, const std::string& rest) {
  if (options_.desk == nullptr) return problem(404, "Not found", "nobody signs in here");
  return options_.desk->handle(request, rest, options_.now());
}

Response Service::admin(const Request& request, const std::string&) {
  if (!admin_) return delivered(request, refused(request, {404, "", ""}), kNever);
  return delivered(request, *admin_, kAskAgain);
}

Response Service::file(const Request& request, const std::string& path) {
  return delivered(request, options_.site.files.at(path),
                   path.starts_with("assets/") ? kForEver : kAskAgain);
}

}  // namespace zheli::server
