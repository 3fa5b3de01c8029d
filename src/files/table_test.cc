#include "files/table.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace zheli::files {
namespace {

TEST(Table, ReadsQuotesRemarksAndLineEnds) {
  Findings findings("x.csv");
  Table table;
  read_table(
      "\xEF\xBB\xBF# synthetic\r\nid,name,rate\r\n1,\"a, \"\"b\"\"\nc\",0.05\r\n\r\n2,d,1e-2",
      {"id", "rate"}, {"name", "note"}, findings, table);
  EXPECT_TRUE(findings.problems().empty());
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0].text("name"), "a, \"b\"\nc");
  EXPECT_EQ(table.rows[0].line(), 3);
  EXPECT_EQ(table.rows[1].line(), 6);
  EXPECT_EQ(table.rows[1].number("rate"), 0.01);
  EXPECT_EQ(table.rows[1].text_if_any("note"), "");
}

TEST(Table, SaysWhatIsWrongAndWhere) {
  const struct {
    const char* bytes;
    int line;
    const char* message;
  } rows[] = {
      {"", 1, "the file is empty; its first line names the columns: id,rate"},
      {"id\n", 1, "column \"rate\" is missing; add it to the first line"},
      {"id,rate,raet\n", 1, "unknown column \"raet\"; did you mean \"rate\"?"},
      {"id,rate,id\n", 1, "column \"id\" stands twice; keep one"},
      {"id,rate\n1\n", 2, "1 cells in a table of 2 columns; quote cells that hold commas"},
      {"id,rate\n\"1,2\n", 2, "a quote is opened and never closed; close it"},
      {"id,rate\n1,5%\n", 2, "rate \"5%\" is no number; write a decimal such as 0.055"},
      {"id,rate\n1,nan\n", 2, "rate \"nan\" is no number; write a decimal such as 0.055"},
      {"id,rate\n1,1e999\n", 2, "rate \"1e999\" is no number; write a decimal such as 0.055"},
      {"id,rate\n,1\n", 2, "id is empty; write it"},
  };
  for (const auto& row : rows) {
    Findings findings("x.csv");
    Table table;
    read_table(row.bytes, {"id", "rate"}, {}, findings, table);
    for (Row& one : table.rows) {
      one.text("id");
      one.number("rate");
    }
    ASSERT_FALSE(findings.problems().empty()) << row.bytes;
    EXPECT_EQ(findings.problems()[0].message, row.message);
    EXPECT_EQ(findings.problems()[0].line, row.line) << row.bytes;
  }
}

TEST(Table, AnyBytesAreReadOrRefused) {
  EXPECT_TRUE(rc::check([](const std::string& bytes) {
    Findings findings("x.csv");
    Table table;
    read_table("a,b\n" + bytes, {"a", "b"}, {}, findings, table);
    for (Row& row : table.rows) {
      row.money("a");
      row.date("b");
    }
  }));
}

}  // namespace
}  // namespace zheli::files
