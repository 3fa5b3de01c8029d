#include "assistant/dialogue/at_hand.h"

#include <algorithm>
#include <set>

#include "assistant/dialogue/option_meant.h"
#include "assistant/dialogue/thresholds.h"
#include "assistant/text/utf8.h"
#include "core/contains.h"

namespace zheli::dialogue {
namespace {

using knowledge::Fact;
using knowledge::Item;
using knowledge::Option;
using knowledge::Question;

/// The parts of `text` between its marks.
std::vector<std::string> clauses_of(const std::string& text) {
  std::vector<std::string> out(1);
  for (const char32_t c : text::points(text)) {
    const std::string one = text::bytes(std::u32string(1, c));
    if (without_marks(one).empty() && c != U' ') {
      if (!out.back().empty()) out.emplace_back();
    } else {
      out.back() += one;
    }
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

}  // namespace

std::vector<const Item*> led_to(const knowledge::Pack& pack, const Item* item,
                                const knowledge::Facts& facts, core::Date day) {
  std::vector<const Item*> chain;
  for (int hop = 0; item != nullptr && hop <= kRedirectsMax; ++hop) {
    if (core::contains(chain, item)) break;
    chain.push_back(item);
    const knowledge::Outcome* outcome = reached(*item, facts, day);
    item = outcome == nullptr ? nullptr : pack.item(outcome->go_to);
  }
  return chain;
}

const Question* question_of(const knowledge::Pack& pack, std::string_view id) {
  for (const Question& question : pack.questions) {
    if (question.id == id) return &question;
  }
  return nullptr;
}

AtHand::AtHand(const knowledge::Pack& pack, const Conversation& before, core::Date day)
    : pack_(pack), before_(before) {
  for (const Candidate& candidate : before.candidates) {
    for (const Item* item : led_to(pack, pack.item(candidate.item), before.facts, day)) {
      items_.push_back(item);
    }
  }
  if (const Item* second = pack.item(before.second)) items_.push_back(second);
}

const Fact* AtHand::fact(std::string_view id) const {
  for (const Item* item : items_) {
    if (const Fact* fact = item->fact(id)) return fact;
  }
  return nullptr;
}

bool AtHand::may_be_meant(const Understanding& understood) const {
  if (understood.refused) return understood.outside == nullptr;
  const std::size_t count = std::min(understood.items.size(), understood.covering_count);
  for (std::size_t i = 0; i < count; ++i) {
    if (core::contains(items_, pack_.item(understood.items[i].item))) {
      return true;
    }
  }
  return false;
}

bool AtHand::is_left(const Understanding& understood, double probability) const {
  if (understood.refused || understood.items.empty() || may_be_meant(understood)) return false;
  const double least =
      understood.names_another ? probability : std::max(probability, kAnotherMatterCertain);
  return understood.items.front().probability >= least;
}

bool AtHand::another_is_meant(const Understanding& understood) const {
  const bool others = understood.refused && understood.outside != nullptr;
  return others || is_left(understood, kAnotherMatterMin);
}

bool AtHand::asked(std::string_view id) const {
  return before_.facts.contains(std::string(id)) || core::contains(before_.unsure, id) ||
         core::contains(before_.answered, id);
}

bool AtHand::names_candidate(const Question& question) const {
  return std::any_of(
      question.leads.begin(), question.leads.end(), [&](const knowledge::Lead& lead) {
        return std::any_of(before_.candidates.begin(), before_.candidates.end(),
                           [&](const Candidate& c) { return core::contains(lead.items, c.item); });
      });
}

std::optional<Said> AtHand::labelled_question(const std::string& text, const Heard& heard,
                                              bool asked_before) const {
  for (const Question& question : pack_.questions) {
    if (asked(question.id) != asked_before) continue;
    if (!asked_before && !names_candidate(question)) continue;
    if (const Option* option = option_labelled(question, text, heard)) {
      return Said{&question, option, &question};
    }
  }
  return std::nullopt;
}

std::optional<Said> AtHand::labelled(const std::string& text, const Heard& heard) const {
  if (text::letters(text) < kLabelMin || heard.yes || heard.no || items_.empty())
    return std::nullopt;
  std::optional<Said> earlier, later;
  std::set<std::string_view> earlier_ids;
  for (const Item* item : items_) {
    for (const Fact& fact : item->facts) {
      const Option* option = option_labelled(fact, text, heard);
      if (option == nullptr) continue;
      std::optional<Said>& said = asked(fact.id) ? earlier : later;
      if (asked(fact.id)) earlier_ids.insert(fact.id);
      if (!said) said = Said{&fact, option};
    }
  }
  if (earlier_ids.size() > 1) return std::nullopt;  // "没有" to which of them?
  if (earlier) return earlier;
  if (const auto said = labelled_question(text, heard, true)) return said;
  if (later) return later;
  return labelled_question(text, heard, false);
}

bool AtHand::may_be_told(const Fact& fact, bool known, const Understanding& understood) const {
  if (before_.settled) return true;
  if (known) return understood.heard.correction;
  const bool answers = !before_.pending.empty() && before_.pending != kOffer;
  return answers && understood.heard.facets.empty() && items_.front()->fact(fact.id) != nullptr;
}

std::vector<Said> AtHand::told(const std::string& text, const Understanding& understood) const {
  std::vector<Said> out;
  const Heard& heard = understood.heard;
  if (!before_.settled || items_.empty() || !heard.facets.empty() || heard.yes || heard.no) {
    return out;
  }
  for (const std::string& clause : clauses_of(text)) {
    std::vector<Said> here;
    for (const Fact& fact : items_.front()->facts) {
      if (asked(fact.id)) continue;
      const Option* option = option_said(pack_, fact, clause, heard);
      if (option != nullptr) here.push_back({&fact, option});
    }
    if (here.size() == 1) out.push_back(here.front());  // of two it says neither for sure
  }
  if (out.empty() && !heard.asks) {
    if (const auto likely = told_alike(heard)) out.push_back(*likely);
  }
  return out;
}

std::optional<Said> AtHand::told_alike(const Heard& heard) const {
  MostAlike found;
  for (const Fact& fact : items_.front()->facts) {
    if (!asked(fact.id)) found.consider(pack_, fact, heard);
  }
  const bool clear = found.most.characters >= kAlikeUnaskedMin &&
                     found.most.pairs >= kAlikePairsMin &&
                     found.most.both() - found.second >= kAlikeLeadMin;
  return clear ? std::optional(Said{found.asked, found.option}) : std::nullopt;
}

std::vector<Said> AtHand::changed(const std::string& text, const Understanding& understood) const {
  std::vector<Said> stated, meant;
  for (const auto& [id, option_id] : understood.stated) {
    const auto known = before_.facts.find(id);
    const Fact* fact = this->fact(id);
    if (fact == nullptr || !may_be_told(*fact, known != before_.facts.end(), understood)) continue;
    if (known != before_.facts.end() && known->second == option_id) continue;
    if (const Option* option = fact->option(option_id)) stated.push_back({fact, option});
  }
  for (const auto& [id, known] : before_.facts) {
    const Fact* fact = understood.heard.correction ? this->fact(id) : nullptr;
    if (fact == nullptr || understood.stated.contains(id)) continue;
    const Option* option = option_said(pack_, *fact, text, understood.heard);
    if (option != nullptr && option->id != known) meant.push_back({fact, option});
  }
  if (stated.empty() && meant.empty()) meant = told(text, understood);
  if (!stated.empty()) return stated;
  if (!meant.empty() || !understood.heard.correction) return meant;
  for (const Question& question : pack_.questions) {
    if (!asked(question.id)) continue;
    const Option* option = option_said(pack_, question, text, understood.heard);
    if (option == nullptr || before_.candidates.empty()) continue;
    if (!core::contains(question.lead(*option).items, before_.candidates.front().item))
      return {{&question, option, &question}};
  }
  return {};
}

}  // namespace zheli::dialogue
