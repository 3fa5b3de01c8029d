#include "securitization/waterfall/layout.h"

namespace zheli::waterfall {

Layout::Layout(const Terms& terms) {
  const int accounts = static_cast<int>(terms.accounts.size());
  const int tranches = static_cast<int>(terms.tranches.size());
  const int fees = static_cast<int>(terms.fees.size());
  const int supporters = static_cast<int>(terms.supporters.size());
  const int triggers = static_cast<int>(terms.triggers.size());
  const int figures[kFigures] = {accounts,   tranches, tranches,   fees,         supporters,
                                 supporters, tranches, supporters, supporters,   triggers,
                                 1,          1,        1,          cash::kFlows, 1};
  const int flows = terms.call || terms.replenishment ? cash::kFlows : 0;
  const int lines[kLines] = {1,        fees,       tranches,   tranches,  accounts, 1,
                             flows,    accounts,   1,          1,         fees,     tranches,
                             tranches, supporters, supporters, supporters};
  for (int i = 0; i < kFigures; ++i) first_row_[i + 1] = first_row_[i] + figures[i];
  for (int i = 0; i < kLines; ++i) first_line_[i + 1] = first_line_[i] + lines[i];
}

}  // namespace zheli::waterfall
