// How a message is understood, before anything is decided.
//
//   a tap ──▶ nothing to read
//   words ─┬ hearing     what it does: asks a side, corrects, leaves the talk, greets
//          ├ slots       facts it states
//          ├ dangers     named by their own words, else by intent's probability of all of them
//          │             together; while a talk is going on that must be likelier than not
//          ├ intent      of the words alone; where a correction names another document, of what
//          │             was said with that document in the first one's place; where short words
//          │             say too little, of them together with the matter at hand
//          └ two halves  both read alone, each sure, and different matters
//
// A topic of others is named only if it is likelier than every matter and than all other topics
// together; one that nobody handles never where a document of ours is named.
//
// Does not: change the conversation, or choose a move (decide.cc).

#include "assistant/dialogue/assistant.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "assistant/dialogue/option_meant.h"
#include "assistant/dialogue/thresholds.h"
#include "assistant/text/utf8.h"
#include "core/check.h"
#include "core/contains.h"

namespace zheli::dialogue {
namespace {

using knowledge::Pack;

void add_rules(const knowledge::Fact& fact, text::SlotRules& rules) {
  using knowledge::Slot;
  using text::RegionRole;
  for (const knowledge::Option& option : fact.options) {
    for (const std::string& word : option.says) rules.says.push_back({word, fact.id, option.id});
    if (option.age_from || option.age_below) {
      constexpr int kNoLimit = std::numeric_limits<int>::max();
      rules.ages.push_back(
          {option.age_from.value_or(0), option.age_below.value_or(kNoLimit), fact.id, option.id});
    }
    if (option.days_from || option.days_below) {
      using Limits = std::numeric_limits<int>;
      rules.days.push_back({option.days_from.value_or(Limits::min()),
                            option.days_below.value_or(Limits::max()), fact.id, option.id});
    }
    const RegionRole role = fact.slot == Slot::region_to     ? RegionRole::to
                            : fact.slot == Slot::region_here ? RegionRole::here
                                                             : RegionRole::from;
    for (const std::string& region : option.regions) {
      rules.regions.push_back({role, region, fact.id, option.id});
    }
  }
}

text::SlotRules slot_rules(const Pack& pack) {
  text::SlotRules rules;
  for (const knowledge::Fact& fact : pack.facts) add_rules(fact, rules);
  for (const knowledge::Item& item : pack.items) {
    for (const knowledge::Fact& fact : item.facts) {
      const bool shared = std::any_of(pack.facts.begin(), pack.facts.end(),
                                      [&](const knowledge::Fact& f) { return f.id == fact.id; });
      if (!shared) add_rules(fact, rules);
    }
  }
  for (const knowledge::District& district : pack.districts) {
    for (const std::string& word : district.words) {
      rules.says.push_back({word, knowledge::kDistrictFact, district.id});
    }
  }
  rules.words = pack.words;
  return rules;
}

/// A topic that nobody handles: small talk, knowledge.
bool is_soft(const knowledge::Referral* topic) {
  return topic != nullptr && topic->who.empty();
}

/// Whether the talk goes on in English: Chinese characters are Chinese; Latin words are English
/// where a third of them are no pinyin ("a", "chinese" and "license" could be some); the rest ("2")
/// says nothing. Once a talk is going, one word is too little to turn it ("ok").
bool goes_on_in_english(const text::Language& language, const Conversation& before,
                        const std::string& normalised) {
  std::size_t words = 0, foreign = 0;
  std::string word;
  for (const char32_t c : text::points(normalised + " ")) {
    if (text::is_han(c)) return false;
    if (text::is_latin(c)) {
      word.push_back(static_cast<char>(c));
      continue;
    }
    words += word.size() >= kTellingWordMin;
    foreign += word.size() >= kTellingWordMin && language.analyse(word).sounds.empty();
    word.clear();
  }
  const bool tells = before.candidates.empty() || words > 1;
  return before.english || (tells && foreign > 0 && foreign * kForeignWordsOneIn >= words);
}

/// The items of a topic with their parts in it, the commonest first: one in four, one in five, …,
/// scaled to one.
std::vector<Candidate> parts_of(const Pack& pack, const knowledge::Topic& topic) {
  const std::vector<std::string> items = items_of(pack, topic);
  std::vector<double> parts;
  for (std::size_t k = 0; k < items.size(); ++k) {
    parts.push_back(1.0 / (kTopicFirst + static_cast<double>(k)));
  }
  scale_to_one(parts);
  std::vector<Candidate> out;
  for (std::size_t k = 0; k < items.size(); ++k) out.push_back({items[k], parts[k]});
  return out;
}

/// The official terms that name a thing of ours: not general, and in the title of an item.
std::set<std::string, std::less<>> things_of(const Pack& pack) {
  std::set<std::string, std::less<>> out;
  for (const knowledge::LexiconEntry& entry : pack.lexicon) {
    const auto in_title = [&](const knowledge::Item& item) {
      return item.title.find(entry.official) != std::string::npos;
    };
    if (!entry.general && std::any_of(pack.items.begin(), pack.items.end(), in_title)) {
      out.insert(entry.official);
    }
  }
  return out;
}

}  // namespace

Assistant::Assistant(std::shared_ptr<const Pack> pack, std::shared_ptr<const Trained> trained)
    : pack_(std::move(pack)),
      trained_(std::move(trained)),
      slots_(slot_rules(*pack_), language().normalise()),
      mask_(pack_->words, language().normalise()),
      shares_(*pack_),
      things_(things_of(*pack_)) {
  CHECK(trained_->lesson_count == pack_->lessons.size());
  for (const std::string& label : trained_->labels) {
    Label meaning{.item = pack_->item(label),
                  .topic = pack_->topic(label),
                  .referral = pack_->referral(label),
                  .urgent = label.starts_with("urgent/"),
                  .parts = {}};
    if (meaning.item != nullptr) meaning.parts = {{meaning.item->id, 1}};
    if (meaning.topic != nullptr) meaning.parts = parts_of(*pack_, *meaning.topic);
    meanings_.push_back(std::move(meaning));
  }
  for (std::uint32_t i = 0; i < pack_->urgent.size(); ++i) {
    for (const std::string& word : pack_->urgent[i].says) {
      urgent_words_.add(text::points(language().normalise()(word)), i + 1);
    }
  }
}

Reply Assistant::reply(const Conversation& before, const Message& message, core::Date day,
                       std::optional<bool> english) const {
  Message plain = message;
  plain.text = language().normalise()(message.text);
  return decide({*pack_, shares_}, before, plain, understand(before, plain, day, english), day);
}

Understanding Assistant::understand(const Conversation& before, const Message& message,
                                    core::Date day, std::optional<bool> english) const {
  Understanding out;
  const text::Analysis analysis = trained_->reader(message.text);
  out.heard = trained_->reader.hearing.hear(message.text);
  const bool tapped = !message.question.empty();
  if (english || tapped) {
    out.english = english.value_or(before.english);
  } else {
    out.english = goes_on_in_english(language(), before, analysis.normalised);
  }
  if (tapped) return out;
  out.stated = slots_.stated(message.text, day);
  out.urgent = urgent_word(message.text);
  const std::vector<text::Term> named = ours(analysis);
  out.names_document = !named.empty();
  out.names_another = names_another(before, named, day);
  const intent::Prediction prediction = read_intent(analysis, out);
  const bool first = before.candidates.empty();
  if (out.urgent == nullptr && !out.heard.rest.empty() && is_feared(prediction, first) &&
      !is_place(message.text)) {
    out.urgent = likeliest_danger(prediction);
  }
  std::string instead = named_instead(before, analysis, out.heard);
  if (instead.empty()) instead = done_instead(before, analysis, out, day);
  if (!instead.empty()) {
    read_intent(language().analyse(instead), out);
    out.explanation.steps.push_back("read as " + mask_(instead));
  }
  out.elsewhere = out.heard.leaves || !instead.empty();
  if (!out.elsewhere) read_with_context(before, analysis, out);
  out.two_matters = two_matters(analysis, out);
  if (out.two_matters.second.empty()) return out;
  out.topic = out.two_matters.topic;
  out.refused = false;
  out.outside = nullptr;
  return out;
}

intent::Prediction Assistant::read_intent(const text::Analysis& analysis,
                                          Understanding& out) const {
  intent::Prediction prediction = model().predict(analysis);
  read_matters(prediction, out);
  out.refused = prediction.refused;
  out.outside = topic_of_others(prediction);
  // Who names a document of ours wants something of it, however oddly it is put.
  const bool doubtful = prediction.none_meant < kNotOursSure;
  if (out.refused && doubtful && is_soft(out.outside) && !ours(analysis).empty()) {
    out.refused = false;
    out.outside = nullptr;
  }
  if (!prediction.lessons.empty()) {
    const search::Hit& hit = prediction.lessons[0];
    out.proof = {&pack_->lessons[hit.document], hit.share,
                 prediction.inside.empty() ? 0 : prediction.inside[0].probability};
  }
  explain(analysis, prediction, out);
  return prediction;
}

/// Of a first message by the threshold derived for it, and unless something that can wait is almost
/// certain; in a talk, whose short answers sound like anything, a danger must be nearly certain.
bool Assistant::is_feared(const intent::Prediction& prediction, bool first) const {
  if (first) return prediction.alarmed && !calm_for_sure(prediction);
  return prediction.alarm >= kDangerInTalkMin;
}

/// The first of the pack where none stands out; nullptr where the pack has none.
const knowledge::Referral* Assistant::likeliest_danger(const intent::Prediction& prediction) const {
  for (const intent::Ranked& one : prediction.outside) {
    const Label& label = meanings_[static_cast<std::size_t>(one.label)];
    if (label.urgent) return label.referral;
  }
  return pack_->urgent.empty() ? nullptr : &pack_->urgent.front();
}

/// A place alone ("我在德清") tells of no danger, whatever it sounds like.
bool Assistant::is_place(const std::string& message) const {
  return text::letters(message) <= kBareMax && !slots_.places(message).empty();
}

/// Whether one thing that can wait is almost certainly meant ("小孩被同桌欺负了").
bool Assistant::calm_for_sure(const intent::Prediction& prediction) const {
  const auto sure = [&](const std::vector<intent::Ranked>& ranked) {
    return !ranked.empty() && ranked[0].probability >= kCalmCertain &&
           !meanings_[static_cast<std::size_t>(ranked[0].label)].urgent;
  };
  return sure(prediction.inside) || sure(prediction.outside);
}

/// A topic's probability is spread over its items, a little more to those that stand first; what
/// covers the truth comes first.
void Assistant::read_matters(const intent::Prediction& prediction, Understanding& out) const {
  out.items.clear();
  const auto add = [&](const std::string& item, double probability) {
    const auto found = std::find_if(out.items.begin(), out.items.end(),
                                    [&](const Candidate& one) { return one.item == item; });
    if (found == out.items.end()) {
      out.items.push_back({item, probability});
    } else {
      found->probability += probability;
    }
  };
  const auto meaning = [&](std::size_t i) -> const Label& {
    return meanings_[static_cast<std::size_t>(prediction.inside[i].label)];
  };
  for (std::size_t i = 0; i < prediction.inside.size(); ++i) {
    if (i == prediction.covering) out.covering_count = out.items.size();
    for (const Candidate& part : meaning(i).parts) {
      add(part.item, prediction.inside[i].probability * part.probability);
    }
  }
  if (prediction.inside.size() <= prediction.covering) out.covering_count = out.items.size();
  const auto covering = out.items.begin() + static_cast<std::ptrdiff_t>(out.covering_count);
  const auto likelier = [](const Candidate& a, const Candidate& b) {
    return a.probability > b.probability;
  };
  std::stable_sort(out.items.begin(), covering, likelier);
  std::stable_sort(covering, out.items.end(), likelier);
  out.topic = prediction.inside.empty() ? nullptr : meaning(0).topic;
}

/// More likely than any matter and than all other topics together; else nobody is named wrongly.
const knowledge::Referral* Assistant::topic_of_others(const intent::Prediction& prediction) const {
  if (prediction.outside.empty()) return nullptr;
  const Label& label = meanings_[static_cast<std::size_t>(prediction.outside[0].label)];
  const double share = prediction.outside[0].probability;
  const bool clear = share > kClearTopicMin * prediction.outside_probability;
  const bool leads = prediction.inside.empty() || share > prediction.inside[0].probability;
  return !label.urgent && clear && leads ? label.referral : nullptr;
}

/// The official terms of the message that name a thing of ours.
std::vector<text::Term> Assistant::ours(const text::Analysis& analysis) const {
  std::vector<text::Term> out;
  for (const text::Term& term : analysis.terms) {
    if (things_.contains(term.official)) out.push_back(term);
  }
  return out;
}

/// Of several that a word speaks for, the first in the pack.
const knowledge::Referral* Assistant::urgent_word(std::string_view normalised) const {
  const std::u32string text = text::points(normalised);
  auto first = static_cast<std::uint32_t>(pack_->urgent.size()) + 1;
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    std::uint32_t node = text::WordTrie::kRoot;
    for (std::size_t at = begin; at < text.size(); ++at) {
      node = urgent_words_.step(node, text[at]);
      if (node == text::WordTrie::kNone) break;
      const std::uint32_t value = urgent_words_.value(node);
      if (value != 0) first = std::min(first, value);
    }
  }
  return first > pack_->urgent.size() ? nullptr : &pack_->urgent[first - 1];
}

