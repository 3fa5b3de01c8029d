#include "server/page.h"

#include <fmt/format.h>

#include "assistant/dialogue/decide.h"
#include "assistant/dialogue/facet.h"
#include "server/ask_request.h"

namespace zheli::server {
namespace {

using dialogue::Facet;
using dialogue::phrase;
using knowledge::in_language;
using knowledge::Pack;

constexpr const char* kMount = "<div id=\"app\"></div>";

std::string tag(const char* name, std::string_view text) {
  return fmt::format("<{}>{}</{}>\n", name, escaped(text), name);
}

/// A small form: the words typed (or the option pressed) and the conversation so far.
std::string ask_form(const Pack& pack, bool english, const std::string& token) {
  return fmt::format(
      "<form action=\"/ask\" method=\"get\"><label for=\"q\">{}</label> "
      "<input id=\"q\" name=\"text\" maxlength=\"{}\" required>"
      "<input type=\"hidden\" name=\"conversation\" value=\"{}\"> <button>{}</button></form>\n",
      escaped(phrase(pack, english, "ask-label")), AskRequest::kTextMax, escaped(token),
      escaped(phrase(pack, english, "ask-button")));
}

std::string option_link(const std::string& token, const std::string& question,
                        const std::string& option, const std::string& label) {
  return fmt::format(
      "<li><a href=\"/ask?question={}&amp;option={}&amp;conversation={}\">{}</a></li>\n", question,
      option, token, escaped(label));
}

std::string item_link(const knowledge::Item& item, bool english) {
  return fmt::format("<li><a href=\"/items/{}\">{}</a> {}</li>\n", item.id,
                     escaped(in_language(english, item.title, item.english.title)),
                     escaped(in_language(english, item.summary, item.english.summary)));
}

std::string ask_html(const Pack& pack, bool english, const dialogue::AskBack& ask,
                     const std::string& token) {
  const knowledge::Asking& question = *ask.question;
  std::string out = tag("h2", in_language(english, question.ask, question.english.ask)) + "<ul>\n";
  for (const knowledge::Option& option : question.options) {
    out += option_link(token, question.id, option.id,
                       in_language(english, option.label, option.english.label));
  }
  if (ask.item == nullptr) {
    out += option_link(token, question.id, "none", phrase(pack, english, "option-none"));
  }
  const std::string unsure = phrase(pack, english, "option-unsure");
  return out + option_link(token, question.id, "unsure", unsure) + "</ul>\n";
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string guide_html(const Pack& pack, const dialogue::Guide& guide, bool english) {
  const knowledge::Item& item = *guide.item;
  std::string out = "<article>\n" + tag("h1", in_language(english, item.title, item.english.title));
  out += tag("p", in_language(english, item.summary, item.english.summary));
  for (const knowledge::Outcome* outcome : guide.outcomes) {
    out += tag("h2", in_language(english, outcome->title, outcome->english.title));
    out += tag("p", in_language(english, outcome->say, outcome->english.say)) + "<ol>\n";
    for (const std::string& step : outcome->steps_in(english)) out += tag("li", step);
    out += "</ol>\n";
  }
  for (const Facet facet : {Facet::who, Facet::materials, Facet::fee, Facet::time, Facet::place,
                            Facet::online, Facet::basis}) {
    out += "<ul>\n";
    for (const std::string& line : dialogue::facet_lines(pack, english, guide, facet)) {
      out += tag("li", line);
    }
    out += "</ul>\n";
  }
  if (guide.nearest) {
    const knowledge::Outcome& other = *guide.nearest->outcome;
    out += tag("p", phrase(pack, english, "nearest",
                           {{"condition", guide.nearest->condition},
                            {"title", in_language(english, other.title, other.english.title)}}));
  }
  return out + "</article>\n";
}

std::string reply_html(const Pack& pack, const dialogue::Reply& reply, const std::string& token,
                       const std::string& asked) {
  const bool english = reply.next.english;
  std::string out = "<main>\n";
  if (!asked.empty()) out += tag("blockquote", asked);
  for (const std::string& sentence : reply.say) out += tag("p", sentence);
  if (reply.referral != nullptr && !reply.referral->who.empty()) {
    const knowledge::Referral& other = *reply.referral;
    out += tag("p", in_language(english, other.who, other.english.who) + " " + other.phone);
  }
  if (reply.facet == Facet::whole) {
    for (const dialogue::Guide& guide : reply.guides) out += guide_html(pack, guide, english);
  }
  if (reply.ask) out += ask_html(pack, english, *reply.ask, token);
  if (reply.move == dialogue::Move::offer) {
    out += "<ul>\n";
    for (const dialogue::Candidate& candidate : reply.candidates) {
      const knowledge::Item& item = *pack.item(candidate.item);
      out += option_link(token, "offer", item.id,
                         in_language(english, item.title, item.english.title));
    }
    out += option_link(token, "offer", "none", phrase(pack, english, "option-none")) + "</ul>\n";
  }
  return out + ask_form(pack, english, token) + "</main>\n";
}

std::string home_html(const Pack& pack) {
  std::string out = "<main>\n" + tag("h1", pack.title) + tag("p", phrase(pack, false, "greeting"));
  out += ask_form(pack, false, "") + "<ul>\n";
  for (const std::string& id : pack.hot) out += item_link(*pack.item(id), false);
  out += "</ul>\n";
  for (const knowledge::Domain& domain : pack.domains) {
    out += tag("h2", domain.title) + "<ul>\n";
    for (const knowledge::Item& item : pack.items) {
      if (item.domain == domain.id) out += item_link(item, false);
    }
    out += "</ul>\n";
  }
  return out + "</main>\n";
}

std::string again_html(const Pack& pack) {
  return "<main>\n" + tag("p", phrase(pack, false, "again")) + ask_form(pack, false, "") +
         "</main>\n";
}

std::string whole_page(const Site& site, const std::string& title, const std::string& content) {
  const auto index = site.files.find("/index.html");
  if (index != site.files.end()) {
    std::string page = index->second.bytes;
    const std::size_t mount = page.find(kMount);
    if (mount != std::string::npos) {
      page.replace(mount, std::string_view(kMount).size(),
                   "<div id=\"app\">\n" + content + "</div>");
      return page;
    }
  }
  return fmt::format(
      "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<title>{}</title></head><body>\n{}</body></html>\n",
      escaped(title), content);
}

}  // namespace zheli::server
