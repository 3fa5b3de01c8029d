#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "reference_data/read.h"
#include "securitization/interchange/absbox.h"

namespace zheli::interchange {
namespace {

/// The place of a name in a list, which gets it where it lacks it.
std::size_t place(std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  names.push_back(name);
  return names.size() - 1;
}

void put(std::vector<Table>& tables, files::Row& row) {
  const std::string name = row.text("table");
  auto table = std::find_if(tables.begin(), tables.end(),
                            [&](const Table& one) { return one.name == name; });
  if (table == tables.end()) table = tables.insert(tables.end(), Table{name, {}, {}});
  const std::size_t r = place(table->labels, row.text("label"));
  const std::size_t c = place(table->columns, row.text("column"));
  table->rows.resize(table->labels.size());
  for (auto& cells : table->rows) cells.resize(table->columns.size());
  table->rows[r][c] = row.number("value");
}

/// Five pools and five deals that another engine was run on, told by our own files.
TEST(Absbox, PaysWhatTheEngineItComesFromPays) {
  reference_data::Table flows("peer_flows.csv", {"case", "table", "label", "column", "value"});
  std::map<std::string, std::vector<Table>> expected;
  for (files::Row& row : flows.rows()) put(expected[row.text("case")], row);
  EXPECT_EQ(expected.size(), 10U);
  for (const auto& [id, tables] : expected) {
    SCOPED_TRACE(id);
    auto read = read_absbox(reference_data::bytes("peer/" + id + ".json"));
    ASSERT_TRUE(read) << read.error().message;
    AbsboxCase one = read.take();
    one.expected = tables;
    const auto got = run(one);
    ASSERT_TRUE(got) << got.error().message;
    const Comparison comparison = compare(one, got.value());
    for (const std::string& difference : comparison.differences) ADD_FAILURE() << difference;
    for (const std::string& column : comparison.left_out)
      ADD_FAILURE() << column << " is not given";
  }
}

}  // namespace
}  // namespace zheli::interchange
