#include "securitization/programme/order.h"

#include <fmt/format.h>

#include "core/check.h"
#include "ledger/hash.h"

namespace zheli::programme {
namespace {

using waterfall::Line;

/// Reads one period of a statement into an order.
class Writer {
 public:
  Writer(const waterfall::Program& program, const waterfall::Statement& paid, int period,
         const Snapshot& snapshot)
      : terms_(program.terms()), paid_(paid), period_(period), snapshot_(snapshot) {}

  Order write() {
    to_.period = period_;
    to_.pay = terms_.periods[static_cast<std::size_t>(period_)].pay;
    write_in();
    write_out();
    write_after();
    return std::move(to_);
  }

 private:
  void write_in() {
    put(to_.in, "collected", "", Line::received);
    put(to_.in, "sold", "", Line::sold);
    put_each(to_.in, "earned", terms_.accounts, Line::reinvested);
    put_each(to_.in, "called", terms_.supporters, Line::called);
  }
  void write_out() {
    put(to_.out, "bought", "", Line::bought);
    put_each(to_.out, "fee", terms_.fees, Line::fee_paid);
    for (std::size_t t = 0; t < terms_.tranches.size(); ++t) {
      divide_among(to_.out, "interest", t, Line::interest_paid);
      divide_among(to_.out, "principal", t, Line::principal_paid);
    }
    put_each(to_.out, "reimbursed", terms_.supporters, Line::reimbursed);
    put_each(to_.out, "premium", terms_.supporters, Line::earned_paid);
  }
  void write_after() {
    put_each(to_.after, "account", terms_.accounts, Line::account);
    for (std::size_t t = 0; t < terms_.tranches.size(); ++t)
      divide_among(to_.after, "outstanding", t, Line::balance);
  }

  core::Money money(Line line, std::size_t of) const {
    return paid_.money(0, period_, line, static_cast<int>(of));
  }
  void put(std::vector<Movement>& to, const char* what, const std::string& of, Line line,
           std::size_t number = 0) const {
    if (const core::Money amount = money(line, number); amount.fen != 0)
      to.push_back({what, of, "", amount});
  }
  template <typename All>
  void put_each(std::vector<Movement>& to, const char* what, const All& all, Line line) const {
    for (std::size_t i = 0; i < all.size(); ++i) put(to, what, all[i].id, line, i);
  }
  void divide_among(std::vector<Movement>& to, const char* what, std::size_t tranche,
                    Line line) const {
    const std::string& id = terms_.tranches[tranche].id;
    const auto holdings = snapshot_.find(id);
    CHECK(holdings != snapshot_.end());
    const std::vector<core::Money> parts = divide(money(line, tranche), holdings->second);
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (parts[i].fen != 0) to.push_back({what, id, holdings->second[i].holder, parts[i]});
  }

  const waterfall::Terms& terms_;
  const waterfall::Statement& paid_;
  const int period_;
  const Snapshot& snapshot_;
  Order to_;
};

/// Takes the first line of what is left, without its end.
std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

/// A name as a CSV cell.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string to = "\"";
  for (const char c : text) to += c == '"' ? "\"\"" : std::string(1, c);
  return to + '"';
}

}  // namespace

Order order_of(const waterfall::Program& program, const waterfall::Statement& paid, int period,
               const Snapshot& snapshot) {
  CHECK(paid.paths() == 1);
  CHECK(paid.imbalance(0, period).fen == 0);
  return Writer(program, paid, period, snapshot).write();
}

core::Money total(const std::vector<Movement>& movements) {
  core::Money to;
  for (const Movement& one : movements) to += one.amount;
  return to;
}

std::string write_order(const Order& order) {
  std::string to = fmt::format("# period {}, paid on {}\nside,what,of,party,yuan\n",
                               order.period + 1, core::to_string(order.pay));
  const auto write = [&](const char* side, const std::vector<Movement>& all) {
    for (const Movement& one : all)
      to += fmt::format("{},{},{},{},{}.{:02}\n", side, one.what, cell(one.of), cell(one.party),
                        one.amount.fen / 100, one.amount.fen % 100);
  };
  write("in", order.in);
  write("out", order.out);
  write("after", order.after);
  return to;
}

std::string hash_of(const Order& order) {
  const ledger::Hash hash = ledger::sha256(write_order(order));
  return ledger::hex(ledger::bytes_of(hash));
}

std::optional<core::Error> find_difference(const Order& own, std::string_view file) {
  const std::string right = write_order(own);
  if (file == right) return {};
  std::string_view mine = right;
  int line = 1;
  while (!mine.empty() && !file.empty()) {
    const std::string_view wanted = next_line(mine);
    const std::string_view got = next_line(file);
    if (wanted != got)
      return core::Error{
          fmt::format("line {} is \"{}\" where the record gives \"{}\"", line, got, wanted)};
    ++line;
  }
  if (mine.empty() && file.empty()) return core::Error{"its last line has no end, or one too many"};
  return core::Error{file.empty()
                         ? fmt::format("it ends before line {}: \"{}\"", line, next_line(mine))
                         : fmt::format("line {} is one too many: \"{}\"", line, next_line(file))};
}

}  // namespace zheli::programme
