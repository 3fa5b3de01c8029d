#include "store/cases.h"

#include <gtest/gtest.h>

#include "store/records.h"
#include "store/schema.h"
#include "store/small_database.h"

namespace zheli::store {
namespace {

/// One database for all of an engine's tests: each takes back what it wrote.
class CaseRows : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    to->begin(Access::write);
    for (const char* id : {"h1", "h2"})
      to->run("INSERT INTO holder (id) VALUES ($1)", {std::string(id)});
  }
  void TearDown() override { to->rollback(); }

  std::int64_t record() {
    return to
        ->run("INSERT INTO record (holder, leaf) VALUES ($1, $2) RETURNING id",
              {std::string("h1"), Bytes{std::string(34, 'x')}})[0]
        .whole(0);
  }

  Connection* const to = opened_for_cases(GetParam());

 private:
  static Connection* opened_for_cases(Engine engine) {
    static TemporaryFolder folder;
    static std::map<Engine, std::unique_ptr<Connection>> all;
    std::unique_ptr<Connection>& one = all[engine];
    if (one) return one.get();
    one = connect(
        engine == Engine::sqlite ? (folder / "small.db").string() : Cluster::ours().new_database(),
        Access::write);
    migrate(*one, migrations(), [](int) {});
    return one.get();
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, CaseRows, kEngines, engine_name);

TEST_P(CaseRows, ADayCountsItsOwn) {
  EXPECT_EQ(next_of_day(*to, "2026-12-01"), 1);
  EXPECT_EQ(next_of_day(*to, "2026-12-01"), 2);
  EXPECT_EQ(next_of_day(*to, "2026-12-02"), 1);
}

TEST_P(CaseRows, AMoveNeedsTheVersionThatWasSeen) {
  add_case(*to, {.number = "1", .holder = "h1", .state = "submitted", .due = "2026-12-08"});
  CaseRow row = case_row(*to, "1").value();
  row.state = "accepted";
  row.due = kNoDay;
  EXPECT_TRUE(move_case(*to, row));
  EXPECT_FALSE(move_case(*to, row));
  EXPECT_EQ(case_row(*to, "1")->version, 2);
  EXPECT_EQ(case_row(*to, "1")->state, "accepted");
  EXPECT_FALSE(case_row(*to, "2"));
}

TEST_P(CaseRows, EventsKeepTheirOrder) {
  add_case(*to, {.number = "1", .holder = "h1", .state = "submitted"});
  const std::int64_t first = record(), second = record();
  add_case_event(*to, "1", second);
  add_case_event(*to, "1", first);
  EXPECT_EQ(case_events(*to, "1"), (std::vector{second, first}));
  EXPECT_TRUE(case_events(*to, "2").empty());
}

TEST_P(CaseRows, TheQueueIsWhatIsOpenByItsDueDay) {
  add_case(*to, {.number = "1", .holder = "h1", .state = "submitted", .due = kNoDay});
  add_case(*to, {.number = "2", .holder = "h2", .state = "submitted", .due = "2026-12-09"});
  add_case(*to, {.number = "3", .holder = "h1", .state = "rated", .is_open = false});
  add_case(*to, {.number = "4", .holder = "h1", .state = "accepted", .due = "2026-12-08"});
  std::vector<std::string> numbers;
  for (const CaseRow& row : open_cases(*to, 0, 10)) numbers.push_back(row.number);
  EXPECT_EQ(numbers, (std::vector<std::string>{"4", "2", "1"}));
  EXPECT_EQ(open_cases(*to, 1, 1).at(0).number, "2");
  EXPECT_EQ(open_case_count(*to), 3);
  ASSERT_EQ(cases_of(*to, "h1").size(), 3u);
  EXPECT_EQ(cases_of(*to, "h1")[0].number, "4");
}

TEST_P(CaseRows, ANumberIsGivenOnce) {
  add_case(*to, {.number = "1", .holder = "h1", .state = "submitted"});
  EXPECT_EQ(failure_of([&] { add_case(*to, {.number = "1", .holder = "h2", .state = "x"}); }),
            Failure::Kind::unique);
}

}  // namespace
}  // namespace zheli::store
