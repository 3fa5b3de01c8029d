// What dialogue returns → the JSON of docs/formats/api.md, and back for requests. The one place
// that knows the field names. Tested by service_test.cc.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "assistant/dialogue/reply.h"
#include "core/date.h"
#include "core/result.h"
#include "server/json_text.h"

namespace zheli::server {

using Json = nlohmann::ordered_json;

/// A question as it arrives over HTTP, parsed and bounded: text of 1 to kTextMax characters of
/// valid UTF-8.
struct AskRequest {
  dialogue::Message message;
  std::string conversation;  // token, or empty
  std::string lang;          // "zh", "en" or empty: as the text is
  std::optional<core::Date> as_of;
  bool explain = false;

  static constexpr std::size_t kTextMax = 500;  // characters, not bytes
};

/// Reads the body of POST /api/v1/ask. The Error names the field and what would be right.
core::Result<AskRequest> read_ask(std::string_view body);

/// The fields of an object that `to` has open. Sentences come in the language of the conversation,
/// in Chinese where the pack has no English; items have both titles.
void reply_fields(JsonText& to, const knowledge::Pack& pack, const dialogue::Reply& reply,
                  bool explain);
void guide_fields(JsonText& to, const knowledge::Pack& pack, const dialogue::Guide& guide,
                  bool english);
void explanation_fields(JsonText& to, const dialogue::Explanation& explanation);

/// The short form of an item, as in lists.
void item_fields(JsonText& to, const knowledge::Item& item);

/// A fact with its options, as an item's page and a question show it.
void fact_fields(JsonText& to, const knowledge::Fact& fact, bool english);
void outcome_fields(JsonText& to, const knowledge::Pack& pack, const knowledge::Outcome& outcome,
                    bool english);

/// JSON bytes; text that is no valid UTF-8 is replaced, never thrown on.
std::string dump(const Json& json);

}  // namespace zheli::server
