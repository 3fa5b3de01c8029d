#include "assistant/knowledge/process.h"

#include <gtest/gtest.h>

namespace zheli::knowledge {
namespace {

const core::Date kToday = core::parse_date("2026-11-23").value();
const Facts kCardLost = {{"card", "lost"}};

Outcome outcome(const char* id, Can can, const char* go_to) {
  Outcome one;
  one.id = id;
  one.can = can;
  one.go_to = go_to;
  one.when = {{"card", {id}}};
  return one;
}

Material material(const char* name, Hold hold) {
  Material one;
  one.name = name;
  one.hold = hold;
  return one;
}

Statement promise(std::optional<Deadline> deadline) {
  Statement one;
  one.deadline = deadline;
  return one;
}

Field field(const char* id, const char* ask) {
  Field one;
  one.id = id;
  one.ask = ask;
  return one;
}

struct LostCase {
  Pack pack;
  LostCase() {
    pack.form.fields = {field("plate", "号牌？"), field("name", "姓名？")};
    pack.form.always = {"name"};
    pack.form.describe = "请写明{material}。";
    pack.form.english.describe = "Write: {material}.";
    Item item;
    item.law = Law::confirmation;
    item.form = {"plate"};
    item.online_possible = Possible::part;
    item.outcomes = {outcome("lost", Can::yes, ""), outcome("found", Can::no, ""),
                     outcome("later", Can::later, ""), outcome("other", Can::yes, "x")};
    item.materials = {material("户口簿", Hold::from_register),
                      material("照片", Hold::form),
                      material("声明", Hold::form),
                      material("申请表", Hold::form),
                      material("委托书", Hold::bring),
                      material("身份证", Hold::carry)};
    item.materials[1].made = Made::on_site;
    item.materials[2].english.name = "Statement";
    item.materials[3].made = Made::application;
    item.statutory = {promise(Deadline{60, DayUnit::calendar})};
    pack.items = {item};
  }
  Item& item() { return pack.items[0]; }
  std::optional<Process> process(const Facts& facts = kCardLost) {
    return process_of(pack, item(), facts, kToday);
  }
};

TEST(ProcessOf, AsksWhatIsAlwaysAskedThenTheItemsFieldsThenItsMaterials) {
  LostCase one;
  const Process process = one.process().value();
  ASSERT_EQ(process.asked.size(), 3U);
  EXPECT_EQ(process.asked[0].id, "name");
  EXPECT_EQ(process.asked[1].id, "plate");
  EXPECT_EQ(process.asked[2].id, "material-3");
  EXPECT_EQ(process.asked[2].ask, "请写明声明。");
  EXPECT_EQ(process.asked[2].english.ask, "Write: Statement.");
  ASSERT_EQ(process.pulls.size(), 1U);
  EXPECT_EQ(process.pulls[0]->name, "户口簿");
  ASSERT_EQ(process.on_site.size(), 2U);
  EXPECT_EQ(process.on_site[1]->name, "委托书");
}

TEST(ProcessOf, LeavesOutWhatTheCaseDoesNotNeed) {
  LostCase one;
  one.item().materials[0].when = {{"card", {"found"}}};
  one.item().materials[2].validity.to = kToday;
  const Process process = one.process().value();
  EXPECT_TRUE(process.pulls.empty());
  EXPECT_EQ(process.asked.size(), 2U);
}

TEST(ProcessOf, OnlyFollowsAnOutcomeThatIsAppliedForHere) {
  LostCase one;
  EXPECT_EQ(one.process().value().outcome, "lost");
  for (const char* card : {"found", "later", "other"})
    EXPECT_FALSE(one.process({{"card", card}})) << card;
  EXPECT_FALSE(one.process({}));
  one.item().law = std::nullopt;
  EXPECT_FALSE(one.process());
}

TEST(ProcessOf, DerivesAttendanceFromWhatIsPossibleOnlineUnlessTheItemSays) {
  struct Row {
    std::optional<Possible> possible;
    std::optional<Attend> own;
    Attend attend;
    bool online;
  };
  for (const auto& [possible, own, attend, online] :
       std::vector<Row>{{Possible::yes, {}, Attend::never, true},
                        {Possible::part, {}, Attend::once, true},
                        {Possible::no, {}, Attend::once, false},
                        {std::nullopt, {}, Attend::once, false},
                        {Possible::part, Attend::never, Attend::never, true}}) {
    LostCase one;
    one.item().online_possible = possible;
    one.item().attend = own;
    EXPECT_EQ(one.process()->attend, attend);
    EXPECT_EQ(one.process()->online, online);
  }
}

TEST(ProcessOf, IsDueAsPromisedElseAsTheLawSays) {
  LostCase one;
  EXPECT_EQ(one.process()->due(), (Deadline{60, DayUnit::calendar}));
  one.item().promised = {promise(std::nullopt), promise(Deadline{7, DayUnit::working})};
  EXPECT_EQ(one.process()->due(), (Deadline{7, DayUnit::working}));
  one.item().promised[1].when = {{"card", {"found"}}};
  EXPECT_EQ(one.process()->due(), (Deadline{60, DayUnit::calendar}));
  one.item().statutory.clear();
  EXPECT_EQ(one.process()->due(), std::nullopt);
}

}  // namespace
}  // namespace zheli::knowledge
