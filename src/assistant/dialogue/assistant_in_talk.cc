// What a message says with the talk in view: the other half of assistant.h. A correction takes the
// place of what was understood; short words that say too little are read together with the matter
// at hand.
//
// Tested by assistant_test.cc.
#include <fmt/format.h>

#include <algorithm>

#include "assistant/dialogue/assistant.h"
#include "assistant/dialogue/at_hand.h"
#include "assistant/dialogue/thresholds.h"
#include "assistant/text/utf8.h"

namespace zheli::dialogue {
namespace {

/// What citizens call it.
const std::string& name_of(const knowledge::Item& item) {
  return item.names.empty() ? item.title : item.names.front();
}

}  // namespace

/// Whether one of the things `named` stands in no title of what is talked about.
bool Assistant::names_another(const Conversation& before, const std::vector<text::Term>& named,
                              core::Date day) const {
  if (named.empty()) return false;
  const AtHand hand(*pack_, before, day);
  return std::any_of(named.begin(), named.end(), [&](const text::Term& term) {
    return std::none_of(hand.items().begin(), hand.items().end(), [&](const knowledge::Item* item) {
      return item->title.find(term.official) != std::string::npos;
    });
  });
}

/// The likeliest matter of the talk; nullptr where there is none, or it has left the pack.
const knowledge::Item* Assistant::matter_of(const Conversation& before) const {
  return before.candidates.empty() ? nullptr : pack_->item(before.candidates.front().item);
}

/// What is meant where a correction names another document: "补身份证，不对，是驾驶证" with the
/// first one's place taken by the last; "不对，是驾驶证" alone by what the matter at hand is
/// called. Empty where no document takes another's place.
std::string Assistant::named_instead(const Conversation& before, const text::Analysis& analysis,
                                     const Heard& heard) const {
  if (!heard.correction || heard.leaves) return {};
  const std::vector<text::Term> here = ours(analysis);
  if (here.empty()) return {};
  const text::Term& last = here.back();
  const std::u32string said = text::points(analysis.normalised);
  const std::size_t from = here.front().end;
  const std::u32string between = said.substr(from, std::max(last.begin, from) - from);
  if (here.front().official != last.official && hearing().hear(text::bytes(between)).correction) {
    const auto mark = std::find_if(between.begin(), between.end(), [](char32_t c) {
      return !text::is_han(c) && !text::is_latin(c) && !text::is_digit(c);
    });
    const std::u32string rest = mark == between.end() ? U"" : std::u32string(between.begin(), mark);
    return text::bytes(said.substr(0, here.front().begin)) + last.official +
           text::bytes(rest + said.substr(last.end));
  }
  const std::size_t named_letters =
      text::letters(text::bytes(said.substr(last.begin, last.end - last.begin)));
  if (text::letters(heard.rest) > named_letters + kScrapMax) return {};
  const knowledge::Item* item = matter_of(before);
  if (item == nullptr) return {};
  const text::Analysis name = language().analyse(name_of(*item));
  const std::vector<text::Term> there = ours(name);
  if (there.empty() || there.front().official == last.official) return {};
  const std::u32string named = text::points(name.normalised);
  return text::bytes(named.substr(0, there.front().begin)) + last.official +
         text::bytes(named.substr(there.front().end));
}

/// What is meant where a correction names another act on the document at hand: "哦不对，是丢了", or
/// what denies the act that was understood, "不是到期，是丢了". Empty where neither is said, or a
/// fact is corrected.
std::string Assistant::done_instead(const Conversation& before, const text::Analysis& analysis,
                                    const Understanding& understood, core::Date day) const {
  const knowledge::Item* item = matter_of(before);
  if (item == nullptr || understood.heard.leaves || understood.names_document) return {};
  std::string meant;
  if (understood.heard.correction) {
    meant = understood.heard.rest;
  } else if (const auto denied = hearing().denied(analysis.normalised)) {
    const auto names = [&](const std::string& name) {
      return name.find(denied->what) != std::string::npos;
    };
    const bool understood_so = names(item->everyday) || names(item->title) ||
                               std::any_of(item->names.begin(), item->names.end(), names);
    if (understood_so) meant = hearing().hear(denied->rest).rest;
  }
  const std::string document = meant.empty() ? meant : document_of(*item);
  if (document.empty()) return {};
  const AtHand hand(*pack_, before, day);
  if (!hand.changed(analysis.normalised, understood).empty()) return {};
  return document + meant;
}

/// "那过期了呢": read together with the matter at hand where it says too little by itself; while
/// that is not settled, with the document that all that is at hand is about.
void Assistant::read_with_context(const Conversation& before, const text::Analysis& analysis,
                                  Understanding& out) const {
  const bool unclear = out.refused || out.covering_count > 1;
  if (!unclear || text::letters(analysis.normalised) > kContinuationMax || out.heard.rest.empty())
    return;
  const knowledge::Item* item = matter_of(before);
  if (item == nullptr) return;
  const std::string context = before.settled ? name_of(*item) : document_at_hand(before);
  if (context.empty() || (!before.settled && out.names_another)) return;
  Understanding together = out;
  read_intent(language().analyse(context + " " + analysis.normalised), together);
  if (together.refused) return;
  out = std::move(together);
  out.explanation.steps.push_back("read together with " + (before.settled ? item->id : context));
}

/// The first thing of ours that people name with the item, or nothing.
std::string Assistant::document_of(const knowledge::Item& item) const {
  const std::vector<text::Term> terms = ours(language().analyse(name_of(item)));
  return terms.empty() ? std::string() : terms.front().official;
}

/// The document that the likeliest matters of the talk are all about, or nothing.
std::string Assistant::document_at_hand(const Conversation& before) const {
  std::string document;
  for (std::size_t i = 0; i < std::min(before.candidates.size(), kOfferedMax); ++i) {
    const knowledge::Item* item = pack_->item(before.candidates[i].item);
    const std::string one = item == nullptr ? std::string() : document_of(*item);
    if (one.empty() || (i > 0 && one != document)) return {};
    document = one;
  }
  return document;
}

}  // namespace zheli::dialogue
