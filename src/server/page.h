// A reply or a guide → a page of plain HTML that needs no JavaScript, in the site's shell. The
// page's script takes over where it runs. What a citizen typed travels in forms, never in an
// address. Every sentence comes from the pack. Tested by page_test.cc and service_test.cc.
#pragma once

#include <string>

#include "assistant/dialogue/reply.h"
#include "server/site.h"

namespace zheli::server {

class Pages {
 public:
  /// Borrows `pack`. Every link begins with `base`, "/" or "/zjhz/".
  Pages(const knowledge::Pack& pack, const Site& site, std::string base);

  /// A box to ask in, the hot matters, all items by domain.
  std::string home(bool english) const;
  std::string domain(const knowledge::Domain& domain, bool english) const;
  std::string guide(const dialogue::Guide& guide, bool english) const;

  /// One turn: what was asked, the reply, the options as buttons, the box to go on in.
  std::string reply(const dialogue::Reply& reply, const std::string& token,
                    const std::string& asked) const;

  /// A sentence of the pack's phrases, the box to ask in, and the way home.
  std::string note(const std::string& phrase_id, bool english) const;

 private:
  std::string address(std::string_view path, bool english) const;
  std::string ask_form(bool english, const std::string& token) const;
  std::string options_form(bool english, const std::string& token, const std::string& question,
                           std::string_view buttons) const;
  std::string question_html(const dialogue::AskBack& ask, bool english,
                            const std::string& token) const;
  std::string offer_html(const dialogue::Reply& reply, const std::string& token) const;
  std::string items_html(const knowledge::Domain& domain, bool english) const;
  std::string item_link(const knowledge::Item& item, bool english) const;
  std::string guide_html(const dialogue::Guide& guide, bool english, int level) const;
  std::string in_shell(bool english, const std::string& title, const std::string& content) const;

  const knowledge::Pack& pack_;
  std::string base_;
  Shell shell_;
};

}  // namespace zheli::server