/// What half of a sentence is surely about: one item, or the items of a topic, likeliest first;
/// nothing where it is not sure.
Assistant::Half Assistant::sure_half(const std::string& text, double least) const {
  Understanding half;
  const intent::Prediction prediction = model().predict(trained_->reader(text));
  if (prediction.refused || prediction.inside.front().probability < least) return {};
  const Label& label = meanings_[static_cast<std::size_t>(prediction.inside.front().label)];
  if (label.item != nullptr) {
    return {{{label.item->id, prediction.inside.front().probability}}, nullptr};
  }
  read_matters(prediction, half);
  half.items.resize(std::min(half.items.size(), std::min(kCandidatesMax, half.covering_count)));
  return {std::move(half.items), label.topic};
}

/// Without a word that adds, only different documents are two matters: of other domains, or each
/// half with an official term of its own ("护照过期了，办新护照" is one).
bool Assistant::are_two(Cut cut, bool two_named, std::string_view one, std::string_view two) const {
  if (cut == Cut::by_word || pack_->item(one)->domain != pack_->item(two)->domain) return true;
  return cut != Cut::between && two_named;
}

/// Whether each half names a document of ours that the other does not.
bool Assistant::two_named(const Halves& halves) const {
  const std::vector<text::Term> first = ours(language().analyse(halves.first));
  const std::vector<text::Term> second = ours(language().analyse(halves.second));
  const auto more = [](const std::vector<text::Term>& here, const std::vector<text::Term>& there) {
    return std::any_of(here.begin(), here.end(), [&](const text::Term& term) {
      return std::none_of(there.begin(), there.end(),
                          [&](const text::Term& t) { return t.official == term.official; });
    });
  };
  return more(first, second) && more(second, first);
}

