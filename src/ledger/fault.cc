#include "ledger/fault.h"

#include <fmt/format.h>

namespace zheli::ledger {

std::string_view name_of(Fault one) {
  switch (one) {
    case Fault::missing:
      return "missing";
    case Fault::malformed:
      return "malformed";
    case Fault::wrong_leaf:
      return "wrong-leaf";
    case Fault::wrong_tile:
      return "wrong-tile";
    case Fault::wrong_root:
      return "wrong-root";
    case Fault::wrong_origin:
      return "wrong-origin";
    case Fault::unsigned_log:
      return "unsigned-log";
    case Fault::forged:
      return "forged";
    case Fault::few_witnesses:
      return "few-witnesses";
    case Fault::fork:
      return "fork";
    case Fault::wrong_proof:
      return "wrong-proof";
    case Fault::wrong_record:
      return "wrong-record";
  }
  return "";
}

core::Error fault(Fault one, std::string_view what) {
  return {fmt::format("{}: {}", name_of(one), what)};
}

}  // namespace zheli::ledger
