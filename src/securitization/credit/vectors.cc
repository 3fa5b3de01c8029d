#include "securitization/credit/vectors.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"

namespace zheli::credit {
namespace {

double at(const std::vector<double>& rates, int period) {
  if (rates.empty()) return 0;
  return rates[std::min(static_cast<std::size_t>(period), rates.size() - 1)];
}

/// The share of a yearly rate that falls into a period, of an amount, in whole fen.
double part(double amount, double yearly, double years) {
  return std::nearbyint(amount * (1 - std::pow(1 - yearly, years)));
}

}  // namespace

cash::Collections under(const Vectors& vectors, const cash::Collections& scheduled,
                        const std::vector<double>& years) {
  const int periods = scheduled.periods();
  CHECK(scheduled.paths() == 1 && static_cast<int>(years.size()) == periods && vectors.lag >= 0);
  cash::Collections to(periods, 1);
  if (periods == 0) return to;
  double due = scheduled.at(0, cash::Flow::balance)[0] + scheduled.at(0, cash::Flow::principal)[0];
  double left = due;
  for (int p = 0; p < periods; ++p) {
    const double length = years[static_cast<std::size_t>(p)];
    const double defaulted = part(left, at(vectors.cdr, p), length);
    left -= defaulted;
    const double prepaid = part(left, at(vectors.cpr, p), length);
    left -= prepaid;
    const double share = due > 0 ? left / due : 0;
    const double principal = scheduled.at(p, cash::Flow::principal)[0];
    const double paid = principal == due ? left : std::nearbyint(principal * share);
    to.at(p, cash::Flow::interest)[0] =
        std::nearbyint(scheduled.at(p, cash::Flow::interest)[0] * share);
    to.at(p, cash::Flow::principal)[0] = paid;
    to.at(p, cash::Flow::prepayment)[0] = prepaid;
    to.at(p, cash::Flow::defaulted)[0] = defaulted;
    if (p + vectors.lag < periods)
      to.at(p + vectors.lag, cash::Flow::recovery)[0] +=
          defaulted - std::nearbyint(defaulted * at(vectors.severity, p));
    left -= paid;
    due -= principal;
    to.at(p, cash::Flow::balance)[0] = left;
  }
  return to;
}

}  // namespace zheli::credit