/// Whether `text` answers what `item` would ask: "驾照快到期了，违章都清了" is one matter.
bool Assistant::tells_of(std::string_view item, const std::string& text) const {
  const Heard heard = hearing().hear(text);
  const std::vector<knowledge::Fact>& facts = pack_->item(item)->facts;
  return std::any_of(facts.begin(), facts.end(), [&](const knowledge::Fact& fact) {
    return option_said(*pack_, fact, text, heard) != nullptr;
  });
}

/// "驾照丢了身份证也丢了": before the second document, where two are named, nothing parts them, and
/// the whole may mean either.
std::optional<Halves> Assistant::before_second(const text::Analysis& analysis,
                                               const Understanding& whole) const {
  const std::vector<text::Term> named = ours(analysis);
  if (named.size() != 2 || named[0].official == named[1].official) return std::nullopt;
  if (whole.items.size() < 2 || whole.items[1].probability < kTitleMin) return std::nullopt;
  return cut_before(analysis, named[1]);
}

/// Where the halves name no document each and no word adds the second, both are items that the
/// whole sentence may mean; where the whole surely is one, a mark alone parts no topic from it.
/// What is known best comes second: about the other a question may have to be asked.
TwoMatters Assistant::two_matters(const text::Analysis& analysis,
                                  const Understanding& whole) const {
  const auto among = [&](const std::string& item) {
    return std::any_of(whole.items.begin(), whole.items.end(), [&](const Candidate& c) {
      return c.item == item && c.probability >= kTitleMin;
    });
  };
  const bool one_for_sure =
      !whole.items.empty() && whole.items.front().probability >= kAnotherMatterCertain;
  std::vector<Halves> ways = split_matters(analysis, trained_->reader.hearing);
  if (const auto halves = before_second(analysis, whole)) ways.push_back(*halves);
  for (const Halves& halves : ways) {
    const bool named = two_named(halves);
    const double least = named && halves.cut == Cut::by_word ? kHalfNamedMin : kHalfSureMin;
    Half one = sure_half(halves.first, least);
    if (one.items.empty()) continue;
    Half two = sure_half(halves.second, least);
    if (two.items.empty()) continue;
    const std::string first = one.items.front().item, second = two.items.front().item;
    if (first == second || !are_two(halves.cut, named, first, second)) continue;
    const bool topics = one.topic != nullptr || two.topic != nullptr;
    if (topics && halves.cut == Cut::by_mark && one_for_sure) continue;
    const bool doubtful = !named && halves.cut != Cut::by_word;
    if (doubtful && (topics || !(among(first) && among(second)))) continue;
    const bool told = tells_of(first, halves.second) || tells_of(second, halves.first);
    if (halves.cut == Cut::by_mark && told) continue;
    if (one.topic == nullptr && two.topic != nullptr) std::swap(one, two);
    return {std::move(one.items), one.topic, two.items.front().item};
  }
  return {};
}

