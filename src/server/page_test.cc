#include "server/page.h"

#include <gtest/gtest.h>

#include "assistant/dialogue/small_pack.h"

namespace zheli::server {
namespace {

using knowledge::Pack;

bool has(const std::string& page, const std::string& what) {
  return page.find(what) != std::string::npos;
}

struct Written {
  Pack pack = dialogue::taught_pack();
  Pages pages{pack, {}, "/"};

  std::string reply(const dialogue::Reply& reply) const {
    return pages.reply(reply, "TOKEN", "问");
  }
};

/// Somebody in danger taps the number.
TEST(Pages, DialTheNumberToCall) {
  const Written written;
  knowledge::Referral danger;
  danger.call = "110";
  danger.who = "公安";
  danger.phone = "0572-221 0100";
  dialogue::Reply reply;
  reply.move = dialogue::Move::urgent;
  reply.referral = &danger;
  const std::string page = written.reply(reply);
  EXPECT_TRUE(has(page, "<a href=\"tel:110\">110</a>")) << page;
  EXPECT_TRUE(has(page, "<a href=\"tel:05722210100\">0572-221 0100</a>")) << page;
  danger.phone = "110或12345";
  EXPECT_TRUE(has(written.reply(reply), "公安 110或12345"));
}

TEST(Pages, SpeakTheLanguageOfTheTalk) {
  Written written;
  written.pack.english = "Small counter";
  dialogue::Reply reply;
  reply.next.english = true;
  const std::string page = written.reply(reply);
  EXPECT_TRUE(has(page, "<html lang=\"en\">"));
  EXPECT_TRUE(has(page, "<title>Small counter</title>"));
  EXPECT_TRUE(has(written.pages.home(true), "href=\"/items/lost?lang=en\""));
  EXPECT_TRUE(has(written.pages.home(false), "<html lang=\"zh-CN\">"));
}

/// A page is called after what it shows, never after what somebody typed.
TEST(Pages, AreCalledAfterTheirMatter) {
  const Written written;
  dialogue::Reply reply;
  dialogue::Guide guide{};
  guide.item = written.pack.item("lost");
  reply.guides = {guide};
  const std::string name = written.pack.item("lost")->everyday;
  EXPECT_TRUE(has(written.reply(reply), "<title>" + name + " · 小窗口</title>"));
  EXPECT_TRUE(has(written.pages.guide(guide, false), "<h1>" + name + "</h1>"));
}

/// Words and facts stay out of addresses.
TEST(Pages, SendWhatWasTypedInForms) {
  const Written written;
  dialogue::Reply reply;
  reply.move = dialogue::Move::offer;
  reply.candidates = {{"lost", 0.5}};
  const std::string page = written.reply(reply);
  EXPECT_FALSE(has(page, "?conversation=")) << page;
  EXPECT_FALSE(has(page, "method=\"get\"")) << page;
  EXPECT_TRUE(has(page, "name=\"conversation\" value=\"TOKEN\""));
  EXPECT_TRUE(has(page, "name=\"question\" value=\"offer\""));
  EXPECT_TRUE(has(page, "<button name=\"option\" value=\"lost\">"));
}

}  // namespace
}  // namespace zheli::server
