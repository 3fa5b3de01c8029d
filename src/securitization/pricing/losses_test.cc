#include "securitization/pricing/losses.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "securitization/pricing/small_pool.h"
#include "securitization/pricing/tally.h"
#include "securitization/waterfall/engine.h"

namespace zheli::pricing {
namespace {

using waterfall::Line;

TEST(Tally, AddsLikeAPlainLoop) {
  EXPECT_TRUE(rc::check("sums of whole numbers are exact for any length", [] {
    const auto count = *rc::gen::inRange<std::size_t>(0, 100);
    const auto column = [&] {
      std::vector<double> to;
      for (std::size_t i = 0; i < count; ++i) to.push_back(*rc::gen::inRange(0, 1'000'000));
      return to;
    };
    const auto a = column(), b = column(), c = column();
    double first = 0, second = 0, both = 0;
    for (std::size_t i = 0; i < count; ++i) {
      first += a[i], second += b[i], both += (a[i] + b[i]) * (a[i] + b[i]);
    }
    const Sums of = sums(a, b);
    RC_ASSERT(of.first == first && of.second == second && of.squares == both);
    RC_ASSERT(total(a) == first);
    std::vector<double> most(count), all(count);
    const double* const columns[] = {a.data(), b.data(), c.data()};
    highest(columns, most);
    together(columns, all);
    for (std::size_t i = 0; i < count; ++i) {
      RC_ASSERT(most[i] == std::max({a[i], b[i], c[i]}));
      RC_ASSERT(all[i] == a[i] + b[i] + c[i]);
    }
  }));
}

/// Hundred paths, losses 0 to 99 fen, bins of one fen.
Distribution hundred() {
  Distribution of{1, 100, std::vector<double>(kBinCells), std::vector<double>(kBinCells)};
  for (int fen = 0; fen < 100; ++fen) {
    of.count[bin_of(fen, 1)] += 1;
    of.sum[bin_of(fen, 1)] += fen;
  }
  return of;
}

TEST(Distribution, QuantilesAndTails) {
  const Distribution of = hundred();
  struct Row {
    double q, quantile, shortfall;
  };
  // The worst hundredth is the path with 99; the worst tenth 90 … 99; all of them 0 … 99.
  const Row rows[] = {{0.99, 98, 99}, {0.9, 89, 94.5}, {0.5, 49, 74.5}, {0, 0, 49.5}};
  for (const Row& row : rows) {
    EXPECT_EQ(of.quantile(row.q), row.quantile) << row.q;
    EXPECT_NEAR(of.shortfall(row.q), row.shortfall, 1e-9) << row.q;
  }
  EXPECT_EQ(of.exceeded(89), 0.1);
  EXPECT_EQ(of.exceeded(0), 0.99);
  EXPECT_EQ(Distribution().quantile(0.99), 0);
  EXPECT_EQ(Distribution().shortfall(0.99), 0);
}

TEST(Distribution, BinsAreClosedAbove) {
  EXPECT_EQ(bin_of(0, 10), 0);
  EXPECT_EQ(bin_of(1, 10), 1);
  EXPECT_EQ(bin_of(10, 10), 1);
  EXPECT_EQ(bin_of(11, 10), 2);
  EXPECT_EQ(bin_of(10.0 * kBins, 10), kBins);
  EXPECT_EQ(bin_of(10.0 * kBins + 1, 10), kBins + 1);
  EXPECT_EQ(bin_of(1e300, 10), kBins + 1);
}

/// All figures of one block, added up path by path as they are defined.
class Plain {
 public:
  Plain(const waterfall::Program& deal, const waterfall::Statement& block, int tranche) {
    const double size = static_cast<double>(deal.terms().tranches[tranche].size.fen);
    const int last = deal.periods() - 1;
    for (int i = 0; i < block.paths(); ++i) {
      const auto fen = [&](int p, Line line) {
        return static_cast<double>(block.money(i, p, line, tranche).fen);
      };
      bool late = false;
      for (int p = 0; p < deal.periods(); ++p) late |= fen(p, Line::interest_unpaid) > 0;
      const double lost = fen(last, Line::balance) + fen(last, Line::interest_unpaid);
      losses.push_back(lost / size);
      missed += late || lost > 0;
      hit += lost > 0;
      last_paid.push_back(fen(last, Line::interest_paid) + fen(last, Line::principal_paid));
    }
  }
  static double mean(const std::vector<double>& of) {
    return std::accumulate(of.begin(), of.end(), 0.0) / static_cast<double>(of.size());
  }
  static double deviation(const std::vector<double>& of) {
    double sum = 0;
    for (const double x : of) sum += (x - mean(of)) * (x - mean(of));
    return std::sqrt(sum / static_cast<double>(of.size()));
  }
  std::vector<double> losses, last_paid;
  int missed = 0, hit = 0;
};

class LossesOfABlock : public testing::Test {
 protected:
  LossesOfABlock() : collections(4, kPaths), block(deal, kPaths), losses(deal) {
    waterfall::Scratch scratch(deal, kPaths);
    waterfall::Columns until(1, kPaths);
    waterfall::fill(until.row(0), 4);
    for (std::size_t i = 0; i < kPaths; ++i) SmallPool{}.fill(i, collections, until, i);
    const std::span<const double> standing[] = {until.row(0)};
    waterfall::run(deal, collections, standing, block, scratch);
    losses.add(block, kPaths);
  }
  static constexpr int kPaths = 500;
  waterfall::Program deal = small_program();
  cash::Collections collections;
  waterfall::Statement block;
  Losses losses;
};

TEST_F(LossesOfABlock, AreWhatTheirDefinitionsSay) {
  for (int t = 0; t < 3; ++t) {
    const Plain plain(deal, block, t);
    const TrancheLosses of = losses.tranche(t);
    EXPECT_NEAR(of.expected_loss, Plain::mean(plain.losses), 1e-14) << t;
    EXPECT_NEAR(of.standard_error, Plain::deviation(plain.losses) / std::sqrt(kPaths), 1e-12) << t;
    EXPECT_EQ(of.loss_probability, plain.hit / double(kPaths)) << t;
    EXPECT_EQ(of.missed_probability, plain.missed / double(kPaths)) << t;
    EXPECT_NEAR(of.interest[3] + of.principal[3], Plain::mean(plain.last_paid), 1e-3) << t;
    EXPECT_NEAR(of.spread[3] / Plain::deviation(plain.last_paid), 1, 1e-9) << t;
    const double size = static_cast<double>(deal.terms().tranches[t].size.fen);
    auto sorted = plain.losses;
    std::sort(sorted.begin(), sorted.end());
    for (const double q : {0.5, 0.9, 0.99}) {
      const double exact = sorted[static_cast<std::size_t>(std::ceil(q * kPaths)) - 1];
      const double binned = of.losses.quantile(q) / size;
      EXPECT_GE(binned, exact - 1e-12) << t << " " << q;
      EXPECT_LE(binned, exact + of.losses.width / size + 1e-12) << t << " " << q;
    }
  }
}

TEST_F(LossesOfABlock, OfTheSeniorAreNoMoreThanOfTheMezzanine) {
  EXPECT_LT(losses.tranche(0).expected_loss, losses.tranche(1).expected_loss);
  EXPECT_LT(losses.tranche(1).expected_loss, losses.tranche(2).expected_loss);
  EXPECT_GT(losses.tranche(0).expected_loss, 0);
  const Plain senior(deal, block, 0), mezzanine(deal, block, 1);
  for (int i = 0; i < kPaths; ++i) EXPECT_LE(senior.losses[i], mezzanine.losses[i]) << "path " << i;
}

TEST_F(LossesOfABlock, TheCommitmentsDraws) {
  std::vector<double> drawn;
  double reimbursed = 0;
  for (int i = 0; i < kPaths; ++i) {
    double sum = 0;
    for (int p = 0; p < 4; ++p) {
      sum += static_cast<double>(block.money(i, p, Line::called).fen);
      reimbursed += static_cast<double>(block.money(i, p, Line::reimbursed).fen);
    }
    drawn.push_back(sum);
  }
  const SupporterDraws of = losses.supporter(0);
  EXPECT_NEAR(of.expected_draw, Plain::mean(drawn), 1e-3);
  EXPECT_NEAR(std::accumulate(of.called.begin(), of.called.end(), 0.0), of.expected_draw, 1e-3);
  EXPECT_NEAR(std::accumulate(of.reimbursed.begin(), of.reimbursed.end(), 0.0), reimbursed / kPaths,
              1e-3);
  std::sort(drawn.begin(), drawn.end());
  const double worst = std::accumulate(drawn.end() - kPaths / 100, drawn.end(), 0.0);
  EXPECT_NEAR(of.tail_draw / (worst / (kPaths / 100)), 1, 1e-3);  // one bin is 1/1000 of the limit
  EXPECT_GT(of.draw_probability, 0);
}

TEST_F(LossesOfABlock, PaymentsHaveAPriceAndALife) {
  const Curve curve = Curve::flat(deal.terms().closing, 0.03);
  const auto paid = losses.payments(0);
  ASSERT_EQ(paid.size(), 4U);
  const double price = present_value(paid, curve);
  EXPECT_NEAR(yield_at_price(paid, deal.terms().closing, price).value(), 0.03, 1e-9);
  const double life = weighted_average_life(losses.principal(0), deal.terms().closing);
  EXPECT_GT(life, 0.25);
  EXPECT_LT(life, 1.0 + 1e-9);
}

TEST_F(LossesOfABlock, TravelAsWords) {
  Losses there(deal), twice(deal);
  there.merge_words(losses.words());
  EXPECT_EQ(there.words(), losses.words());
  EXPECT_EQ(there.paths(), kPaths);
  twice.merge(losses);
  twice.merge(there);
  EXPECT_EQ(twice.paths(), 2 * kPaths);
  EXPECT_NEAR(twice.tranche(1).expected_loss, losses.tranche(1).expected_loss, 1e-15);
}

TEST(Losses, OfNoPathsAreNothing) {
  const waterfall::Program deal = small_program();
  const Losses none(deal);
  EXPECT_EQ(none.tranche(0).expected_loss, 0);
  EXPECT_EQ(none.supporter(0).tail_draw, 0);
  EXPECT_EQ(none.payments(0)[0].amount, 0);
}

}  // namespace
}  // namespace zheli::pricing
