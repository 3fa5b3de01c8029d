// How long something still lasts, or how long ago it ended, as a message says it: "还有三年",
// "2029年到期", "明年3月到期", "过期半年了", "上个月过期的", "it expires next year". A span of days
// from the day asked, below zero in the past, because "明年到期" says less than "明年3月到期".
//
// A number with its unit says which way it looks by a word beside it (还有, 过期; 后到期, 前). A
// date, a month or a year counts where the message says that something ends, or is nothing else.
//
// Does not: tell what ends; read hours; know the length of a month better than by the calendar.
// Tested by times_left_test.cc.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "assistant/text/numerals.h"
#include "assistant/text/word_lists.h"
#include "core/date.h"

namespace zheli::text {

/// Days from the day asked, surely in [from, below).
struct DaySpan {
  int from = 0;
  int below = 0;
  friend bool operator==(const DaySpan&, const DaySpan&) = default;
};

class TimesLeft {
 public:
  /// Of `lists` those that begin with "time-" or "left-", and the numerals; see
  /// docs/formats/pack.md.
  TimesLeft(const WordLists& lists, const Normaliser& normalise);

  /// In order of the text, as of `day`. Cost: one pass.
  std::vector<DaySpan> operator()(std::u32string_view text, core::Date day) const;

 private:
  struct Found {
    DaySpan span;
    std::size_t end = 0;
  };
  struct Amount {
    int days = 0;
    int unit = 1;       // in days
    bool more = false;  // 三年多
    std::size_t end = 0;
  };
  std::optional<Amount> amount(std::u32string_view text, std::size_t at) const;
  std::optional<Found> lasting(std::u32string_view text, std::size_t at) const;
  std::optional<Found> dated(std::u32string_view text, std::size_t at, core::Date day) const;
  Found in_year(std::u32string_view text, std::size_t at, int years, core::Date day) const;
  bool says_end(std::u32string_view text) const;
  bool is_only(std::u32string_view text, std::size_t begin, std::size_t end) const;

  Numerals numerals_;
  WordTrie units_;        // value: days
  WordTrie halves_;       // 半
  WordTrie to_come_;      // reversed; before the number: 还有
  WordTrie gone_;         // reversed; before the number: 过期
  WordTrie then_ends_;    // after the unit: 到期
  WordTrie ago_;          // after the unit: 前
  WordTrie more_;         // 多
  WordTrie ends_;         // anywhere: 到期
  WordTrie filler_;       // beside a date that is the whole message: 的, 吧
  WordTrie year_marks_;   // 年
  WordTrie month_marks_;  // 月
  WordTrie years_;        // 明年; value: years from now, plus kShift
  WordTrie months_;       // 下个月; likewise
  WordTrie days_;         // 昨天; value: its place among those, plus one
};

}  // namespace zheli::text
