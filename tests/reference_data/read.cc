#include "reference_data/read.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace zheli::reference_data {

std::string bytes(const std::string& name) {
  std::ifstream file(std::string(ZHELI_REFERENCE_DATA) + "/" + name, std::ios::binary);
  if (!file) ADD_FAILURE() << name << " cannot be read";
  return {std::istreambuf_iterator<char>(file), {}};
}

Table::Table(const std::string& name, const std::vector<std::string>& columns) : findings_(name) {
  files::read_table(bytes(name), columns, {}, findings_, table_);
  EXPECT_FALSE(table_.rows.empty()) << name;
}

Table::~Table() {
  for (const files::Problem& problem : findings_.problems())
    ADD_FAILURE() << problem.file << ":" << problem.line << ": " << problem.message;
}

std::string Table::place(const files::Row& row) const {
  return findings_.file() + ":" + std::to_string(row.line());
}

}  // namespace zheli::reference_data
