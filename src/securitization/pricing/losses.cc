#include "securitization/pricing/losses.h"

#include <algorithm>
#include <cmath>

#include "securitization/pricing/tally.h"

namespace zheli::pricing {
namespace {

using waterfall::Line;
using waterfall::Statement;

// What is kept lies in one row of cells: the number of paths, then each tranche, then each
// supporter. Of a tranche: three figures by period, then those of the whole life; of a supporter
// likewise, so that both are read by the same code.
constexpr std::size_t kByPeriod = 3;
enum TranchePeriod { kInterest, kPrincipal, kSquares };
enum SupporterPeriod { kCalled, kReimbursed, kEarned };
enum Life { kSum, kSumSquares, kHit, kMissed, kLives };

/// Cells of one tranche or supporter.
std::size_t part(std::size_t periods) {
  return kByPeriod * periods + kLives + 2 * kBinCells;
}

/// A sum of whole numbers, held in a double, as a whole number.
Wide exact(double sum) {
  return static_cast<Wide>(sum);
}

}  // namespace

Losses::Losses(const waterfall::Program& program)
    : program_(&program),
      periods_(static_cast<std::size_t>(program.periods())),
      first_(kChunkPaths),
      second_(kChunkPaths) {
  const std::size_t parts = program.terms().tranches.size() + program.terms().supporters.size();
  cells_.resize(1 + parts * part(periods_));
}

std::size_t Losses::tranche_at(int number) const {
  return 1 + static_cast<std::size_t>(number) * part(periods_);
}

std::size_t Losses::supporter_at(int number) const {
  return tranche_at(static_cast<int>(program_->terms().tranches.size()) + number);
}

void Losses::add(const Statement& block, int paths) {
  CHECK(0 <= paths && paths <= block.paths() && paths <= kChunkPaths);
  if (periods_ == 0) return;
  const auto n = static_cast<std::size_t>(paths);
  for (std::size_t t = 0; t < program_->terms().tranches.size(); ++t)
    add_tranche(block, static_cast<int>(t), n);
  for (std::size_t s = 0; s < program_->terms().supporters.size(); ++s)
    add_supporter(block, static_cast<int>(s), n);
  cells_[0] += paths;
}

void Losses::add_tranche(const Statement& block, int number, std::size_t paths) {
  const std::size_t at = tranche_at(number);
  columns_.clear();
  for (std::size_t p = 0; p < periods_; ++p) {
    const int period = static_cast<int>(p);
    const Sums of = sums(block.at(period, Line::interest_paid, number).first(paths),
                         block.at(period, Line::principal_paid, number).first(paths));
    cells_[at + kInterest * periods_ + p] += exact(of.first);
    cells_[at + kPrincipal * periods_ + p] += exact(of.second);
    cells_[at + kSquares * periods_ + p] += exact(of.squares);
    columns_.push_back(block.at(period, Line::interest_unpaid, number).data());
  }
  const int last = static_cast<int>(periods_) - 1;
  const std::span<double> missed(first_.data(), paths), lost(second_.data(), paths);
  highest(columns_, missed);
  columns_ = {columns_.back(), block.at(last, Line::balance, number).data()};
  together(columns_, lost);
  const std::size_t life = at + kByPeriod * periods_;
  int either = 0;
  for (std::size_t i = 0; i < paths; ++i)
    either += static_cast<int>(missed[i] > 0) | static_cast<int>(lost[i] > 0);
  cells_[life + kMissed] += either;
  const double size = static_cast<double>(program_->terms().tranches[number].size.fen);
  add_spread(lost, kLossReach * size / kBins, life);
}

void Losses::add_supporter(const Statement& block, int number, std::size_t paths) {
  const std::size_t at = supporter_at(number);
  columns_.clear();
  for (std::size_t p = 0; p < periods_; ++p) {
    const int period = static_cast<int>(p);
    const auto by_date = [&](Line line, std::size_t kind) {
      cells_[at + kind * periods_ + p] += exact(total(block.at(period, line, number).first(paths)));
    };
    by_date(Line::called, kCalled);
    by_date(Line::reimbursed, kReimbursed);
    by_date(Line::earned_paid, kEarned);
    columns_.push_back(block.at(period, Line::called, number).data());
  }
  const std::span<double> drawn(first_.data(), paths);
  together(columns_, drawn);
  add_spread(drawn, draw_width(number), at + kByPeriod * periods_);
}

/// Adds one amount of each path to the figures of a life at `at`.
void Losses::add_spread(std::span<const double> amounts, double width, std::size_t at) {
  cells_[at + kSum] += exact(total(amounts));
  cells_[at + kSumSquares] += exact(squares(amounts));
  Wide* const count = &cells_[at + kLives];
  Wide* const sum = count + kBinCells;
  std::int64_t hit = 0;
  for (const double amount : amounts) {
    if (amount <= 0) continue;
    const int bin = bin_of(amount, width);
    count[bin] += 1;
    sum[bin] += static_cast<std::int64_t>(amount);
    ++hit;
  }
  cells_[at + kHit] += hit;
}

void Losses::merge(const Losses& other) {
  CHECK(cells_.size() == other.cells_.size());
  for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i] += other.cells_[i];
}

