#include "server/description.h"

#include <gtest/gtest.h>

#include "core/base64.h"
#include "desk/small_house.h"
#include "server/cookie.h"
#include "server/tried_service.h"
#include "services/identity/small_device.h"

namespace zheli::server {
namespace {

/// The small pack with something in every place that an answer can show.
knowledge::Pack full_pack() {
  knowledge::Pack pack = dialogue::taught_pack();
  pack.registers = {{"people", "人口基础信息库", "治安部门", {"Population register", "police"}}};
  pack.lexicon = {{"户口簿", {"户口本"}, {}}};
  pack.phones = {{"报警", "110", "Police"}};
  pack.imprint = {"市局",     "备1号",      "公网安备1号",
                  {"不留存"}, {"可用键盘"}, {"City", {"Nothing"}, {"Keys"}}};
  for (knowledge::ServicePlace& place : pack.service_places) place.sources = {"办事指南"};
  for (knowledge::Item& item : pack.items) {
    knowledge::Statement statement;
    statement.text = "如此";
    statement.sources = {"办事指南"};
    knowledge::Material booklet;
    booklet.name = "户口簿";
    booklet.hold = knowledge::Hold::from_register;
    booklet.register_id = "people";
    booklet.sources = {"办事指南"};
    item.materials.push_back(booklet);
    item.basis = {"第十一条"};
    item.related = {"minor"};
    for (auto list : {&knowledge::Item::who, &knowledge::Item::conditions, &knowledge::Item::online,
                      &knowledge::Item::counter, &knowledge::Item::statutory,
                      &knowledge::Item::promised, &knowledge::Item::result}) {
      (item.*list).push_back(statement);
    }
    for (knowledge::Outcome& outcome : item.outcomes) outcome.steps = {"去窗口"};
  }
  return pack;
}

/// The token of a reply, as a member to send with the next question.
std::string conversation(const Response& reply) {
  return ",\"conversation\":\"" + at(read_whole(reply.body), "conversation").text + "\"";
}

/// Everything that the desk answers.
void ask_the_desk(TriedService& server, desk::SmallHouse& house) {
  std::string cookie;
  const auto send = [&](const std::string& path, const std::string& body) {
    Request request{body.empty() ? "GET" : "POST", "/api/v1/desk/" + path};
    request.body = body;
    request.headers = {{"Sec-Fetch-Site", "same-origin"},
                       {"Content-Type", "application/json"},
                       {"Cookie", cookie}};
    const Response response = server.handle(request);
    EXPECT_EQ(response.status, 200) << path << " " << response.body;
    for (const auto& [name, value] : response.headers)
      if (name == "Set-Cookie") cookie = value.substr(0, value.find(';'));
    return response;
  };
  const auto add = [&](const char* name) {
    return std::get<desk::Outcome>(house.desk.act(
        {desk::AddAccount{name, {identity::Role::admin, identity::Role::expert}}, name},
        desk::machine(), kTriedAt));
  };
  const auto challenge = [&] {
    return at(read_whole(send("challenge", "{}").body), "challenge").text;
  };
  const auto member = [](const char* name, const std::string& bytes) {
    return std::string(",\"") + name + "\":\"" + core::base64url(bytes) + "\"";
  };
  const std::string link = add("li.na").link;
  send("link", R"({"link":")" + link + "\"}");
  send("link/password", R"({"password":"a long password","link":")" + link + "\"}");
  send("password", R"({"password":"a long password","name":"li.na"})");
  send("lessons/try", R"({"question":"亮证卡不见了咋弄","label":"minor"})");
  send("lessons/try", R"({"question":"有人打我怎么办","label":"lost"})");
  // One that is stopped, so that an answer shows why, and one that is not.
  send("lessons/teach", R"({"question":"有人打我怎么办","label":"lost","key":"l1"})");
  const Response taught =
      send("lessons/teach", R"({"question":"亮证卡不见了咋弄","label":"minor","key":"l2"})");
  send("end", "{}");
  const desk::Outcome made = add("wang.wei");
  const std::string one = challenge();
  const identity::Registration registration = identity::Device{}.made(one);
  send("link/passkey", R"({"link":")" + made.link + R"(","challenge":")" + one + "\"" +
                           member("client_data", registration.client_data) +
                           member("authenticator_data", registration.authenticator_data) + "}");
  const identity::Device device{.counter = 2};
  const std::string other = challenge();
  const identity::Assertion shown = device.shown(other);
  send("passkey", R"({"challenge":")" + other + "\"" + member("id", device.id) +
                      member("client_data", shown.client_data) +
                      member("authenticator_data", shown.authenticator_data) +
                      member("signature", shown.signature) + "}");
  send("command", R"({"do":"add","key":"k","name":"zhao.lei","roles":["expert"]})");
  send("lessons/judge", R"({"do":"take-back","reason":"教错了","key":"l3","lesson":")" +
                            at(read_whole(taught.body), "lesson").text + "\"}");
  for (const char* path : {"session", "accounts", "changes", "log", "lessons"}) send(path, "");
  const identity::Who who = desk::machine();
  for (int i = 0; i < 100 && !std::get<0>(house.desk.receipt(who, made.record)); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  send("receipts/" + std::to_string(made.record), "");
}

