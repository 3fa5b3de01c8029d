#include "assistant/dialogue/matters.h"

#include <algorithm>

#include "assistant/dialogue/thresholds.h"
#include "assistant/text/utf8.h"
#include "core/contains.h"

namespace zheli::dialogue {
namespace {

bool is_join(const Hearing& hearing, std::string between) {
  std::erase(between, ' ');
  const auto& joins = hearing.joins();
  return core::contains(joins, between);
}

/// "一起丢了" → "丢了": of one matter alone nobody says so.
std::string without_together(const Hearing& hearing, std::string after) {
  for (const std::string& word : hearing.together()) {
    if (!word.empty() && after.starts_with(word)) return after.substr(word.size());
  }
  return after;
}

/// "甲和乙丢了" → "甲丢了", "乙丢了"; with Cut::between "丢了甲乙" likewise.
void add_joined(const text::Analysis& question, const Hearing& hearing, Cut cut,
                std::vector<Halves>& out) {
  const std::u32string all = text::points(question.normalised);
  const std::u32string_view view = all;
  for (std::size_t i = 0; i + 1 < question.terms.size(); ++i) {
    const text::Term& first = question.terms[i];
    const text::Term& second = question.terms[i + 1];
    if (first.official == second.official) continue;
    const std::string between = text::bytes(view.substr(first.end, second.begin - first.end));
    if (cut == Cut::between ? !between.empty() : !is_join(hearing, between)) continue;
    const std::string before = text::bytes(view.substr(0, first.begin));
    const std::string after = without_together(hearing, text::bytes(view.substr(second.end)));
    const auto said = [&](const text::Term& term) {
      return text::bytes(view.substr(term.begin, term.end - term.begin));
    };
    out.push_back({before + said(first) + after, before + said(second) + after, cut});
  }
}

bool long_enough(const Halves& halves) {
  return text::letters(halves.first) >= kHalfMin && text::letters(halves.second) >= kHalfMin;
}

/// Cut at the one place where the sentence breaks.
void add_broken(const text::Analysis& question, const Hearing& hearing, std::vector<Halves>& out) {
  const std::string& text = question.normalised;
  for (const std::string& word : hearing.breaks()) {
    const std::size_t at = word.empty() ? std::string::npos : text.find(word);
    if (at == std::string::npos || at == 0) continue;
    const Cut cut = without_marks(word).empty() ? Cut::by_mark : Cut::by_word;
    Halves halves{text.substr(0, at), text.substr(at + word.size()), cut};
    if (long_enough(halves)) out.push_back(std::move(halves));
  }
}

}  // namespace

std::vector<Halves> split_matters(const text::Analysis& question, const Hearing& hearing) {
  std::vector<Halves> out;
  if (text::letters(question.normalised) > kTwoMattersMax) return out;
  add_joined(question, hearing, Cut::by_word, out);
  add_broken(question, hearing, out);
  add_joined(question, hearing, Cut::between, out);
  if (out.size() > kHalvingsMax) out.resize(kHalvingsMax);
  return out;
}

std::optional<Halves> cut_before(const text::Analysis& question, const text::Term& second) {
  const std::u32string all = text::points(question.normalised);
  Halves halves{text::bytes(all.substr(0, second.begin)), text::bytes(all.substr(second.begin)),
                Cut::by_mark};
  return long_enough(halves) ? std::optional(std::move(halves)) : std::nullopt;
}

}  // namespace zheli::dialogue
