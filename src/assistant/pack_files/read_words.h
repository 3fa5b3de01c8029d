// The pack's small files of words: pack.yaml, not-ours.yaml, urgent.yaml, lexicon.yaml,
// phrases.yaml, hearing.yaml, words.yaml. See docs/formats/pack.md. Tested by read_pack_test.cc.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "assistant/knowledge/pack.h"
#include "assistant/pack_files/english.h"
#include "assistant/pack_files/mention.h"
#include "files/fields.h"

namespace zheli::pack_files {

using knowledge::LexiconEntry;
using knowledge::Pack;
using knowledge::Phrase;
using knowledge::Referral;

/// pack.yaml → the pack's head; the item ids of `hot` are left as mentions.
std::vector<Mention> read_head(const Node& root, const English& english, Pack& pack,
                               Findings& findings);

std::vector<Referral> read_not_ours(const Node& root, const English& english, Findings& findings);
std::vector<Referral> read_urgent(const Node& root, const English& english, Findings& findings);

std::vector<LexiconEntry> read_lexicon(const Node& root, Findings& findings);

std::map<std::string, Phrase> read_phrases(const Node& root, const English& english,
                                           Findings& findings);

/// What hearing.yaml and phrases.yaml hold, each id exactly once: what the program listens for, and
/// what it says.
const std::vector<std::string>& hearing_ids();
const std::vector<std::string>& phrase_ids();

/// Words by the id under which the program looks for them.
using WordLists = std::map<std::string, std::vector<std::string>>;

WordLists read_hearing(const Node& root, Findings& findings);

/// A place stands under one kind only.
WordLists read_words(const Node& root, Findings& findings);

}  // namespace zheli::pack_files
