// A sentence of the pack, its places filled in. Tested by guide_test.cc and decide_test.cc.
#pragma once

#include <map>
#include <string>

#include "assistant/knowledge/pack.h"

namespace zheli::dialogue {

/// A sentence of the pack's phrases.yaml in the conversation's language, places filled in. A
/// missing phrase is a broken program, not a broken pack (CHECK): the pack was checked for all of
/// them.
std::string phrase(const knowledge::Pack& pack, bool english, const std::string& id,
                   const std::map<std::string, std::string>& places = {});

}  // namespace zheli::dialogue
