#include "securitization/programme/holders.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "core/check.h"

namespace zheli::programme {
namespace {

__extension__ using Wide = __int128;  // a product of two amounts

bool whole_lots(core::Money face, core::Money lot) {
  return face.fen > 0 && face.fen % lot.fen == 0;
}

core::Error not_whole(core::Money face, core::Money lot) {
  return {fmt::format("a face of {} is not what may be held: a whole number of lots of {}",
                      core::to_string(face), core::to_string(lot))};
}

}  // namespace

core::Result<Holders> Holders::allot(std::vector<Holding> allotment, core::Money size,
                                     core::Money lot) {
  CHECK(lot.fen > 0);
  std::sort(allotment.begin(), allotment.end(),
            [](const Holding& a, const Holding& b) { return a.holder < b.holder; });
  core::Money sum;
  for (std::size_t i = 0; i < allotment.size(); ++i) {
    const Holding& one = allotment[i];
    if (one.holder.empty()) return core::Error{"a holder has no name: give one"};
    if (i > 0 && allotment[i - 1].holder == one.holder)
      return core::Error{"\"" + one.holder + "\" is allotted twice: give one sum"};
    if (!whole_lots(one.face, lot)) return not_whole(one.face, lot);
    if (size - sum < one.face) return core::Error{"more is allotted than " + core::to_string(size)};
    sum += one.face;
  }
  if (sum != size || allotment.empty())
    return core::Error{fmt::format("{} is allotted of a size of {}: allot all of it",
                                   core::to_string(sum), core::to_string(size))};
  return Holders(std::move(allotment), lot);
}

core::Result<Holders> Holders::with(const Transfer& transfer) const {
  if (!transfers_.empty() && transfer.on < transfers_.back().on)
    return core::Error{"a transfer on " + core::to_string(transfer.on) + " comes after one on " +
                       core::to_string(transfers_.back().on) + ": enter transfers by day"};
  if (transfer.to.empty() || transfer.from == transfer.to)
    return core::Error{"a transfer goes from one holder to another: name both"};
  if (!whole_lots(transfer.face, lot_)) return not_whole(transfer.face, lot_);
  core::Money held;
  for (const Holding& one : on(transfer.on))
    if (one.holder == transfer.from) held = one.face;
  if (held < transfer.face)
    return core::Error{fmt::format("\"{}\" holds {} on {}, which is less than {}", transfer.from,
                                   core::to_string(held), core::to_string(transfer.on),
                                   core::to_string(transfer.face))};
  Holders to = *this;
  to.transfers_.push_back(transfer);
  return to;
}

std::vector<Holding> Holders::on(core::Date day) const {
  std::map<std::string, core::Money> faces;
  for (const Holding& one : allotment_) faces[one.holder] = one.face;
  for (const Transfer& transfer : transfers_) {
    if (day < transfer.on) break;
    faces[transfer.from] -= transfer.face;
    faces[transfer.to] += transfer.face;
  }
  std::vector<Holding> to;
  for (const auto& [holder, face] : faces)
    if (face.fen > 0) to.push_back({holder, face});
  return to;
}

std::vector<core::Money> divide(core::Money amount, std::span<const Holding> among) {
  CHECK(amount.fen >= 0 && !among.empty());
  Wide total = 0;
  for (const Holding& one : among) total += one.face.fen;
  std::vector<core::Money> parts;
  std::vector<Wide> remainders;
  core::Money left = amount;
  for (const Holding& one : among) {
    const Wide product = Wide{amount.fen} * one.face.fen;
    parts.push_back({static_cast<std::int64_t>(product / total)});
    remainders.push_back(product % total);
    left -= parts.back();
  }
  std::vector<std::size_t> order(among.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
  for (std::size_t i = 0; i < static_cast<std::size_t>(left.fen); ++i) parts[order[i]].fen += 1;
  return parts;
}

}  // namespace zheli::programme
