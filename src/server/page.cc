#include "server/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "assistant/dialogue/decide.h"
#include "assistant/dialogue/facet.h"
#include "server/ask_request.h"

namespace zheli::server {
namespace {

using dialogue::Facet;
using dialogue::phrase;
using knowledge::Domain;
using knowledge::in_language;
using knowledge::Item;
using knowledge::Pack;

std::string tag(std::string_view name, std::string_view text) {
  return fmt::format("<{}>{}</{}>\n", name, escaped(text), name);
}

std::string heading(int level, std::string_view text) {
  return tag(fmt::format("h{}", level), text);
}

/// What a matter is called.
const std::string& name_of(const Item& item, bool english) {
  return in_language(english, item.everyday, item.english.everyday);
}

std::string button(const std::string& option, std::string_view label) {
  return fmt::format("<li><button name=\"option\" value=\"{}\">{}</button></li>\n", escaped(option),
                     escaped(label));
}

/// A number to tap where the text is one: "110", "0572-2210100".
std::string phone_html(const std::string& phone) {
  const bool is_number = phone.find_first_not_of("0123456789-+ ") == std::string::npos;
  if (!is_number || phone.empty()) return escaped(phone);
  std::string dialled;
  std::copy_if(phone.begin(), phone.end(), std::back_inserter(dialled),
               [](char c) { return c != ' ' && c != '-'; });
  return fmt::format("<a href=\"tel:{}\">{}</a>", dialled, phone);
}

std::string referral_html(const knowledge::Referral& referral, bool english) {
  std::string out;
  if (!referral.call.empty()) out += fmt::format("<p>{}</p>\n", phone_html(referral.call));
  if (referral.who.empty()) return out;
  return out + fmt::format("<p>{} {}</p>\n",
                           escaped(in_language(english, referral.who, referral.english.who)),
                           phone_html(referral.phone));
}

std::string list(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += tag("li", line);
  return out.empty() ? out : "<ul>\n" + out + "</ul>\n";
}

}  // namespace

Pages::Pages(const Pack& pack, const Site& site, std::string base)
    : pack_(pack), base_(std::move(base)), shell_(site, base_) {}

std::string Pages::address(std::string_view path, bool english) const {
  return fmt::format("{}{}{}", base_, path, english ? "?lang=en" : "");
}

std::string Pages::in_shell(bool english, const std::string& title,
                            const std::string& content) const {
  const std::string& zone = in_language(english, pack_.title, pack_.english);
  return shell_.page(english, title.empty() ? zone : title + " · " + zone,
                     "<main>\n" + content + "</main>\n");
}

/// A small form: the words typed, and the conversation so far.
std::string Pages::ask_form(bool english, const std::string& token) const {
  return fmt::format(
      "<form action=\"{}ask\" method=\"post\"><label for=\"q\">{}</label> "
      "<input id=\"q\" name=\"text\" maxlength=\"{}\" autocomplete=\"off\" required>"
      "<input type=\"hidden\" name=\"conversation\" value=\"{}\"> <button>{}</button></form>\n",
      base_, escaped(phrase(pack_, english, "ask-label")), AskRequest::kTextMax, escaped(token),
      escaped(phrase(pack_, english, "ask-button")));
}

std::string Pages::options_form(bool english, const std::string& token, const std::string& question,
                                std::string_view buttons) const {
  return fmt::format(
      "<form action=\"{}ask\" method=\"post\">"
      "<input type=\"hidden\" name=\"conversation\" value=\"{}\">"
      "<input type=\"hidden\" name=\"question\" value=\"{}\">"
      "<input type=\"hidden\" name=\"lang\" value=\"{}\">\n<ul>\n{}</ul></form>\n",
      base_, escaped(token), escaped(question), english ? "en" : "zh", buttons);
}

std::string Pages::question_html(const dialogue::AskBack& ask, bool english,
                                 const std::string& token) const {
  const knowledge::Asking& question = *ask.question;
  std::string buttons;
  for (const knowledge::Option& option : question.options) {
    buttons += button(option.id, in_language(english, option.label, option.english.label));
  }
  if (ask.item == nullptr) buttons += button("none", phrase(pack_, english, "option-none"));
  buttons += button("unsure", phrase(pack_, english, "option-unsure"));
  return tag("h2", in_language(english, question.ask, question.english.ask)) +
         options_form(english, token, question.id, buttons);
}

std::string Pages::offer_html(const dialogue::Reply& reply, const std::string& token) const {
  const bool english = reply.next.english;
  std::string buttons;
  for (const dialogue::Candidate& candidate : reply.candidates) {
    const Item& item = *pack_.item(candidate.item);
    buttons += button(item.id, name_of(item, english));
  }
  buttons += button("none", phrase(pack_, english, "option-none"));
  return options_form(english, token, std::string(dialogue::kOffer), buttons);
}

std::string Pages::item_link(const Item& item, bool english) const {
  return fmt::format("<li><a href=\"{}\">{}</a> <small>{}</small> {}</li>\n",
                     address("items/" + item.id, english), escaped(name_of(item, english)),
                     escaped(in_language(english, item.title, item.english.title)),
                     escaped(in_language(english, item.summary, item.english.summary)));
}

std::string Pages::items_html(const Domain& domain, bool english) const {
  std::string out = "<ul>\n";
  for (const Item& item : pack_.items) {
    if (item.domain == domain.id) out += item_link(item, english);
  }
  return out + "</ul>\n";
}

std::string Pages::guide_html(const dialogue::Guide& guide, bool english, int level) const {
  const Item& item = *guide.item;
  std::string out = "<article>\n" + heading(level, name_of(item, english)) +
                    tag("p", in_language(english, item.title, item.english.title)) +
                    tag("p", in_language(english, item.summary, item.english.summary));
  const std::vector<std::string> lines = dialogue::guide_lines(pack_, english, guide);
  const std::string note = dialogue::mark_note(pack_, english, lines);
  if (!note.empty()) out += tag("p", note);
  for (const knowledge::Outcome* outcome : guide.outcomes) {
    out += heading(level + 1, in_language(english, outcome->title, outcome->english.title));
    out += tag("p", in_language(english, outcome->say, outcome->english.say));
    const std::vector<std::string>& steps = outcome->steps_in(english);
    if (!steps.empty()) out += "<ol>\n";
    for (const std::string& step : steps) out += tag("li", step);
    if (!steps.empty()) out += "</ol>\n";
  }
  out += list(lines);
  if (guide.nearest) {
    const knowledge::Outcome& other = *guide.nearest->outcome;
    out += tag("p", phrase(pack_, english, "nearest",
                           {{"condition", guide.nearest->condition},
                            {"title", in_language(english, other.title, other.english.title)}}));
  }
  return out + "</article>\n";
}

std::string Pages::home(bool english) const {
  std::string out = tag("h1", in_language(english, pack_.title, pack_.english)) +
                    tag("p", phrase(pack_, english, "greeting")) + ask_form(english, "") + "<ul>\n";
  for (const std::string& id : pack_.hot) out += item_link(*pack_.item(id), english);
  out += "</ul>\n";
  for (const Domain& domain : pack_.domains) {
    out += tag("h2", in_language(english, domain.title, domain.english));
    out += items_html(domain, english);
  }
  return in_shell(english, "", out);
}

std::string Pages::domain(const Domain& domain, bool english) const {
  const std::string& title = in_language(english, domain.title, domain.english);
  return in_shell(english, title,
                  tag("h1", title) + items_html(domain, english) + ask_form(english, ""));
}

std::string Pages::guide(const dialogue::Guide& guide, bool english) const {
  const Item& item = *guide.item;
  return in_shell(english, name_of(item, english),
                  guide_html(guide, english, 1) + ask_form(english, ""));
}

std::string Pages::reply(const dialogue::Reply& reply, const std::string& token,
                         const std::string& asked) const {
  const bool english = reply.next.english;
  std::string out = tag("h1", in_language(english, pack_.title, pack_.english));
  if (!asked.empty()) out += tag("blockquote", asked);
  for (const std::string& sentence : reply.say) out += tag("p", sentence);
  if (reply.referral != nullptr) out += referral_html(*reply.referral, english);
  std::string title;
  if (reply.facet == Facet::whole) {
    for (const dialogue::Guide& guide : reply.guides) {
      out += guide_html(guide, english, 2);
      const Item& item = *guide.item;
      if (title.empty()) title = name_of(item, english);
    }
  }
  if (reply.ask) out += question_html(*reply.ask, english, token);
  if (reply.move == dialogue::Move::offer) out += offer_html(reply, token);
  return in_shell(english, title, out + ask_form(english, token));
}

std::string Pages::note(const std::string& phrase_id, bool english) const {
  const std::string& zone = in_language(english, pack_.title, pack_.english);
  return in_shell(
      english, "",
      tag("h1", phrase(pack_, english, phrase_id)) + ask_form(english, "") +
          fmt::format("<p><a href=\"{}\">{}</a></p>\n", address("", english), escaped(zone)));
}

}  // namespace zheli::server
