#include "assistant/pack_files/sheet.h"

#include <fmt/format.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace zheli::pack_files {

using files::ids_of;
using files::unknown;
using knowledge::Fact;
using knowledge::Facts;
using knowledge::Item;
namespace {

constexpr std::string_view kSpaces = " \t\r";

Row row_of(std::string_view line, int number) {
  Row row{number, split(line, '\t')};
  for (std::string_view& column : row.columns) column = trim(column);
  return row;
}

}  // namespace

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string_view trim(std::string_view text) {
  const std::size_t from = text.find_first_not_of(kSpaces);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpaces) + 1 - from);
}

std::vector<Row> read_rows(std::string_view bytes, std::size_t columns_min, std::size_t columns_max,
                           Findings& findings) {
  std::vector<Row> rows;
  int number = 0;
  for (const std::string_view line : split(bytes, '\n')) {
    ++number;
    if (trim(line).empty() || line.front() == '#') continue;
    Row row = row_of(line, number);
    const std::size_t count = row.columns.size();
    const auto empty = std::find(row.columns.begin(), row.columns.end(), std::string_view());
    if (count < columns_min || count > columns_max) {
      findings.add(number, fmt::format("{} columns; write {} to {}, with one tab between them",
                                       count, columns_min, columns_max));
    } else if (empty != row.columns.end()) {
      findings.add(number,
                   fmt::format("column {} is empty; fill it in", empty - row.columns.begin() + 1));
    } else {
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

Facts read_stated(std::string_view text, const std::vector<Fact>& facts, std::string_view whose,
                  int line, Findings& findings) {
  Facts stated;
  for (const std::string_view pair : split(text, ';')) {
    const std::size_t equals = pair.find('=');
    const std::string id(trim(pair.substr(0, equals)));
    const auto fact =
        std::find_if(facts.begin(), facts.end(), [&](const Fact& one) { return one.id == id; });
    if (equals == std::string_view::npos) {
      findings.add(line, fmt::format("\"{}\" states no fact; write fact=option", trim(pair)));
    } else if (fact == facts.end()) {
      findings.add(line, unknown(fmt::format("fact of {}", whose), id, ids_of(facts)));
    } else {
      const std::string option(trim(pair.substr(equals + 1)));
      if (fact->option(option) == nullptr) {
        findings.add(line,
                     unknown(fmt::format("option of \"{}\"", id), option, ids_of(fact->options)));
      }
      stated[id] = option;
    }
  }
  return stated;
}

std::string label_fault(std::string_view label, const Pack& pack) {
  if (pack.item(label) != nullptr || pack.referral(label) != nullptr) return {};
  if (pack.topic(label) != nullptr) return {};
  if (label.starts_with("topic/")) {
    return unknown("topic of topics.yaml", label.substr(6), ids_of(pack.topics));
  }
  if (label.starts_with("outside/")) {
    return unknown("topic of not-ours.yaml", label.substr(8), ids_of(pack.not_ours));
  }
  if (label.starts_with("urgent/")) {
    return unknown("entry of urgent.yaml", label.substr(7), ids_of(pack.urgent));
  }
  return unknown("item", label, ids_of(pack.items));
}

std::vector<Lesson> read_lessons(std::string_view bytes, const Pack& pack, Findings& findings) {
  std::vector<Lesson> lessons;
  for (const Row& row : read_rows(bytes, 2, 3, findings)) {
    Lesson lesson{
        std::string(row.columns[0]), std::string(row.columns[1]), {}, {findings.file(), row.line}};
    const std::string fault = label_fault(lesson.label, pack);
    const Item* item = pack.item(lesson.label);
    if (!fault.empty()) {
      findings.add(row.line, fault);
    } else if (row.columns.size() > 2 && item == nullptr) {
      findings.add(row.line, "only lessons of items state facts; drop the third column");
    } else if (row.columns.size() > 2) {
      lesson.facts = read_stated(row.columns[2], item->facts, item->id, row.line, findings);
    }
    lessons.push_back(std::move(lesson));
  }
  return lessons;
}

std::string question_key(std::string_view question) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(error);
  CHECK(U_SUCCESS(error));  // ICU's own data is part of the program
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  folding->normalizeUTF8(0, icu::StringPiece(question.data(), static_cast<int>(question.size())),
                         sink, nullptr, error);
  std::string key;
  const auto length = static_cast<std::int32_t>(folded.size());
  for (std::int32_t at = 0; at < length;) {
    const std::int32_t start = at;
    UChar32 c = 0;
    U8_NEXT(folded.data(), at, length, c);
    if (u_isalnum(c)) key.append(folded, start, at - start);
  }
  return key.empty() ? std::string(question) : key;
}

}  // namespace zheli::pack_files
