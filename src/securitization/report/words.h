// What a report calls things, in Chinese and in English: words.csv, compiled in. Tested by
// sheet_test.cc.
#pragma once

#include <string>
#include <string_view>

namespace zheli::report {

enum class Language { chinese, english };

/// The word for a key of words.csv; the key itself where there is none.
std::string word(std::string_view key, Language language);

}  // namespace zheli::report
