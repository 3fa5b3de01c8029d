#include "desk/cases.h"

#include <gtest/gtest.h>

#include <thread>

#include "desk/small_house.h"
#include "services/applications/case_number.h"

namespace zheli::desk {
namespace {

using applications::Act;
using applications::State;
using identity::Role;
using identity::Who;

/// One item: a lost card is a licence that wants the applicant there; a found one needs nothing.
knowledge::Pack counter_pack() {
  knowledge::Pack pack;
  pack.version = "1";
  pack.area_code = "330500";
  knowledge::Field name, phone;
  name.id = "name";
  name.label = name.ask = "姓名";
  phone.id = "phone";
  phone.label = phone.ask = "手机号";
  phone.type = knowledge::FieldType::phone;
  pack.form.fields = {name, phone};
  pack.form.always = {"name", "phone"};
  pack.form.describe = "请写明{material}。";
  knowledge::Item item;
  item.id = "card";
  item.law = knowledge::Law::licence;
  item.online_possible = knowledge::Possible::part;
  for (const char* id : {"lost", "found"}) {
    knowledge::Outcome outcome;
    outcome.id = id;
    outcome.can = std::string_view(id) == "lost" ? knowledge::Can::yes : knowledge::Can::no;
    outcome.when = {{"where", {id}}};
    item.outcomes.push_back(outcome);
  }
  knowledge::Material book;
  book.name = "居民户口簿";
  book.hold = knowledge::Hold::from_register;
  item.materials = {book};
  knowledge::Statement promised;
  promised.deadline = knowledge::Deadline{7, knowledge::DayUnit::working};
  item.promised = {promised};
  pack.items = {item};
  return pack;
}

struct Counter {
  SmallHouse house;
  const knowledge::Pack pack = counter_pack();
  Cases cases{house.store, pack, {.calendar = core::Calendar::china_interbank}};
  const Who citizen = somebody("zhang", Role::citizen), other = somebody("li", Role::citizen);
  const Who receiver = somebody("wang", Role::receiver),
            approver = somebody("zhao", Role::approver);
  const Who reviewer = somebody("qian", Role::reviewer), admin = somebody("sun", Role::admin);
  int keys = 0;

