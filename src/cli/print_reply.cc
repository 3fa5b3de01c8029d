#include "cli/print_reply.h"

#include <fmt/format.h>

#include "assistant/dialogue/decide.h"
#include "assistant/dialogue/facet.h"

namespace zheli::cli {
namespace {

using dialogue::Facet;
using dialogue::Guide;
using dialogue::Reply;
using knowledge::in_language;
using knowledge::Pack;

class Page {
 public:
  Page(const Pack& pack, bool english) : pack_(pack), english_(english) {}

  void line(const std::string& text, int indent = 0) {
    out_ += std::string(static_cast<std::size_t>(indent), ' ') + text + "\n";
  }
  void gap() { out_ += "\n"; }
  std::string phrase(const std::string& id,
                     const std::map<std::string, std::string>& places = {}) const {
    return dialogue::phrase(pack_, english_, id, places);
  }

  void guide(const Guide& guide) {
    gap();
    line(fmt::format("== {} ==", called(*guide.item)));
    const std::vector<std::string> lines = dialogue::guide_lines(pack_, english_, guide);
    if (const std::string note = dialogue::mark_note(pack_, english_, lines); !note.empty()) {
      line(note);
    }
    for (const knowledge::Outcome* outcome : guide.outcomes) {
      line("> " + in_language(english_, outcome->title, outcome->english.title));
      line(in_language(english_, outcome->say, outcome->english.say), 2);
      int number = 0;
      for (const std::string& step : outcome->steps_in(english_)) {
        line(fmt::format("{}. {}", ++number, step), 2);
      }
    }
    for (const std::string& text : lines) line(text);
    if (guide.nearest) {
      const knowledge::Outcome& other = *guide.nearest->outcome;
      line(phrase("nearest", {{"condition", guide.nearest->condition},
                              {"title", in_language(english_, other.title, other.english.title)}}));
    }
  }

  void ask(const dialogue::AskBack& ask) {
    gap();
    line(in_language(english_, ask.question->ask, ask.question->english.ask));
    int number = 0;
    for (const knowledge::Option& option : ask.question->options) {
      const std::string& label = in_language(english_, option.label, option.english.label);
      line(fmt::format("{}. {}", ++number, label), 2);
    }
    if (ask.item == nullptr) line("-  " + phrase("option-none"), 2);
    line("-  " + phrase("option-unsure"), 2);
  }

  void candidates(const std::vector<dialogue::Candidate>& candidates) {
    gap();
    int number = 0;
    for (const dialogue::Candidate& candidate : candidates) {
      const knowledge::Item& item = *pack_.item(candidate.item);
      const std::string& summary = in_language(english_, item.summary, item.english.summary);
      line(fmt::format("{}. {}: {}", ++number, called(item), summary), 2);
    }
    line("-  " + phrase("option-none"), 2);
  }

  std::string text() && { return std::move(out_); }

 private:
  /// The matter as people say it, with its official title.
  std::string called(const knowledge::Item& item) const {
    return fmt::format("{} ({})", in_language(english_, item.everyday, item.english.everyday),
                       in_language(english_, item.title, item.english.title));
  }

  const Pack& pack_;
  bool english_;
  std::string out_;
};

}  // namespace

std::string reply_text(const Pack& pack, const Reply& reply) {
  Page page(pack, reply.next.english);
  for (const std::string& sentence : reply.say) page.line(sentence);
  if (reply.facet == Facet::whole) {
    for (const Guide& guide : reply.guides) page.guide(guide);
  }
  if (reply.ask) page.ask(*reply.ask);
  if (reply.move == dialogue::Move::offer) page.candidates(reply.candidates);
  const knowledge::Referral* referral = reply.referral;
  if (referral != nullptr && !referral->who.empty()) {
    const std::string& who = in_language(reply.next.english, referral->who, referral->english.who);
    page.line(fmt::format("{} {}", who, referral->phone));
  }
  return std::move(page).text();
}

std::string explanation_text(const Reply& reply) {
  const dialogue::Explanation& e = reply.explanation;
  std::string out = fmt::format("\nread      {}\nofficial  {}\nterms     {}\nheard     ",
                                e.normalised, e.canonical, fmt::join(e.terms, " "));
  for (const auto& [fact, option] : e.heard) out += fmt::format("{}={} ", fact, option);
  out += fmt::format(
      "\noutside   {:.3f}\nnone      {:.3f} of the matters below is meant; refused above "
      "{:.3f}\ndanger    {:.3f}\nlabels\n",
      e.outside, e.none_meant, e.refuse_at, e.danger);
  for (const auto& [label, probability] : e.labels) {
    out += fmt::format("  {:6.3f}  {}\n", probability, label);
  }
  out += fmt::format("covering  {}\nnearest taught questions\n", fmt::join(e.covering, " "));
  for (const dialogue::NearLesson& near : e.lessons) {
    out += fmt::format("  {:6.2f}  {} ({})\n", near.similarity, near.lesson->question,
                       near.lesson->label);
  }
  out += "decided\n";
  for (const std::string& step : e.steps) out += "  " + step + "\n";
  out += fmt::format("  move {}\n", dialogue::name(reply.move));
  return out;
}

}  // namespace zheli::cli