void Assistant::explain(const text::Analysis& analysis, const intent::Prediction& prediction,
                        Understanding& out) const {
  Explanation& to = out.explanation;
  to.normalised = mask_(analysis.normalised);
  to.canonical = mask_(analysis.canonical);
  to.heard = out.stated;
  to.outside = prediction.outside_probability;
  to.none_meant = prediction.none_meant;
  to.refuse_at = model().refuse_at();
  to.danger = prediction.alarm;
  to.terms.clear();
  to.labels.clear();
  to.covering.clear();
  to.lessons.clear();
  for (const text::Term& term : analysis.terms) to.terms.push_back(term.official);
  for (const auto* list : {&prediction.inside, &prediction.outside}) {
    for (const intent::Ranked& one : *list) {
      to.labels.emplace_back(trained_->labels[static_cast<std::size_t>(one.label)],
                             one.probability);
    }
  }
  std::stable_sort(to.labels.begin(), to.labels.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  if (to.labels.size() > kExplainedMax) to.labels.resize(kExplainedMax);
  for (std::size_t i = 0; i < std::min(prediction.covering, prediction.inside.size()); ++i) {
    to.covering.push_back(trained_->labels[static_cast<std::size_t>(prediction.inside[i].label)]);
  }
  for (const search::Hit& hit : prediction.lessons) {
    to.lessons.push_back({&pack_->lessons[hit.document], hit.share});
  }
}

}  // namespace zheli::dialogue