double Losses::mean(std::size_t at) const {
  return paths() == 0 ? 0 : static_cast<double>(cells_[at]) / static_cast<double>(paths());
}

std::vector<double> Losses::means(std::size_t at) const {
  std::vector<double> to;
  for (std::size_t p = 0; p < periods_; ++p) to.push_back(mean(at + p));
  return to;
}

/// √(Σx²/n − (Σx/n)²), the difference taken in extended precision.
double Losses::deviation(std::size_t sum_at, std::size_t squares_at) const {
  if (paths() == 0) return 0;
  const long double n = static_cast<long double>(paths());
  const long double center = static_cast<long double>(cells_[sum_at]) / n;
  const long double square = static_cast<long double>(cells_[squares_at]) / n;
  return std::sqrt(static_cast<double>(std::max(0.0L, square - center * center)));
}

Distribution Losses::distribution(std::size_t at, double width) const {
  Distribution to{width, paths(), {}, {}};
  for (std::size_t b = 0; b < kBinCells; ++b) {
    to.count.push_back(static_cast<double>(cells_[at + kLives + b]));
    to.sum.push_back(static_cast<double>(cells_[at + kLives + kBinCells + b]));
  }
  to.count[0] = static_cast<double>(cells_[0] - cells_[at + kHit]);
  return to;
}

double Losses::draw_width(int supporter) const {
  double most = 0;
  for (const waterfall::Tranche& tranche : program_->terms().tranches) {
    if (!tranche.residual) most += core::in_fen(tranche.size);
  }
  const auto& limit = program_->terms().supporters[supporter].limit;
  if (limit) most = std::min(most, static_cast<double>(limit->fen));
  return std::max(1.0, most / kBins);
}

TrancheLosses Losses::tranche(int number) const {
  const std::size_t at = tranche_at(number), life = at + kByPeriod * periods_;
  const double size =
      std::max(1.0, static_cast<double>(program_->terms().tranches[number].size.fen));
  TrancheLosses to;
  to.expected_loss = mean(life + kSum) / size;
  to.loss_probability = mean(life + kHit);
  to.missed_probability = mean(life + kMissed);
  if (to.loss_probability > 0) to.loss_given_loss = to.expected_loss / to.loss_probability;
  if (paths() > 0)
    to.standard_error =
        deviation(life + kSum, life + kSumSquares) / size / std::sqrt(static_cast<double>(paths()));
  to.interest = means(at + kInterest * periods_);
  to.principal = means(at + kPrincipal * periods_);
  for (std::size_t p = 0; p < periods_; ++p) {
    const long double n = static_cast<long double>(std::max<std::int64_t>(1, paths()));
    const long double center =
        static_cast<long double>(cells_[at + p] + cells_[at + kPrincipal * periods_ + p]) / n;
    const long double square = static_cast<long double>(cells_[at + kSquares * periods_ + p]) / n;
    to.spread.push_back(std::sqrt(static_cast<double>(std::max(0.0L, square - center * center))));
  }
  to.losses = distribution(life, kLossReach * size / kBins);
  return to;
}

SupporterDraws Losses::supporter(int number) const {
  const std::size_t at = supporter_at(number), life = at + kByPeriod * periods_;
  SupporterDraws to;
  to.expected_draw = mean(life + kSum);
  to.draw_probability = mean(life + kHit);
  if (paths() > 0)
    to.standard_error =
        deviation(life + kSum, life + kSumSquares) / std::sqrt(static_cast<double>(paths()));
  to.called = means(at + kCalled * periods_);
  to.reimbursed = means(at + kReimbursed * periods_);
  to.earned = means(at + kEarned * periods_);
  to.draws = distribution(life, draw_width(number));
  to.tail_draw = to.draws.shortfall(0.99);
  return to;
}

std::vector<CashFlow> Losses::payments(int tranche) const {
  std::vector<CashFlow> flows = principal(tranche);
  for (std::size_t p = 0; p < periods_; ++p)
    flows[p].amount += mean(tranche_at(tranche) + kInterest * periods_ + p);
  return flows;
}

std::vector<CashFlow> Losses::principal(int tranche) const {
  std::vector<CashFlow> flows;
  for (std::size_t p = 0; p < periods_; ++p)
    flows.push_back(
        {program_->terms().periods[p].pay, mean(tranche_at(tranche) + kPrincipal * periods_ + p)});
  return flows;
}

std::vector<std::uint64_t> Losses::words() const {
  std::vector<std::uint64_t> to;
  for (const Wide cell : cells_) {
    to.push_back(static_cast<std::uint64_t>(cell));
    to.push_back(static_cast<std::uint64_t>(cell >> 64));
  }
  return to;
}

void Losses::merge_words(std::span<const std::uint64_t> words) {
  CHECK(words.size() == 2 * cells_.size());
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const Wide high = static_cast<Wide>(static_cast<std::int64_t>(words[2 * i + 1]));
    cells_[i] += (high * (Wide{1} << 64)) + static_cast<Wide>(words[2 * i]);
  }
}

}  // namespace zheli::pricing
