// The steps of a waterfall: who is owed what, from which account, up to which limit.
#include "securitization/waterfall/run.h"

namespace zheli::waterfall {

/// Whether a condition that is the same on every path does not hold: the step is passed over.
bool Run::never(const Expression& when) {
  return when.written() && when.same_for_all && evaluate(when, 1)[0] == 0;
}

/// What a step may pay at most; empty: no limit.
Column Run::limit(const Expression& most, const Expression& when, Reading mask) {
  const bool picks = when.written() && !when.same_for_all;
  if (!most.written() && !picks && mask.empty()) return {};
  const Column to = spare(kMost);
  copy(most.written() ? evaluate(most, everyone()) : always(kEverything), to);
  if (most.written()) bound(always(kEverything), to);
  if (!mask.empty()) scale(mask, to);
  if (picks) {
    combine(Operation::either, evaluate(when, everyone()), always(kZero), spare(kStepMask));
    scale(spare(kStepMask), to);
  }
  return to;
}

void Run::step(const CompiledPay& pay, Reading mask) {
  if (never(pay.when)) return;
  Column most = limit(pay.most, pay.when, mask);
  if (most.empty() && !pay.support.empty()) {
    most = spare(kMost);
    copy(always(kEverything), most);
  }
  if (pay.sharing == Pay::Sharing::in_order)
    pay_in_order(pay, most);
  else
    pay_pro_rata(pay, most);
}

void Run::draw_all(const CompiledPay& pay, Column due, Column most, Column paid) {
  for (const int account : pay.from) draw(figure(Figure::account, account), due, most, paid);
  for (const int s : pay.support) {
    if (terms().supporters[s].ended(terms().periods[period_].pay)) continue;
    const auto& limit = terms().supporters[s].limit;
    draw({figure(Figure::used, s), figure(Figure::drawn, s), line(Line::called, s),
          figure(Figure::standing, s), limit ? static_cast<double>(limit->fen) : kAll},
         due, most, paid);
  }
}

/// Where what is due stands in a row of its own, it is paid right there.
bool Run::pay_standing_due(const CompiledPay& pay, const CompiledClaim& claim, Column most) {
  const auto from = [&](Figure due, Line paid) {
    draw_all(pay, figure(due, claim.of), most, line(paid, claim.of));
    return true;
  };
  using Kind = Claim::Kind;
  const bool passes_through =
      claim.kind == Kind::redemption ||
      (claim.kind == Kind::principal &&
       terms().tranches[claim.of].principal.kind == PrincipalPlan::Kind::pass_through);
  if (passes_through) return from(Figure::balance, Line::principal_paid);
  if (claim.kind == Kind::fee) return from(Figure::fee_due, Line::fee_paid);
  if (claim.kind == Kind::interest) return from(Figure::interest_due, Line::interest_paid);
  if (claim.kind == Kind::premium) return from(Figure::earned, Line::earned_paid);
  return false;
}

void Run::pay_in_order(const CompiledPay& pay, Column most) {
  for (const CompiledClaim& claim : pay.claims) {
    if (pay_standing_due(pay, claim, most)) continue;
    measure(claim, spare(kNeed));
    fill(spare(kPaid), 0);
    draw_all(pay, spare(kNeed), most, spare(kPaid));
    settle(claim, spare(kPaid));
  }
}

void Run::pay_pro_rata(const CompiledPay& pay, Column most) {
  const Column total = spare(kTotal);
  fill(total, 0);
  for (const CompiledClaim& claim : pay.claims) {
    measure(claim, spare(kNeed));
    add(spare(kNeed), total);
  }
  copy(total, spare(kNeed));
  fill(spare(kPaid), 0);
  draw_all(pay, spare(kNeed), most, spare(kPaid));
  fill(spare(kBefore), 0);
  fill(spare(kGiven), 0);
  for (const CompiledClaim& claim : pay.claims) {
    measure(claim, spare(kNeed));
    share({spare(kPaid), total, spare(kBefore), spare(kGiven)}, spare(kNeed));
    settle(claim, spare(kNeed));
  }
}

void Run::measure(const CompiledClaim& claim, Column need) {
  const int of = claim.of;
  switch (claim.kind) {
    case Claim::Kind::fee:
      return copy(figure(Figure::fee_due, of), need);
    case Claim::Kind::interest:
      return copy(figure(Figure::interest_due, of), need);
    case Claim::Kind::redemption:
      return copy(figure(Figure::balance, of), need);
    case Claim::Kind::reimbursement:
      return copy(figure(Figure::drawn, of), need);
    case Claim::Kind::premium:
      return copy(figure(Figure::earned, of), need);
    case Claim::Kind::transfer:
    case Claim::Kind::residual:
    case Claim::Kind::yield:
      return copy(always(kEverything), need);
    case Claim::Kind::reserve:
      copy(evaluate(program_.target[of], everyone()), need);
      bound(always(kEverything), need);
      combine(Operation::subtract, need, figure(Figure::account, of), need);
      return combine(Operation::greatest, need, always(kZero), need);
    case Claim::Kind::principal:
      break;
  }
  const PrincipalPlan& plan = terms().tranches[of].principal;
  const Column balance = figure(Figure::balance, of);
  if (plan.kind == PrincipalPlan::Kind::pass_through) return copy(balance, need);
  if (plan.kind == PrincipalPlan::Kind::scheduled) {
    const int at = std::min(period_, program_.scheduled() - 1);
    const auto floor = plan.balances[static_cast<std::size_t>(at)];
    return excess(balance, core::in_fen(floor), need);
  }
  copy(evaluate(program_.principal_target[of], everyone()), need);
  bound(balance, need);
}

void Run::settle(const CompiledClaim& claim, Reading paid) {
  const int of = claim.of;
  const auto settled = [&](Figure due, Line to) {
    subtract(paid, figure(due, of));
    add(paid, line(to, of));
  };
  switch (claim.kind) {
    case Claim::Kind::fee:
      return settled(Figure::fee_due, Line::fee_paid);
    case Claim::Kind::interest:
      return settled(Figure::interest_due, Line::interest_paid);
    case Claim::Kind::principal:
    case Claim::Kind::redemption:
      return settled(Figure::balance, Line::principal_paid);
    case Claim::Kind::premium:
      return settled(Figure::earned, Line::earned_paid);
    case Claim::Kind::reimbursement:
      settled(Figure::drawn, Line::reimbursed);
      if (terms().supporters[of].restores) subtract(paid, figure(Figure::used, of));
      return;
    case Claim::Kind::reserve:
    case Claim::Kind::transfer:
      return add(paid, figure(Figure::account, of));
    case Claim::Kind::residual:
      return pay_residual(paid, figure(Figure::balance, of), line(Line::principal_paid, of),
                          line(Line::interest_paid, of));
    case Claim::Kind::yield:
      return add(paid, line(Line::interest_paid, of));
  }
}

void Run::step(const CompiledBuy& buy, Reading mask) {
  if (never(buy.when)) return;
  const Column most = limit(buy.most, buy.when, mask);
  const Column bought = spare(kPaid);
  copy(always(kEverything), spare(kNeed));
  fill(bought, 0);
  draw(figure(Figure::account, buy.from), spare(kNeed), most, bought);
  add(bought, line(Line::bought));
  add(bought, figure(Figure::flow, static_cast<int>(Flow::balance)));
}

}  // namespace zheli::waterfall
