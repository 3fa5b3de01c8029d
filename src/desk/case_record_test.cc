#include "desk/case_record.h"

#include <gtest/gtest.h>

namespace zheli::desk {
namespace {

using applications::Act;

const Application kApplication{
    .item = "idcard-reissue-lost",
    .outcome = "reissue",
    .pack = "2026.11",
    .facts = {{"age-16", "over"}, {"lost-now", "gone"}},
    .answers = {{"name", "姓名", "张三=（虚构）"}, {"material-3", "丢失声明", "第一行\n第二行"}},
    .pulls = {"居民户口簿"},
    .on_site = {"相片"},
    .terms = {.law = knowledge::Law::licence,
              .attends = true,
              .approvals = 2,
              .deadline = knowledge::Deadline{45, knowledge::DayUnit::calendar}}};

std::string written(const CaseEvent& one, const Application& application) {
  return record_text(event_fields("330500261201000017", one, "accepted", "2026-12-08", application),
                     {identity::Instant{}, one.event.by, "holder"}, {});
}

TEST(CaseRecord, GivesBackTheApplicationThatWasWritten) {
  const CaseEvent submitted{
      .event = {.act = Act::submit, .day = core::parse_date("2026-12-01").value(), .by = "holder"},
      .at = {},
      .answers = kApplication.answers};
  const std::string text = written(submitted, kApplication);
  const Application read = read_application(text);
  EXPECT_EQ(read.item, kApplication.item);
  EXPECT_EQ(read.outcome, kApplication.outcome);
  EXPECT_EQ(read.pack, kApplication.pack);
  EXPECT_EQ(read.facts, kApplication.facts);
  EXPECT_EQ(read.answers, kApplication.answers);
  EXPECT_EQ(read.pulls, kApplication.pulls);
  EXPECT_EQ(read.on_site, kApplication.on_site);
  EXPECT_EQ(read.terms.law, kApplication.terms.law);
  EXPECT_TRUE(read.terms.attends);
  EXPECT_EQ(read.terms.approvals, 2);
  EXPECT_EQ(read.terms.deadline, kApplication.terms.deadline);
  EXPECT_EQ(read_event(text).answers, kApplication.answers);
  Application without = kApplication;
  without.terms.deadline = std::nullopt;
  EXPECT_FALSE(read_application(written(submitted, without)).terms.deadline);
}

TEST(CaseRecord, GivesBackEveryEvent) {
  for (std::size_t i = 0; i < applications::kActCount; ++i) {
    const Act act = static_cast<Act>(i);
    const bool decides = act == Act::decide;
    const CaseEvent one{.event = {.act = act,
                                  .day = core::parse_date("2026-12-01").value(),
                                  .by = "officer",
                                  .reason = "理由\"引号\"",
                                  .basis = "行政许可法第38条",
                                  .granted = decides,
                                  .stars = act == Act::rate ? 4 : 0,
                                  .deemed = decides},
                        .at = {},
                        .answers = {}};
    const CaseEvent read = read_event(written(one, kApplication));
    EXPECT_EQ(read.event.act, act);
    EXPECT_EQ(read.event.day, one.event.day);
    EXPECT_EQ(read.event.by, "officer");
    EXPECT_EQ(read.event.reason, one.event.reason);
    EXPECT_EQ(read.event.basis, one.event.basis);
    EXPECT_EQ(read.event.granted, decides);
    EXPECT_EQ(read.event.stars, one.event.stars);
    EXPECT_EQ(read.event.deemed, decides);
    EXPECT_EQ(read.at, "1970-01-01T00:00:00Z");
    EXPECT_EQ(kind_of(act) == ledger::Kind::decision, decides);
  }
}

}  // namespace
}  // namespace zheli::desk
