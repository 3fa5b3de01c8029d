// What a report calls things, in Chinese and in English: words.csv, compiled in. Tested by
// sheet_test.cc.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "securitization/report/sheet.h"

namespace zheli::report {

enum class Language { chinese, english };

/// The word for a key of words.csv; the key itself where there is none.
std::string word(std::string_view key, Language language);

/// A column by the key of its word.
struct Head {
  const char* key;
  Format format;
};

/// An empty table that is called as its id's word, and its columns as theirs.
inline Sheet sheet_of(const char* id, Language language, std::initializer_list<Head> heads) {
  Sheet sheet{id, word(id, language), {}, {}};
  for (const Head& head : heads)
    sheet.columns.push_back({head.key, word(head.key, language), head.format});
  return sheet;
}

}  // namespace zheli::report
