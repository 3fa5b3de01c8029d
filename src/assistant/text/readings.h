// The common reading of every Chinese character, without tone. The table is made while the program
// is built, by make_readings.cc from ICU: at start-up ICU would need 0.4 s for it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace zheli::text {

constexpr char32_t kReadingsFirst = 0x4e00;
constexpr char32_t kReadingsLast = 0x9fff;

/// Pinyin syllables in lower-case ASCII ("zheng", "lv" as "lu"); the first is empty: no reading.
extern const std::span<const std::string_view> kSyllables;

/// For each character from kReadingsFirst to kReadingsLast an index into kSyllables.
extern const std::span<const std::uint16_t> kReadings;

}  // namespace zheli::text
