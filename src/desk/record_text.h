// A record's JSON, as docs/formats/records.md has it: names in the order of bytes, no blanks.
// Tested by record_text_test.cc.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "services/identity/session.h"
#include "store/records.h"

namespace zheli::desk {

/// What a record says beside the fields of every record; text is valid UTF-8.
using Fields =
    std::map<std::string, std::variant<std::string, std::int64_t, std::vector<std::string>>>;

/// Who did it, to whom, when.
struct Stamp {
  identity::Instant at;
  std::string by, whose;
};

std::string record_text(Fields fields, const Stamp& stamp, const store::Turn& turn);

/// "2026-11-30T08:00:00Z".
std::string to_string(identity::Instant at);

}  // namespace zheli::desk
