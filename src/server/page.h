// A reply or a guide → plain HTML that needs no JavaScript, put into the site's shell. The page's
// script takes over where it runs. Every sentence comes from the pack. Tested by service_test.cc.
#pragma once

#include <string>

#include "assistant/dialogue/reply.h"
#include "server/site.h"

namespace zheli::server {

/// `text` with &, <, > and quotes written as entities.
std::string escaped(std::string_view text);

std::string guide_html(const knowledge::Pack& pack, const dialogue::Guide& guide, bool english);
std::string reply_html(const knowledge::Pack& pack, const dialogue::Reply& reply,
                       const std::string& token, const std::string& asked);

/// The start page without JavaScript: a box to ask in, the hot matters, all items by domain.
std::string home_html(const knowledge::Pack& pack);

/// Where a talk cannot go on: the invitation to start again, and the box to ask in.
std::string again_html(const knowledge::Pack& pack);

/// `content` inside the site's index.html (its empty <div id="app">), or in a bare document where
/// no site was given. `title` is escaped here.
std::string whole_page(const Site& site, const std::string& title, const std::string& content);

}  // namespace zheli::server