  Who somebody(const std::string& name, Role role) {
    return {.account = house.add(name, role), .roles = {role}, .is_proven = true};
  }
  static Submit lost() {
    return {"card", {{"where", "lost"}}, {{"name", "张三（虚构）"}, {"phone", "13800000000"}}};
  }
  CaseResult submit(const Submit& what, const Who& who) {
    return cases.act({what, fmt::format("case-{}", ++keys)}, who, kNow);
  }
  std::string submitted() { return std::get<CaseOutcome>(submit(lost(), citizen)).number; }
  CaseResult move(const Move& what, const Who& who, identity::Instant now = kNow) {
    const std::int64_t version = house.store.read([&](store::Connection& from) {
      const auto row = store::case_row(from, what.number);
      return row ? row->version : 0;
    });
    return cases.act({what, fmt::format("move-{}", ++keys), version}, who, now);
  }
  CaseView view(const std::string& number) {
    return std::get<CaseView>(cases.view(citizen, number, kNow));
  }
};

bool is_done(const CaseResult& result) {
  return std::holds_alternative<CaseOutcome>(result);
}

TEST(Cases, GoFromTheFirstQuestionToTheRating) {
  Counter counter;
  const std::string number = counter.submitted();
  EXPECT_TRUE(applications::is_case_number(number));
  EXPECT_EQ(counter.view(number).clock->deadline.days, 5);
  EXPECT_TRUE(
      is_done(counter.move({number, Act::ask_correction, "声明没有签名"}, counter.receiver)));
  EXPECT_TRUE(is_done(
      counter.move({.number = number, .act = Act::correct, .answers = {{"name", "张三丰（虚构）"}}},
                   counter.citizen)));
  EXPECT_EQ(counter.view(number).application.answers[0].value, "张三丰（虚构）");
  EXPECT_EQ(counter.view(number).application.answers[1].value, "13800000000");
  EXPECT_TRUE(is_done(counter.move({number, Act::accept}, counter.receiver)));
  EXPECT_TRUE(std::holds_alternative<NotNow>(
      counter.move({.number = number, .act = Act::decide, .granted = true}, counter.approver)))
      << "the applicant was not there yet";
  EXPECT_TRUE(is_done(counter.move({number, Act::attend}, counter.receiver)));
  EXPECT_TRUE(
      is_done(counter.move({number, Act::pause, "检验", "行政许可法第45条"}, counter.reviewer)));
  EXPECT_TRUE(is_done(counter.move({number, Act::resume}, counter.reviewer)));
  EXPECT_TRUE(is_done(
      counter.move({.number = number, .act = Act::decide, .granted = true}, counter.approver)));
  EXPECT_TRUE(is_done(counter.move({number, Act::deliver}, counter.receiver)));
  EXPECT_TRUE(
      is_done(counter.move({.number = number, .act = Act::rate, .stars = 5}, counter.citizen)));
  const CaseView whole = counter.view(number);
  EXPECT_EQ(whole.now.state, State::rated);
  EXPECT_EQ(whole.steps.size(), 10u);
  EXPECT_EQ(whole.version, 10);
  EXPECT_EQ(whole.application.pulls, std::vector<std::string>{"居民户口簿"});
  EXPECT_EQ(std::get<Queue>(counter.cases.queue(counter.receiver, 0, kNow)).open, 0);
}

TEST(Cases, EveryEventIsARecordWithALeaf) {
  Counter counter;
  const auto before = counter.house.leaves();
  const std::string number = counter.submitted();
  EXPECT_EQ(counter.house.leaves(), before + 1);
  EXPECT_FALSE(is_done(counter.move({number, Act::deliver}, counter.receiver)));
  EXPECT_EQ(counter.house.leaves(), before + 1) << "what was refused leaves nothing";
  const CaseView view = counter.view(number);
  const std::string record = counter.house.record(view.steps[0].record);
  EXPECT_NE(record.find("\"case\":\"" + number + "\""), std::string::npos) << record;
  EXPECT_NE(record.find("\"until\":\""), std::string::npos) << record;
}

TEST(Cases, ADoubleTapIsOneCase) {
  Counter counter;
  const CaseOrder order{Counter::lost(), "tap"};
  const auto first = std::get<CaseOutcome>(counter.cases.act(order, counter.citizen, kNow));
  const auto second = std::get<CaseOutcome>(counter.cases.act(order, counter.citizen, kNow));
  EXPECT_EQ(first.number, second.number);
  EXPECT_EQ(first.record, second.record);
  EXPECT_EQ(counter.cases.mine(counter.citizen, kNow).size(), 1u);
  CaseOrder changed = order;
  std::get<Submit>(changed.command).answers["name"] = "李四（虚构）";
  EXPECT_EQ(std::get<Refusal>(counter.cases.act(changed, counter.citizen, kNow)),
            Refusal::key_used);
}

TEST(Cases, OfTwoOfficersAtOnceOneIsStale) {
  Counter counter;
  const std::string number = counter.submitted();
  std::atomic<int> done{0}, stale{0};
  {
    std::vector<std::jthread> officers;
    for (const std::string key : {"one", "two"}) {
      officers.emplace_back([&, key] {
        const auto result =
            counter.cases.act({Move{number, Act::accept}, key, 1}, counter.receiver, kNow);
        if (is_done(result)) ++done;
        const auto* const why = std::get_if<Refusal>(&result);
        if (why != nullptr && *why == Refusal::stale) ++stale;
      });
    }
  }
  EXPECT_EQ(done, 1);
  EXPECT_EQ(stale, 1);
}

TEST(Cases, SayAllThatIsWrongAtOnce) {
  Counter counter;
  Submit bad = Counter::lost();
  bad.answers = {{"phone", "12"}, {"shoe", "42"}};
  const auto faulty = std::get<Faulty>(counter.submit(bad, counter.citizen));
  const std::vector<std::pair<std::string, applications::Fault>> expected = {
      {"name", applications::Fault::missing},
      {"phone", applications::Fault::no_phone},
      {"shoe", applications::Fault::unknown}};
  EXPECT_EQ(faulty.fields, expected);
  EXPECT_TRUE(counter.cases.mine(counter.citizen, kNow).empty());
}

TEST(Cases, AreHandedInOnlyWhereThePackSaysSo) {
  Counter counter;
  Submit found = Counter::lost();
  found.facts = {{"where", "found"}};
  EXPECT_EQ(std::get<Refusal>(counter.submit(found, counter.citizen)), Refusal::unusable);
  found.facts = {};
  EXPECT_EQ(std::get<Refusal>(counter.submit(found, counter.citizen)), Refusal::unusable);
  Submit other = Counter::lost();
  other.item = "nothing";
  EXPECT_EQ(std::get<Refusal>(counter.submit(other, counter.citizen)), Refusal::unusable);
  EXPECT_EQ(std::get<Refusal>(counter.submit(Counter::lost(), counter.receiver)),
            Refusal::not_allowed);
}

TEST(Cases, OfOthersAreNotThere) {
  Counter counter;
  const std::string number = counter.submitted();
  EXPECT_EQ(std::get<Refusal>(counter.cases.view(counter.other, number, kNow)), Refusal::unknown);
  EXPECT_EQ(std::get<Refusal>(counter.cases.view(counter.admin, number, kNow)), Refusal::unknown);
  EXPECT_EQ(std::get<Refusal>(counter.move({number, Act::withdraw}, counter.other)),
            Refusal::unknown);
  EXPECT_EQ(std::get<Refusal>(counter.move({"330500", Act::accept}, counter.receiver)),
            Refusal::unknown);
  EXPECT_EQ(std::get<Refusal>(counter.move({number, Act::accept}, counter.citizen)),
            Refusal::not_allowed);
  Who unproven = counter.approver;
  unproven.is_proven = false;
  counter.move({number, Act::accept}, counter.receiver);
  EXPECT_EQ(std::get<Refusal>(counter.move({number, Act::decide}, unproven)), Refusal::prove_first);
  EXPECT_EQ(std::get<Refusal>(counter.cases.queue(counter.citizen, 0, kNow)), Refusal::not_allowed);
}

TEST(Cases, ThatAnOfficerOpensLeaveARecord) {
  Counter counter;
  const std::string number = counter.submitted();
  const auto before = counter.house.leaves();
  counter.view(number);
  EXPECT_EQ(counter.house.leaves(), before) << "the applicant's own look is nobody's business";
  const auto seen = counter.cases.view(counter.receiver, number, kNow);
  EXPECT_EQ(std::get<CaseView>(seen).application.answers.size(), 2u);
  EXPECT_EQ(counter.house.leaves(), before + 1);
  const auto queue = std::get<Queue>(counter.cases.queue(counter.receiver, 0, kNow));
  EXPECT_EQ(counter.house.leaves(), before + 1) << "a list is no opening";
  ASSERT_EQ(queue.cases.size(), 1u);
  EXPECT_TRUE(queue.cases[0].application.answers.empty());
  EXPECT_TRUE(queue.cases[0].steps[0].event.answers.empty());
}

TEST(Cases, ThatSilenceAcceptedGoOnFromThere) {
  Counter counter;
  const std::string number = counter.submitted();
  const auto later = kNow + std::chrono::days{14};
  const auto view = std::get<CaseView>(counter.cases.view(counter.citizen, number, later));
  EXPECT_EQ(view.now.state, State::accepted);
  EXPECT_TRUE(view.now.deemed);
  EXPECT_TRUE(std::holds_alternative<NotNow>(
      counter.move({number, Act::refuse, "不齐", "第32条"}, counter.receiver, later)));
  EXPECT_TRUE(is_done(counter.move({number, Act::attend}, counter.receiver, later)));
  EXPECT_EQ(std::get<CaseView>(counter.cases.view(counter.citizen, number, later)).now.state,
            State::attended);
}

TEST(Cases, AReceiptIsTheApplicantsAlone) {
  Counter counter;
  const std::string number = counter.submitted();
  const std::int64_t record = counter.view(number).steps[0].record;
  const auto refused = counter.cases.receipt(counter.other, number, record);
  EXPECT_EQ(std::get<Refusal>(refused), Refusal::unknown);
  EXPECT_EQ(std::get<Refusal>(counter.cases.receipt(counter.citizen, number, record + 1)),
            Refusal::unknown);
  for (int tries = 0; tries < 100; ++tries) {
    const auto proof = std::get<0>(counter.cases.receipt(counter.citizen, number, record));
    if (proof) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  FAIL() << "no receipt within five seconds";
}

}  // namespace
}  // namespace zheli::desk
