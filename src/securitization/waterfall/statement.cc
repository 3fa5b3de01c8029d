#include "securitization/waterfall/statement.h"

namespace zheli::waterfall {

Statement::Statement(const Program& program, int paths)
    : program_(&program), cells_(program.periods() * program.layout().lines(), paths) {}

Column Statement::row(int period, int number) {
  return cells_.row(period * program_->layout().lines() + number);
}

Reading Statement::row(int period, int number) const {
  return cells_.row(period * program_->layout().lines() + number);
}

Column Statement::at(int period, Line line, int of) {
  return row(period, program_->layout().line(line, of));
}

Reading Statement::at(int period, Line line, int of) const {
  return row(period, program_->layout().line(line, of));
}

Column Statement::summed(int period) {
  const Layout& layout = program_->layout();
  const int first = layout.line(kFirstSummed);
  return cells_.rows(period * layout.lines() + first, layout.lines() - first);
}

core::Money Statement::money(int path, int period, Line line, int of) const {
  return core::round_fen(at(period, line, of)[static_cast<std::size_t>(path)]);
}

core::Money Statement::brought(int path, int period, cash::Flow flow,
                               const cash::Collections& collections) const {
  if (program_->pool_changes()) return money(path, period, Line::flow, static_cast<int>(flow));
  return core::round_fen(collections.at(period, flow)[static_cast<std::size_t>(path)]);
}

bool Statement::moves(int path, int period) const {
  const Layout& layout = program_->layout();
  const std::size_t at = static_cast<std::size_t>(path);
  bool any = this->at(period, Line::received)[at] != 0;
  for (int number = layout.line(kFirstSummed); number < layout.lines(); ++number)
    any = any || row(period, number)[at] != 0;
  return any;
}

core::Money Statement::imbalance(int path, int period) const {
  const Terms& terms = program_->terms();
  const auto sum = [&](Line line, std::size_t count) {
    core::Money total;
    for (std::size_t i = 0; i < count; ++i) total += money(path, period, line, static_cast<int>(i));
    return total;
  };
  core::Money left = sum(Line::received, 1) + sum(Line::sold, 1) +
                     sum(Line::reinvested, terms.accounts.size()) +
                     sum(Line::called, terms.supporters.size());
  left -= sum(Line::fee_paid, terms.fees.size()) + sum(Line::bought, 1);
  left -= sum(Line::interest_paid, terms.tranches.size()) +
          sum(Line::principal_paid, terms.tranches.size());
  left -= sum(Line::reimbursed, terms.supporters.size()) +
          sum(Line::earned_paid, terms.supporters.size());
  for (std::size_t a = 0; a < terms.accounts.size(); ++a) {
    const int account = static_cast<int>(a);
    left -= money(path, period, Line::account, account);
    left +=
        period == 0 ? terms.accounts[a].opening : money(path, period - 1, Line::account, account);
  }
  return left;
}

}  // namespace zheli::waterfall
