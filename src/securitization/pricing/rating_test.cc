#include "securitization/pricing/rating.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <fstream>
#include <numbers>
#include <sstream>

#include "securitization/pricing/small_pool.h"

namespace zheli::pricing {
namespace {

std::string bytes(const std::string& file) {
  std::ifstream in(std::string(ZHELI_TABLES) + "/" + file);
  std::ostringstream to;
  to << in.rdbuf();
  return to.str();
}

credit::DefaultTable table(const std::string& text) {
  files::Findings findings("table.csv");
  credit::DefaultTable to = credit::DefaultTable::read(text, findings);
  for (const auto& problem : findings.problems()) ADD_FAILURE() << problem.message;
  return to;
}

RatingScale shipped() {
  files::Findings findings("tables");
  RatingScale scale = RatingScale::make(table(bytes("idealised_default_rates.csv")),
                                        table(bytes("idealised_expected_losses.csv")), findings);
  for (const auto& problem : findings.problems()) ADD_FAILURE() << problem.message;
  return scale;
}

TEST(RatingScale, ImpliesTheBestRatingThatAllowsTheRisk) {
  const RatingScale scale = shipped();
  struct Row {
    double risk, years;
    const char* by_default;
    const char* by_loss;
  };
  const Row rows[] = {
      {0, 1, "AAA", "AAA"},          {0.0000005, 1, "AAA", "AA+"}, {0.0042, 1, "BBB-", "BB+"},
      {0.00420001, 1, "BB+", "BB+"}, {0.0042, 10, "A+", "A"},      {0.6, 1, "", ""},
      {0.0021, 0.5, "BBB-", "BB+"},  {0.0001, 0, "", ""},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(scale.name(scale.by_default(row.risk, row.years)), row.by_default) << row.risk;
    EXPECT_EQ(scale.name(scale.by_loss(row.risk, row.years)), row.by_loss) << row.risk;
  }
  EXPECT_EQ(scale.grade("AAA"), Grade{0});
  EXPECT_FALSE(scale.grade("Aaa"));
}

/// Moody's rating factors are ten-year default rates in basis points, published with every CLO; its
/// idealised losses are those times a severity of 55 %.
TEST(RatingScale, TenthYearFollowsThePublishedRatingFactors) {
  const int factors[] = {1,   10,   20,   40,   70,   120,  180,  260,  360, 610,
                         940, 1350, 1766, 2220, 2720, 3490, 4770, 6500, 8070};
  const RatingScale scale = shipped();
  const auto losses = table(bytes("idealised_expected_losses.csv"));
  const auto rates = table(bytes("idealised_default_rates.csv"));
  ASSERT_EQ(scale.ratings().size(), std::size(factors));
  for (std::size_t i = 0; i < std::size(factors); ++i) {
    const std::string& rating = scale.ratings()[i];
    EXPECT_NEAR(*rates.probability(rating, 10), factors[i] / 1e4, 1e-12) << rating;
    EXPECT_NEAR(*losses.probability(rating, 10), 0.55 * factors[i] / 1e4, 1e-12) << rating;
    for (int year = 1; year <= 10; ++year) {
      const double loss = *losses.probability(rating, year);
      const double rounding = 0.02 * loss + 0.55 * 6e-7;  // the rates have six or seven digits
      EXPECT_NEAR(loss, 0.55 * *rates.probability(rating, year), rounding) << rating << " " << year;
    }
  }
}

TEST(RatingScale, RefusesTablesThatContradict) {
  const std::string head = "rating,y1\n";
  struct Row {
    const char* name;
    std::string rates, losses;
    std::size_t problems;
  };
  const Row rows[] = {
      {"good", "AAA,0.01\nB,0.1\n", "AAA,0.005\nB,0.05\n", 0},
      {"worst first", "B,0.1\nAAA,0.01\n", "B,0.05\nAAA,0.005\n", 2},
      {"another rating", "AAA,0.01\nB,0.1\n", "AAA,0.005\nC,0.05\n", 1},
      {"no rating", "", "", 2},
  };
  for (const Row& row : rows) {
    files::Findings findings("tables");
    RatingScale::make(table(head + row.rates), table(head + row.losses), findings);
    EXPECT_EQ(findings.problems().size(), row.problems) << row.name;
  }
}

TEST(LargeObligors, CapsByHowManyAreSurvived) {
  const RatingScale scale = shipped();
  files::Findings findings("large_obligors.csv");
  const auto test = LargeObligorTest::read(bytes("large_obligors.csv"), scale, findings);
  EXPECT_TRUE(findings.problems().empty());
  EXPECT_EQ(scale.name(test.cap(5)), "AAA");
  EXPECT_EQ(scale.name(test.cap(20)), "AAA");
  EXPECT_EQ(scale.name(test.cap(4)), "AA+");
  EXPECT_EQ(scale.name(test.cap(1)), "BB+");
  EXPECT_EQ(scale.name(test.cap(0)), "B+");
  EXPECT_EQ(scale.name(test.cap(-1)), "");
}

TEST(LargeObligors, RefusesWhatIsNoTable) {
  files::Findings none("t");
  const RatingScale scale = RatingScale::make(table("rating,y1\nAAA,0.01\nB,0.1\n"),
                                              table("rating,y1\nAAA,0.01\nB,0.1\n"), none);
  struct Row {
    std::string text;
    std::size_t problems;
  };
  const Row rows[] = {
      {"rating,largest\nAAA,5\nB,0\n", 0},      {"rating,largest\nAAA,5\n", 1},
      {"rating,largest\nAAA,1\nB,2\n", 1},      {"rating,largest\nAAA,5\nB,0\nD,0\n", 1},
      {"rating,largest\nAAA,5\nB,0\nB,0\n", 1},
  };
  for (const Row& row : rows) {
    files::Findings findings("t");
    LargeObligorTest::read(row.text, scale, findings);
    EXPECT_EQ(findings.problems().size(), row.problems) << row.text;
  }
}

TEST(BothDefault, ClosedForms) {
  // Φ₂(0, 0; ρ) = 1/4 + asin(ρ)/2π (Sheppard 1899).
  for (const double rho : {-0.95, -0.5, 0.0, 0.3, 0.5, 0.9, 0.99})
    EXPECT_NEAR(both_default(0.5, 0.5, rho), 0.25 + std::asin(rho) / (2 * std::numbers::pi), 1e-12);
  EXPECT_NEAR(both_default(0.02, 0.001, 0), 0.00002, 1e-18);
  EXPECT_EQ(both_default(0.02, 0.001, 1), 0.001);
  EXPECT_EQ(both_default(0.02, 0.001, -1), 0);
  EXPECT_EQ(both_default(0, 0.5, 0.3), 0);
  EXPECT_EQ(both_default(1, 0.5, 0.3), 0.5);
}

TEST(BothDefault, LiesBetweenItsBoundsAndRisesWithCorrelation) {
  EXPECT_TRUE(rc::check("0 ≤ both ≤ min", [] {
    const double p = *rc::gen::inRange(1, 999) / 1000.0;
    const double q = *rc::gen::inRange(1, 999) / 1000.0;
    const double rho = *rc::gen::inRange(-98, 98) / 100.0;
    const double both = both_default(p, q, rho);
    RC_ASSERT(both >= -1e-12);
    RC_ASSERT(both <= std::min(p, q) + 1e-12);
    RC_ASSERT(both <= both_default(p, q, rho + 0.01) + 1e-12);
    RC_ASSERT(std::abs(both - both_default(q, p, rho)) < 1e-12);
  }));
}

TEST(Assess, RanksTranchesAndCreditsSupport) {
  const RatingScale scale = shipped();
  const waterfall::Program deal = small_program();
  const core::Date closing = deal.terms().closing;
  const auto run = [&](Support support) {
    Running running;
    running.support = support;
    SmallPool pool;
    pool.severity = 60;
    return simulate(deal, small_sources(pool), {0, 20'000}, running);
  };
  const Losses none = run(Support::none), some = run(Support::as_simulated);
  const Assessment senior = assess(scale, none, 0, closing);
  const Assessment mezzanine = assess(scale, none, 1, closing);
  EXPECT_LE(senior.grade, mezzanine.grade);
  EXPECT_LE(assess(scale, some, 0, closing).grade, senior.grade);
  EXPECT_GE(senior.assured, senior.grade);
  EXPECT_EQ(senior.grade, std::max(senior.by_loss, senior.by_default));
  EXPECT_NEAR(senior.life, 1, 0.05);
}

TEST(Assess, FewPathsProveLittle) {
  const RatingScale scale = shipped();
  const waterfall::Program deal = small_program();
  SmallPool sound;
  sound.severity = 1e9;  // nobody defaults
  sound.supporter_pd = 0;
  const Losses losses = simulate(deal, small_sources(sound), {0, 512}, {});
  const Assessment senior = assess(scale, losses, 0, deal.terms().closing);
  EXPECT_EQ(scale.name(senior.grade), "AAA");
  // 3/512 = 0.59 % over a year is what BB+ allows.
  EXPECT_EQ(scale.name(senior.assured), "BB");
}

}  // namespace
}  // namespace zheli::pricing
