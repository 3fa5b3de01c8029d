// Lessons through the door, and what citizens are answered after them.
#include <gtest/gtest.h>

#include "assistant/dialogue/small_pack.h"
#include "core/base64.h"
#include "desk/small_house.h"
#include "server/tried_service.h"
#include "services/identity/small_device.h"

namespace zheli::server {
namespace {

using identity::Role;

teaching::School small_school() {
  const auto pack = std::make_shared<const knowledge::Pack>(dialogue::taught_pack());
  return teaching::school_of(pack,
                             std::make_shared<const dialogue::Trained>(dialogue::train(*pack, 2)),
                             {}, dialogue::kDay);
}

class AtTheLessonDoor : public testing::Test, protected desk::SmallHouse {
 protected:
  Response send(const std::string& path, const std::string& body, const std::string& cookie) {
    Request request{body.empty() ? "GET" : "POST", "/api/v1/desk/" + path};
    request.body = body;
    request.headers = {{"Sec-Fetch-Site", "same-origin"},
                       {"Content-Type", "application/json"},
                       {"Cookie", cookie}};
    return server.handle(request);
  }
  static std::string text(const Response& response, std::string_view path) {
    return at(read_whole(response.body), path).text;
  }
  /// Signed in with a passkey just shown.
  std::string proven(const std::string& name, Role role) {
    const std::string link =
        std::get<desk::Outcome>(
            desk.act({desk::AddAccount{name, {role}}, name}, desk::machine(), kTriedAt))
            .link;
    const std::string challenge = text(send("challenge", "{}", ""), "challenge");
    const identity::Registration made = identity::Device{.id = name}.made(challenge);
    const Response in =
        send("link/passkey",
             R"({"link":")" + link + R"(","challenge":")" + challenge + R"(","client_data":")" +
                 core::base64url(made.client_data) + R"(","authenticator_data":")" +
                 core::base64url(made.authenticator_data) + "\"}",
             "");
    for (const auto& [header, value] : in.headers)
      if (header == "Set-Cookie") return value.substr(0, value.find(';'));
    ADD_FAILURE() << in.body;
    return "";
  }
  std::string leading(const char* question) {
    return text(server.post(std::string(R"({"explain":true,"text":")") + question + "\"}"),
                "explanation/labels/0/label");
  }
  static std::string lesson(const char* question, const char* label, const char* key) {
    return fmt::format(R"({{"question":"{}","label":"{}","key":"{}"}})", question, label, key);
  }

  desk::Classroom classroom{store, small_school(), 2};
  DeskDoor door{store,
                {.site = {"zheli.example", "https://zheli.example"},
                 .log_keys = {store::log_key().verifier().text()},
                 .cost = desk::kCheap,
                 .classroom = &classroom}};
  TriedService server{dialogue::taught_pack(), [&] {
                        ServiceOptions options;
                        options.desk = &door;
                        options.live = [&] { return classroom.live(); };
                        return options;
                      }()};
};

TEST_F(AtTheLessonDoor, AnExpertTeachesAnotherJudgesAndCitizensAreAnswered) {
  const std::string wang = proven("wang", Role::expert), li = proven("li.na", Role::expert);
  EXPECT_NE(leading("亮证卡"), "minor");
  const std::string words = R"({"question":"亮证卡不见了咋弄","label":"minor"})";
  EXPECT_EQ(text(send("lessons/try", words, wang), "passed"), "true");
  EXPECT_NE(leading("亮证卡"), "minor");
  const Response taught = send("lessons/teach", lesson("亮证卡不见了咋弄", "minor", "k1"), wang);
  EXPECT_EQ(taught.status, 200) << taught.body;
  EXPECT_EQ(text(taught, "lessons/0/followed"), "true");
  EXPECT_EQ(leading("亮证卡"), "minor");

  const Response stopped = send("lessons/teach", lesson("有人打我怎么办", "lost", "k2"), wang);
  EXPECT_EQ(text(stopped, "passed"), "false");
  EXPECT_EQ(text(stopped, "stops/0/may_be_overruled"), "true");
  const auto judge = [&](const std::string& what, const Response& of, const char* key) {
    return fmt::format(R"({{"do":"{}","lesson":"{}","reason":"有理由","key":"{}"}})", what,
                       text(of, "lesson"), key);
  };
  EXPECT_EQ(send("lessons/judge", judge("approve", stopped, "k3"), wang).status, 403);
  EXPECT_EQ(send("lessons/judge", judge("refuse", stopped, "k4"), li).status, 200);
  EXPECT_EQ(send("lessons/judge", judge("approve", stopped, "k5"), li).status, 409);
  EXPECT_EQ(send("lessons/judge", judge("take-back", taught, "k6"), li).status, 200);
  EXPECT_NE(leading("亮证卡"), "minor");
  const Response all = send("lessons", "", li);
  EXPECT_EQ(read_whole(all.body).find("lessons")->children.size(), 2U);
  EXPECT_EQ(text(all, "lessons/0/author").size(), 32U);
}

TEST_F(AtTheLessonDoor, RefusesWhatIsNone) {
  const std::string wang = proven("wang", Role::expert), admin = proven("zhao", Role::admin);
  const std::string known = dialogue::taught_pack().lessons.front().question;
  EXPECT_EQ(send("lessons/teach", lesson(known.c_str(), "minor", "k"), wang).status, 409);
  EXPECT_EQ(text(send("lessons/teach", lesson("亮证卡", "none", "k"), wang), "title"), "no-label");
  EXPECT_EQ(send("lessons/teach", lesson(std::string(501, 'a').c_str(), "minor", "k"), wang).status,
            422);
  EXPECT_EQ(send("lessons/teach", "{}", wang).status, 422);
  EXPECT_EQ(
      send("lessons/judge", R"({"do":"praise","lesson":"x","reason":"y","key":"k"})", wang).status,
      422);
  EXPECT_EQ(send("lessons/teach", lesson("亮证卡", "minor", "k"), admin).status, 403);
  EXPECT_EQ(send("lessons", "", admin).status, 403);
  EXPECT_EQ(send("lessons", "", "").status, 401);
}

TEST(LessonDoor, IsNotThereWithoutAClassroom) {
  desk::SmallHouse house;
  DeskDoor door(house.store, {.site = {"zheli.example", "https://zheli.example"},
                              .log_keys = {store::log_key().verifier().text()},
                              .cost = desk::kCheap});
  const Request request{"GET", "/api/v1/desk/lessons"};
  EXPECT_EQ(door.handle(request, "lessons", desk::kNow).status, 401);
}

}  // namespace
}  // namespace zheli::server
