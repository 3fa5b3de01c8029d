#include "securitization/programme/pledge_register.h"

#include <algorithm>

namespace zheli::programme {

core::Result<PledgeRegister> PledgeRegister::with(const Registration& registration) const {
  if (registration.right.empty() || registration.loan.empty() || registration.number.empty())
    return core::Error{"a registration names its right, its loan and its number"};
  if (registration.rank < 1 || registration.secured.fen <= 0)
    return core::Error{"registration " + registration.number +
                       " needs a rank from 1 on and a secured amount above 0"};
  for (const Entered& one : entries_) {
    if (one.registration.number == registration.number)
      return core::Error{"registration " + registration.number + " is entered already"};
    if (one.registration.right != registration.right) continue;
    if (!one.released || registration.on < *one.released)
      return core::Error{"right \"" + registration.right + "\" secures loan \"" +
                         one.registration.loan + "\" by registration " + one.registration.number +
                         ": release that first"};
  }
  PledgeRegister to = *this;
  to.entries_.push_back({registration, {}});
  return to;
}

core::Result<PledgeRegister> PledgeRegister::with(const Release& release) const {
  PledgeRegister to = *this;
  const auto found = std::find_if(to.entries_.begin(), to.entries_.end(), [&](const Entered& one) {
    return one.registration.number == release.number;
  });
  if (found == to.entries_.end()) return core::Error{"there is no registration " + release.number};
  if (found->released)
    return core::Error{"registration " + release.number + " was released on " +
                       core::to_string(*found->released)};
  if (release.on < found->registration.on)
    return core::Error{"registration " + release.number + " is of " +
                       core::to_string(found->registration.on) + ": it ends no earlier"};
  if (release.owed.fen > 0)
    return core::Error{"loan \"" + found->registration.loan + "\" still owes " +
                       core::to_string(release.owed) + ": it is repaid before its pledge ends"};
  found->released = release.on;
  return to;
}

std::vector<Registration> PledgeRegister::on(core::Date day) const {
  std::vector<Registration> to;
  for (const Entered& one : entries_)
    if (one.registration.on <= day && (!one.released || day < *one.released))
      to.push_back(one.registration);
  return to;
}

}  // namespace zheli::programme
