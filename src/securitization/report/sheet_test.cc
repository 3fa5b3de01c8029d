#include "securitization/report/sheet.h"

#include <gtest/gtest.h>

#include "securitization/report/words.h"

namespace zheli::report {
namespace {

Sheet small_sheet() {
  return {"x",
          "Title",
          {{"name", "名称", Format::text},
           {"fen", "Amount", Format::money},
           {"rate", "Rate", Format::percent}},
          {{std::string("甲, \"乙\""), core::Money{123456789}, 0.045},
           {std::string("c"), Cell(), Cell()}}};
}

TEST(Sheet, AsText) {
  EXPECT_EQ(to_text(small_sheet()),
            "Title\n"
            "名称            Amount     Rate\n"
            "甲, \"乙\"  1,234,567.89  4.5000%\n"
            "c\n");
}

TEST(Sheet, AsCsv) {
  EXPECT_EQ(to_csv(small_sheet()),
            "name,fen,rate\r\n\"甲, \"\"乙\"\"\",1234567.89,0.045\r\nc,,\r\n");
}

TEST(Sheet, AsJson) {
  const std::vector<Sheet> sheets = {small_sheet(), {"none", "", {}, {}}};
  EXPECT_EQ(to_json(sheets), R"({
  "x": [
    {
      "name": "甲, \"乙\"",
      "fen": 1234567.89,
      "rate": 0.045
    },
    {
      "name": "c",
      "fen": null,
      "rate": null
    }
  ],
  "none": []
})");
}

TEST(Words, AreInBothLanguages) {
  EXPECT_EQ(word("tranche", Language::chinese), "档别");
  EXPECT_EQ(word("tranche", Language::english), "Tranche");
  EXPECT_EQ(word("no such key", Language::english), "no such key");
}

}  // namespace
}  // namespace zheli::report
