#include "assistant/dialogue/answer.h"

#include <algorithm>

#include "assistant/dialogue/option_meant.h"
#include "assistant/dialogue/thresholds.h"
#include "assistant/text/utf8.h"
#include "core/contains.h"

namespace zheli::dialogue {

using knowledge::Asking;
using knowledge::Fact;
using knowledge::Item;
using knowledge::Option;
using knowledge::Question;

Answer Answers::tapped() const {
  constexpr const char* kUnsure = "unsure";
  constexpr const char* kNone = "none";
  const std::string& option = message_.option;
  if (message_.question == kOffer) return Chosen{pack_.item(option)};
  const Question* question = question_of(pack_, message_.question);
  const Asking* asked = question;
  if (asked == nullptr) asked = hand_.fact(message_.question);
  if (asked == nullptr) return ForeignTap{};
  if (option == kUnsure || (question == nullptr && option == kNone)) return CannotTell{asked};
  return Answered{{asked, asked->option(option), question}, true};
}

Answer Answers::to_asked() const {
  if (before_.pending.empty() || understood_.elsewhere) return NoAnswer{};
  if (before_.pending == kOffer) return to_offer();
  const Question* question = question_of(pack_, before_.pending);
  const Asking* asked = question;
  if (asked == nullptr) asked = hand_.fact(before_.pending);
  if (asked == nullptr) return NoAnswer{};
  const std::string& text = message_.text;
  const Heard& heard = understood_.heard;
  const auto answered = [&](const Option* option) {
    return Answered{{asked, option, question}, true};
  };
  if (const Option* option = option_labelled(*asked, text, heard)) return answered(option);
  const bool label = text::letters(text) >= kLongLabelMin && hand_.labelled(text, heard);
  if (label || heard.correction) {
    if (const Answer earlier = to_earlier(); answers(earlier)) return earlier;
  }
  const bool news = understood_.names_another || text::letters(text) > kContinuationMax;
  if (news && text::letters(text) > kBareMax && hand_.is_left(understood_, kAnotherMatterCertain)) {
    return NoAnswer{};
  }
  if (const Option* option = stated(*asked)) return answered(option);
  const bool none = (heard.none && heard.rest.empty()) || (question != nullptr && heard.no);
  if (none) return question != nullptr ? Answer(answered(nullptr)) : CannotTell{asked};
  if (const Option* option = option_meant(pack_, *asked, text, heard)) return answered(option);
  if (heard.unsure) return CannotTell{asked};
  return NoAnswer{};
}

Answer Answers::to_offer() const {
  const Heard& heard = understood_.heard;
  for (std::size_t i = 0; i < std::min(before_.candidates.size(), kOfferedMax); ++i) {
    const Item* item = pack_.item(before_.candidates[i].item);
    const bool number = message_.text == std::to_string(i + 1);
    const bool named = message_.text == item->title || message_.text == item->everyday ||
                       core::contains(item->names, message_.text);
    if (number || named) return Chosen{item};
  }
  if (!heard.rest.empty()) {
    const Item* item = offered_by_words();
    return item == nullptr ? Answer(NoAnswer{}) : Chosen{item, true};
  }
  if (heard.none) return Chosen{nullptr};
  if (heard.unsure && !before_.candidates.empty()) return CannotChoose{};
  return NoAnswer{};
}

/// Short words say which of those offered where they sound like one far more than like the others,
/// and like nothing else.
const Item* Answers::offered_by_words() const {
  if (text::letters(message_.text) > kShortMax || hand_.another_is_meant(understood_)) {
    return nullptr;
  }
  const std::size_t count = std::min(before_.candidates.size(), kOfferedMax);
  const auto offered = [&](const Candidate& one) {
    return std::any_of(before_.candidates.begin(),
                       before_.candidates.begin() + static_cast<std::ptrdiff_t>(count),
                       [&](const Candidate& other) { return other.item == one.item; });
  };
  double all = 0, most = 0;
  const Candidate* best = nullptr;
  for (const Candidate& one : understood_.items) {
    if (!offered(one)) continue;
    all += one.probability;
    if (one.probability <= most) continue;
    most = one.probability;
    best = &one;
  }
  return all >= kOfferedHeardMin && most >= kLeadMin * all ? pack_.item(best->item) : nullptr;
}

const Option* Answers::stated(const Asking& asked) const {
  const auto found = understood_.stated.find(asked.id);
  return found == understood_.stated.end() ? nullptr : asked.option(found->second);
}

Answer Answers::to_earlier() const {
  if (understood_.elsewhere) return NoAnswer{};
  if (const auto said = hand_.labelled(message_.text, understood_.heard)) {
    return Answered{*said, false};
  }
  std::vector<Said> changes = hand_.changed(message_.text, understood_);
  if (changes.empty() || !may_change(changes)) return NoAnswer{};
  return Changed{std::move(changes)};
}

std::vector<Said> Answers::told_in_passing() const {
  if (!understood_.heard.correction) return {};
  std::vector<Said> changes = hand_.changed(message_.text, understood_);
  if (changes.empty() || changes[0].question != nullptr || may_change(changes)) return {};
  return changes;
}

/// An age or a place alone ("才8岁") names no matter, whatever it sounds like.
bool Answers::may_change(const std::vector<Said>& changes) const {
  const std::size_t length = text::letters(message_.text);
  const bool another = hand_.another_is_meant(understood_);
  if (understood_.heard.correction) return !another || understood_.refused;
  const bool bare =
      length <= kBareMax && std::all_of(changes.begin(), changes.end(), [&](const Said& one) {
        const Fact* fact = one.question == nullptr ? hand_.fact(one.asked->id) : nullptr;
        return fact != nullptr && fact->slot != knowledge::Slot::none;
      });
  // While a question is open, a fact told is an answer rather than somebody else's business.
  const bool answering = !before_.pending.empty() && understood_.refused;
  return bare || ((!another || answering) && length <= kShortMax);
}

}  // namespace zheli::dialogue
