#include "desk/record_text.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "core/base64.h"
#include "files/json_text.h"
#include "ledger/hash.h"

namespace zheli::desk {

std::string to_string(identity::Instant at) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(at.time_since_epoch().count()));
}

std::string record_text(Fields fields, const Stamp& stamp, const store::Turn& turn) {
  fields["at"] = to_string(stamp.at);
  fields["by"] = stamp.by;
  fields["whose"] = stamp.whose;
  fields["n"] = turn.n;
  if (turn.n > 1) fields["before"] = core::base64(turn.before);
  files::JsonText to;
  to.object([&] {
    for (const auto& [name, value] : fields)
      std::visit([&](const auto& one) { to.field(name, one); }, value);
  });
  return std::move(to).take();
}

}  // namespace zheli::desk
