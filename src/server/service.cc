#include "server/service.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "assistant/dialogue/guide.h"
#include "assistant/text/utf8.h"
#include "server/page.h"
#include "server/reply_json.h"

namespace zheli::server {
namespace {

using knowledge::Item;
using knowledge::Pack;

constexpr const char* kJson = "application/json";
constexpr const char* kHtml = "text/html; charset=utf-8";
constexpr std::string_view kItemsApi = "/api/v1/items/";
constexpr std::string_view kItemsPage = "/items/";

/// An object with the fields that `write` puts.
template <typename Write>
Response json_response(Write write) {
  JsonText to;
  to.object([&] { write(to); });
  return {200, kJson, std::move(to).take(), {}};
}

std::string value_of(const Request& request, const std::string& name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string{} : found->second;
}

/// The part of a request that is not UTF-8, by its name; nullptr where all of it is.
const char* broken_text(const Request& request) {
  if (!text::is_valid_utf8(request.path)) return "path";
  for (const auto& [name, value] : request.query) {
    if (!text::is_valid_utf8(name) || !text::is_valid_utf8(value)) return "query";
  }
  return text::is_valid_utf8(request.body) ? nullptr : "body";
}

Response wrong_method(const char* allowed) {
  Response response = problem(405, "Method not allowed", fmt::format("use {} here", allowed));
  response.headers.emplace_back("Allow", allowed);
  return response;
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
  return item.english.title.find(wanted) != std::string::npos;
}

}  // namespace

Service::Service(const dialogue::Assistant& assistant, TokenKey key, Site site,
                 std::function<core::Date()> today)
    : assistant_(assistant), key_(key), site_(std::move(site)), today_(std::move(today)) {}

Response Service::handle(const Request& request) {
  Response response = route(request);
  metrics_.count_request(response.status);
  return response;
}

Response Service::route(const Request& request) {
  const std::string& path = request.path;
  if (const char* part = broken_text(request)) {
    return problem(400, "Not text", fmt::format("the {} is not valid UTF-8", part));
  }
  if (request.body.size() > kBodyMax) {
    return problem(413, "Too large", fmt::format("the body has more than {} bytes", kBodyMax));
  }
  if (path == "/api/v1/ask") {
    return request.method == "POST" ? ask(request) : wrong_method("POST");
  }
  if (request.method != "GET" && request.method != "HEAD") return wrong_method("GET, HEAD");
  if (path == "/api/v1/items") return items(request);
  if (path.starts_with(kItemsApi)) return item(request, path.substr(kItemsApi.size()));
  if (path == "/api/v1/pack") return pack_info();
  if (path == "/api/v1/openapi.json") return {200, kJson, std::string(openapi()), {}};
  if (path == "/healthz") return health();
  if (path == "/metrics") {
    const Pack& pack = assistant_.pack();
    return {200,
            "text/plain; version=0.0.4",
            metrics_.text(pack.items.size(), pack.lessons.size()),
            {}};
  }
  if (path.starts_with("/api/")) {
    return problem(404, "Not found", fmt::format("no such resource: {}", path));
  }
  if (path == "/ask" && !request.query.empty()) return ask_page(request);
  if (path.starts_with(kItemsPage)) return item_page(request, path.substr(kItemsPage.size()));
  return file(request);
}

/// One turn, whichever door it came through; `show` makes the response of the reply and the token
/// that carries the talk on.
template <typename Show>
Response Service::turn(const AskRequest& asked, Show show) {
  dialogue::Conversation before;
  if (!asked.conversation.empty()) {
    core::Result<dialogue::Conversation> verified = verify(asked.conversation, key_);
    if (!verified) return problem(400, "Bad conversation", verified.error().message);
    before = verified.take();
  }
  const auto start = std::chrono::steady_clock::now();
  const dialogue::Reply reply =
      assistant_.reply(before, asked.message, asked.as_of.value_or(today_()), asked.english);
  Response response = show(reply, sign(reply.next, key_));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  metrics_.count_answer(reply.move, took.count());
  return response;
}

Response Service::ask(const Request& request) {
  const core::Result<AskRequest> asked = read_ask_body(request.body);
  if (!asked) return problem(400, "Bad question", asked.error().message);
  return turn(asked.value(), [&](const dialogue::Reply& reply, const std::string& token) {
    return json_response([&](JsonText& to) {
      reply_fields(to, assistant_.pack(), reply, asked.value().explain);
      to.field("conversation", token);
    });
  });
}

/// The same turn as a page, for phones without JavaScript. What is refused here was made by hand or
/// comes from a page of long ago: the talk starts again.
Response Service::ask_page(const Request& request) {
  const Pack& pack = assistant_.pack();
  const auto page = [&](int status, const std::string& content) {
    return Response{status, kHtml, whole_page(site_, pack.title, content), {}};
  };
  const core::Result<AskRequest> asked = read_ask_query(request.query);
  if (!asked) return page(400, again_html(pack));
  const Response response =
      turn(asked.value(), [&](const dialogue::Reply& reply, const std::string& token) {
        return page(200, reply_html(pack, reply, token, asked.value().message.text));
      });
  return response.status == 200 ? response : page(400, again_html(pack));
}

Response Service::items(const Request& request) const {
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

Response Service::item(const Request& request, const std::string& id) const {
  const Pack& pack = assistant_.pack();
  const Item* item = pack.item(id);
  if (item == nullptr) return problem(404, "Unknown item", fmt::format("no item \"{}\"", id));
  core::Date day = today_();
  if (const std::string as_of = value_of(request, "as_of"); !as_of.empty()) {
    const core::Result<core::Date> parsed = core::parse_date(as_of);
    if (!parsed) return problem(400, "Bad date", parsed.error().message);
    day = parsed.value();
  }
  const core::Result<knowledge::Facts> facts = read_facts(value_of(request, "facts"));
  if (!facts) return problem(400, "Bad facts", facts.error().message);
  const bool english = value_of(request, "lang") == "en";
  std::vector<const knowledge::Outcome*> situations;
  for (const knowledge::Outcome& outcome : item->outcomes) {
    if (outcome.validity.covers(day)) situations.push_back(&outcome);
  }
  return json_response([&](JsonText& to) {
    to.field("guide");
    to.object([&] {
      guide_fields(to, pack, dialogue::guide_for(pack, *item, facts.value(), day, english),
                   english);
    });
    to.field("facts");
    to.objects(item->facts, [&](const knowledge::Fact& fact) { asking_fields(to, fact, english); });
    to.field("situations");
    to.objects(situations, [&](const auto* one) { outcome_fields(to, pack, *one, english); });
  });
}

Response Service::item_page(const Request& request, const std::string& id) const {
  const Pack& pack = assistant_.pack();
  const Item* item = pack.item(id);
  if (item == nullptr) return problem(404, "Unknown item", fmt::format("no item \"{}\"", id));
  const bool english = value_of(request, "lang") == "en";
  const std::string guide =
      guide_html(pack, dialogue::guide_for(pack, *item, {}, today_(), english), english);
  return {200, kHtml, whole_page(site_, item->title, guide), {}};
}

Response Service::pack_info() const {
  const Pack& pack = assistant_.pack();
  const auto count = [&](auto counts) {
    return static_cast<std::size_t>(std::count_if(pack.items.begin(), pack.items.end(), counts));
  };
  return json_response([&](JsonText& to) {
    to.field("title", pack.title);
    to.field("english", pack.english);
    to.field("region", pack.region);
    to.field("version", pack.version);
    to.field("domains");
    to.objects(pack.domains, [&](const knowledge::Domain& domain) {
      to.field("id", domain.id);
      to.field("title", domain.title);
      to.field("english", domain.english);
      to.field("items", count([&](const Item& item) { return item.domain == domain.id; }));
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
  });
}

Response Service::health() const {
  const Pack& pack = assistant_.pack();
  return json_response([&](JsonText& to) {
    to.field("status", "ok");
    to.field("pack", pack.name);
    to.field("version", pack.version);
    to.field("items", pack.items.size());
    to.field("lessons", pack.lessons.size());
  });
}

/// A file of the site; every other path is the phone zone's start page.
Response Service::file(const Request& request) const {
  const auto found = site_.files.find(request.path);
  if (found == site_.files.end() || request.path == "/index.html") {
    const bool looks_like_file = request.path.find('.') != std::string::npos;
    if (looks_like_file && request.path != "/index.html") {
      return problem(404, "Not found", fmt::format("no such file: {}", request.path));
    }
    return {
        200, kHtml, whole_page(site_, assistant_.pack().title, home_html(assistant_.pack())), {}};
  }
  const SiteFile& one = found->second;
  Response response{200, one.type, {}, {}};
  const bool hashed = request.path.starts_with("/assets/");
  response.headers.emplace_back("Cache-Control",
                                hashed ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.accepts_gzip && !one.gzip.empty()) {
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.headers.emplace_back("Vary", "Accept-Encoding");
    response.body = one.gzip;
  } else {
    response.body = one.bytes;
  }
  return response;
}

}  // namespace zheli::server
