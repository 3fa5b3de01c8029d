// What dialogue returns → the JSON of openapi.json. Tested by service_test.cc.
#pragma once

#include "assistant/dialogue/reply.h"
#include "files/json_text.h"

namespace zheli::server {

using files::JsonText;

/// The fields of an object that `to` has open. Sentences come in the language of the conversation,
/// in Chinese where the pack has no English; items have
/// both titles and both everyday names.
void reply_fields(JsonText& to, const knowledge::Pack& pack, const dialogue::Reply& reply,
                  bool explain);
void guide_fields(JsonText& to, const knowledge::Pack& pack, const dialogue::Guide& guide,
                  bool english);
void explanation_fields(JsonText& to, const dialogue::Explanation& explanation);

/// The short form of an item, as in lists.
void item_fields(JsonText& to, const knowledge::Item& item);

/// The service places of `district`; all where it is empty.
void places_fields(JsonText& to, const knowledge::Pack& pack, const std::string& district,
                   bool english);

void imprint_fields(JsonText& to, const knowledge::Imprint& imprint);

/// A fact with its options, as an item's page and a question show it.
void asking_fields(JsonText& to, const knowledge::Asking& asked, bool english);
void outcome_fields(JsonText& to, const knowledge::Pack& pack, const knowledge::Outcome& outcome,
                    bool english);

}  // namespace zheli::server
