// Any bytes through the text room: normalise, mask, analyse, slots. Crashes, hangs and sanitizer
// findings aside it checks what must always hold. Built by the `fuzz` preset only:
//
//   build/fuzz/bin/text_fuzz -max_len=600 -max_total_time=60
#include <cstdint>
#include <string_view>

#include "assistant/text/analyse.h"
#include "assistant/text/mask.h"
#include "assistant/text/slots.h"
#include "assistant/text/utf8.h"
#include "core/check.h"

namespace {

using namespace zheli::text;

const Language& language() {
  static const Language one({{"\u9a7e\u7167", "\u9a7e\u9a76\u8bc1"},  // 驾照 → 驾驶证
                             {"\u4e22\u4e86", "\u9057\u5931"},        // 丢了 → 遗失
                             {"visa", "\u7b7e\u8bc1"}},
                            {{"no-slip", {"\u4e0d"}}});
  return one;
}

const Mask& mask() {
  static const Mask one({{"spelt-digit", {"\u4e00"}}, {"plate-first", {"\u6d59"}}},
                        language().normalise());
  return one;
}

const Slots& slots() {
  static const Slots one(
      [] {
        SlotRules rules;
        rules.says = {{"\u4ee3\u529e", "who", "proxy"}};
        rules.days = {{0, 400, "left", "soon"}};
        rules.ages = {{0, 16, "16", "under"}};
        rules.regions = {{RegionRole::from, "huzhou", "from", "huzhou"}};
        rules.words = {{"place-huzhou", {"\u6e56\u5dde"}}, {"from-before", {"\u4ece"}},
                       {"from-after", {"\u4eba"}},         {"age-years", {"\u5c81"}},
                       {"age-under", {"\u672a\u6ee1"}},    {"negation", {"\u4e0d"}},
                       {"numeral-ten", {"\u5341"}},        {"time-years", {"\u5e74"}},
                       {"left-ends", {"\u5230\u671f"}},    {"left-before", {"\u8fd8\u6709"}},
                       {"time-half", {"\u534a"}},          {"time-year-next", {"\u660e\u5e74"}},
                       {"time-month-mark", {"\u6708"}}};
        return rules;
      }(),
      language().normalise());
  return one;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view raw(reinterpret_cast<const char*>(bytes), size);
  const Analysis found = language().analyse(raw);
  CHECK(is_valid_utf8(found.normalised) && is_valid_utf8(found.canonical));
  CHECK(language().normalise()(found.normalised) == found.normalised);
  CHECK(found.characters == points(found.normalised).size());
  for (const Term& term : found.terms) CHECK(term.begin < term.end && term.end <= found.characters);
  CHECK(is_valid_utf8(mask()(found.normalised)));
  slots().stated(found.normalised, zheli::core::parse_date("2026-11-30").value());
  return 0;
}