/// Every answer is as described, and everything described is answered.
TEST(Description, IsWhatTheServerAnswers) {
  desk::SmallHouse house;
  // With a question of the exam near a lesson, so that its reply changes.
  const auto pack = std::make_shared<const knowledge::Pack>(dialogue::taught_pack());
  knowledge::Exam exam;
  exam.questions = {{"亮证卡不见了咋弄呀", {"minor"}, "id-card", {}}};
  desk::Classroom classroom(
      house.store,
      teaching::school_of(pack,
                          std::make_shared<const dialogue::Trained>(dialogue::train(*pack, 2)),
                          exam, dialogue::kDay),
      2);
  DeskDoor door(house.store, {.site = {"zheli.example", "https://zheli.example"},
                              .log_keys = {store::log_key().verifier().text()},
                              .cost = desk::kCheap,
                              .classroom = &classroom});
  ServiceOptions with_desk;
  with_desk.desk = &door;
  TriedService server(full_pack(), with_desk);
  ask_the_desk(server, house);
  for (const char* path :
       {"/api/v1/items", "/api/v1/items/lost", "/api/v1/items/none", "/api/v1/places",
        "/api/v1/pack", "/api/v1/openapi.json", "/healthz", "/metrics", "/"}) {
    server.get(path);
  }
  server.get("/api/v1/items/lost", {{"facts", "age:adult,place:here"}, {"lang", "en"}});
  server.get("/api/v1/items/lost", {{"facts", "district:deqing"}});
  server.get("/api/v1/places", {{"district", "deqing"}, {"lang", "en"}});
  for (const char* text : {"有人持刀", "医保卡怎么办", "人工", "你好", "带什么"}) {
    server.post(std::string(R"({"explain":true,"text":")") + text + "\"}");
  }
  const Response offered =
      server.post(R"({"explain":true,"text":"身份证丢了，湖州户口，有户口本"})");
  const Response asked =
      server.post(R"({"explain":true,"answer":{"question":"offer","option":"lost"})" +
                  conversation(offered) + "}");
  server.post(R"({"text":"没满")" + conversation(asked) + "}");
  const Response told = server.post(R"({"text":"满了")" + conversation(asked) + "}");
  server.post(R"({"text":"多少钱","lang":"en")" + conversation(told) + "}");
  dialogue::Conversation doubtful;
  doubtful.candidates = {{"expired", 0.5}, {"lost", 0.4}};
  doubtful.pending = "where";
  const std::string token = seal(doubtful, TriedService::keys(), kTriedAt);
  server.post(R"({"text":"多少钱","conversation":")" + token + "\"}");
  server.post(R"({"text":"没说周末开不开"})", "/api/v1/feedback");
  EXPECT_EQ(server.description().unseen(), Description::Faults{});
}

/// An answer that is not as described is found, whatever is wrong with it.
TEST(Description, FindsWhatIsNotDescribed) {
  const std::string good = R"({"status":"ok","pack":"small","version":"1","items":3,"lessons":18})";
  const struct {
    const char* what;
    const char* with;
    const char* fault;
  } rows[] = {
      {"\"ok\"", "\"bad\"", "/healthz/status: \"bad\" is none of the values"},
      {"\"ok\"", "null", "/healthz/status: \"\" is none of the values"},
      {"\"version\":\"1\",", "", "/healthz: version is missing"},
      {"3", "3.5", "/healthz/items: is no integer"},
      {"3", "\"3\"", "/healthz/items: is no integer"},
      {"\"small\"", "[]", "/healthz/pack: is no string"},
      {"18}", "18,\"more\":1}", "/healthz: more is not described"},
  };
  Description description;
  const Request request{"GET", "/healthz"};
  EXPECT_EQ(description.faults(request, {200, "application/json", good}), Description::Faults{});
  for (const auto& row : rows) {
    std::string changed = good;
    changed.replace(changed.find(row.what), std::string(row.what).size(), row.with);
    EXPECT_EQ(description.faults(request, {200, "application/json", changed}),
              Description::Faults{row.fault});
  }
  EXPECT_FALSE(description.faults(request, {200, "text/plain", "ok"}).empty());
  EXPECT_FALSE(description.faults(request, {204, "application/json", good}).empty());
  EXPECT_FALSE(description.faults({"GET", "/api/v2"}, {200, "application/json", "{}"}).empty());
  EXPECT_FALSE(
      description.faults(request, {404, "application/problem+json", R"({"title":"no"})"}).empty());
}

/// Fields of parts put together are known, others are not; the one fitting part of several counts.
TEST(Description, ChecksWhatIsPutTogether) {
  const std::string row =
      R"({"item":"a","title":"a","title_en":"","everyday":"","everyday_en":"","summary":"","summary_en":"","domain":"","one_card":true)";
  const Request request{"GET", "/api/v1/items"};
  const auto faults = [&](const std::string& rest) {
    Description description;
    return description.faults(request, {200, "application/json", R"({"items":[)" + row + rest});
  };
  EXPECT_EQ(faults("}]}"), Description::Faults{});
  EXPECT_EQ(faults(R"(,"probability":0.5}]})"),
            Description::Faults{"/api/v1/items/items/*: probability is not described"});
}

/// What the description bounds is what the reader bounds.
TEST(Description, BoundsTheTextAsItIsRead) {
  const files::Json api = read_whole(openapi());
  EXPECT_EQ(at(api, "components/schemas/AskRequest/properties/text/maxLength").whole(),
            static_cast<std::int64_t>(AskRequest::kTextMax));
}

}  // namespace
}  // namespace zheli::server
