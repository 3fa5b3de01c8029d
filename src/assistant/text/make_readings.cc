// Writes readings.cc, the table behind readings.h: one syllable for each Chinese character.
//
//   make_readings > readings.cc
//
// Method: ICU's transliterator "Han-Latin; Latin-ASCII" on each character; what is not one plain
// syllable has no reading. Runs while the program is built.
#include <unicode/translit.h>

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "assistant/text/readings.h"

namespace {

constexpr std::size_t kSyllableMax = 6;

bool is_syllable(const std::string& text) {
  if (text.empty() || text.size() > kSyllableMax) return false;
  for (const char c : text) {
    if (c < 'a' || c > 'z') return false;
  }
  return true;
}

std::string reading(const icu::Transliterator& latin, char32_t character) {
  icu::UnicodeString text(static_cast<UChar32>(character));
  latin.transliterate(text);
  std::string syllable;
  text.toUTF8String(syllable);
  return is_syllable(syllable) ? syllable : "";
}

}  // namespace

int main() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> latin(
      icu::Transliterator::createInstance("Han-Latin; Latin-ASCII", UTRANS_FORWARD, status));
  if (U_FAILURE(status)) {
    std::fprintf(stderr, "make_readings: ICU has no Han-Latin: %s\n", u_errorName(status));
    return 1;
  }
  std::vector<std::string> readings;
  std::map<std::string, std::size_t> index{{"", 0}};
  for (char32_t c = zheli::text::kReadingsFirst; c <= zheli::text::kReadingsLast; ++c) {
    readings.push_back(reading(*latin, c));
    index.try_emplace(readings.back(), 0);
  }
  std::puts("#include \"assistant/text/readings.h\"\n\nnamespace zheli::text {\nnamespace {\n");
  std::puts("constexpr std::string_view kSyllableTable[] = {");
  std::size_t count = 0;
  for (auto& [syllable, number] : index) {
    number = count++;
    std::printf("\"%s\",%s", syllable.c_str(), count % 10 == 0 ? "\n" : " ");
  }
  std::puts("};\n\nconstexpr std::uint16_t kReadingTable[] = {");
  for (std::size_t i = 0; i < readings.size(); ++i) {
    std::printf("%zu,%s", index.at(readings[i]), i % 16 == 15 ? "\n" : " ");
  }
  std::puts("};\n\n}  // namespace\n");
  std::puts("const std::span<const std::string_view> kSyllables = kSyllableTable;");
  std::puts("const std::span<const std::uint16_t> kReadings = kReadingTable;\n");
  std::puts("}  // namespace zheli::text");
  return 0;
}
