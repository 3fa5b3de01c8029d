// What either door brings, the JSON of POST /api/v1/ask or the fields of a page's form → one value,
// read and bounded; nobody checks again after that. Likewise what did not help, of
// POST /api/v1/feedback. Tested by ask_request_test.cc.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "assistant/dialogue/conversation.h"
#include "core/date.h"
#include "core/result.h"

namespace zheli::server {

struct AskRequest {
  dialogue::Message message;
  std::string conversation;         // the token of the reply before, or empty
  std::optional<bool> english;      // the language of the reply; none: as the message is
  std::optional<core::Date> as_of;  // none: today
  bool explain = false;

  static constexpr std::size_t kTextMax = 500;  // characters of the message, not bytes
};

/// Both read valid UTF-8 and hold text of at most kTextMax characters. The Error names the field
/// and what would be right. A body must say something, in "text" or in "answer"; a page's empty
/// box is a turn like another, which the assistant answers with what may be asked.
core::Result<AskRequest> read_ask_body(std::string_view json);
core::Result<AskRequest> read_ask_form(const std::map<std::string, std::string>& fields);

/// The day that a request asks about, of either door or of a guide; none where `text` is empty.
core::Result<std::optional<core::Date>> read_as_of(const std::string& text);

/// What a citizen missed in a reply.
struct Feedback {
  std::string text;          // what was missing, in the citizen's words
  std::string question;      // what had been asked, or empty
  std::string conversation;  // the token of the reply, or empty
};

/// "text" must say something; it and "question" have at most AskRequest::kTextMax characters.
core::Result<Feedback> read_feedback_body(std::string_view json);

}  // namespace zheli::server
