#include "securitization/programme/shelf.h"

#include <fmt/format.h>

#include <algorithm>

namespace zheli::programme {

core::Result<Shelf> Shelf::with(const Issuance& issuance) const {
  if (issuance.id.empty() || has(issuance.id))
    return core::Error{"an issue needs an id of its own: \"" + issuance.id + "\" will not do"};
  if (issuance.size.fen <= 0) return core::Error{"an issue has a size above 0"};
  if (issuance.on < approval_.from || issuance.on >= approval_.until)
    return core::Error{fmt::format("the shelf may issue from {} until before {}, not on {}",
                                   core::to_string(approval_.from),
                                   core::to_string(approval_.until), core::to_string(issuance.on))};
  if (left() < issuance.size)
    return core::Error{fmt::format("an issue of {} is above the {} that are left of the shelf",
                                   core::to_string(issuance.size), core::to_string(left()))};
  Shelf to = *this;
  to.issues_.push_back(issuance);
  return to;
}

core::Result<Shelf> Shelf::with(const Drawing& drawing) const {
  if (!has(drawing.issue)) return core::Error{"the shelf has no issue \"" + drawing.issue + "\""};
  if (!approval_.caps.contains(drawing.supporter))
    return core::Error{"the shelf has no supporter \"" + drawing.supporter + "\""};
  if (available(drawing.supporter) < drawing.amount)
    return core::Error{fmt::format("\"{}\" may be called for {} more over all issues, not for {}",
                                   drawing.supporter, core::to_string(available(drawing.supporter)),
                                   core::to_string(drawing.amount))};
  const core::Money before = out(drawing.issue, drawing.supporter);
  if ((before + drawing.amount).fen < 0)
    return core::Error{fmt::format("\"{}\" has {} out for \"{}\": no more than that comes back",
                                   drawing.supporter, core::to_string(before), drawing.issue)};
  Shelf to = *this;
  to.drawings_.push_back(drawing);
  return to;
}

core::Money Shelf::used() const {
  core::Money to;
  for (const Issuance& one : issues_) to += one.size;
  return to;
}

core::Money Shelf::available(const std::string& supporter) const {
  const auto cap = approval_.caps.find(supporter);
  if (cap == approval_.caps.end()) return {};
  core::Money to = cap->second;
  for (const Issuance& one : issues_) to -= out(one.id, supporter);
  return to;
}

core::Money Shelf::out(const std::string& issue, const std::string& supporter) const {
  core::Money to;
  for (const Drawing& one : drawings_)
    if (one.issue == issue && one.supporter == supporter) to += one.amount;
  return to;
}

bool Shelf::has(const std::string& issue) const {
  return std::any_of(issues_.begin(), issues_.end(),
                     [&](const Issuance& one) { return one.id == issue; });
}

}  // namespace zheli::programme
