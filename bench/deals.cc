// How fast a deal runs: one projection from files to result, losses on one core and on all, the
// same with 10 000 loans, and the floor below which no simulation can go, its random numbers.
//
//   bench_deals DEAL-FOLDER TABLE.csv
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include "core/random.h"
#include "securitization/credit/simulator.h"
#include "securitization/deal/credit_pool.h"
#include "securitization/deal/read_deal.h"
#include "securitization/deal/schedules.h"
#include "securitization/pricing/simulate.h"
#include "securitization/waterfall/engine.h"

using namespace zheli;
using Clock = std::chrono::steady_clock;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

files::Folder folder_of(const std::filesystem::path& path) {
  files::Folder folder;
  for (const auto& entry : std::filesystem::directory_iterator(path))
    folder[entry.path().filename().string()] = bytes_of(entry.path());
  return folder;
}

/// The median of `times` runs, in seconds.
template <typename Work>
double median_seconds(int times, const Work& work) {
  std::vector<double> seconds;
  for (int i = 0; i < times; ++i) {
    const auto begun = Clock::now();
    work();
    seconds.push_back(std::chrono::duration<double>(Clock::now() - begun).count());
  }
  std::sort(seconds.begin(), seconds.end());
  return seconds[seconds.size() / 2];
}

void project(const std::filesystem::path& path) {
  const deal::Deal deal = *deal::read_deal(folder_of(path)).deal;
  const waterfall::Program program = *waterfall::compile(deal.terms).program;
  const cash::Collections cash = deal::collected_as_scheduled(deal).value();
  waterfall::Statement statement(program, 1);
  waterfall::Scratch scratch(program, 1);
  waterfall::run(program, cash, {}, statement, scratch);
}

double paths_a_second(const waterfall::Program& program, const credit::Simulator& simulator,
                      std::int64_t paths, int threads) {
  pricing::Running running;
  running.threads = threads;
  constexpr int kTimes = 5;
  const double seconds = median_seconds(kTimes, [&] {
    pricing::simulate(program, pricing::simulated(simulator, 1), {0, paths}, running);
  });
  return static_cast<double>(paths) / seconds;
}

/// Each name as many times as it takes to make `count`, with its share of the money.
credit::Pool many(const credit::Pool& pool, std::size_t count) {
  credit::Pool to = pool;
  const auto times = static_cast<std::int64_t>(count / pool.names.size());
  to.names.clear();
  for (std::size_t i = 0; i < count; ++i) {
    credit::Name name = pool.names[i % pool.names.size()];
    name.schedule.balance.fen = 0;
    for (auto& interest : name.schedule.interest) interest.fen /= times;
    for (auto& principal : name.schedule.principal) {
      principal.fen /= times;
      name.schedule.balance += principal;
    }
    name.recovery.mean.fen /= times;
    to.names.push_back(std::move(name));
  }
  return to;
}

double draws_a_second(std::size_t draws_a_path) {
  constexpr std::size_t kPaths = 512;
  std::vector<double> u[4];
  for (auto& column : u) column.resize(kPaths);
  const double seconds = median_seconds(101, [&] {
    for (std::uint32_t group = 0; group * 4 < draws_a_path; ++group)
      core::draw_units(1, 0, group, {u[0], u[1], u[2], u[3]});
  });
  return kPaths / seconds;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: bench_deals DEAL-FOLDER TABLE.csv\n");
    return 2;
  }
  const double projection = median_seconds(21, [&] { project(argv[1]); });
  fmt::print("one projection, files to result {:>10.2f} ms\n", projection * 1e3);
  const deal::Deal deal = deal::without_idle_dates(*deal::read_deal(folder_of(argv[1])).deal);
  files::Findings findings(argv[2]);
  const auto table = credit::DefaultTable::read(bytes_of(argv[2]), findings);
  const credit::Pool pool = deal::pool_of(deal, table).value();
  const credit::Simulator simulator(pool);
  waterfall::Program program = *waterfall::compile(deal.terms).program;
  const int all = static_cast<int>(std::thread::hardware_concurrency());
  const double one = paths_a_second(program, simulator, 1 << 20, 1);
  const double four = paths_a_second(program, simulator, 1 << 22, all);
  const double floor = draws_a_second(pool.names.size() + 12);
  fmt::print("20 loans, full waterfall, 1 core {:>9.2f} million paths a second\n", one / 1e6);
  fmt::print("  on {} threads {:>26.2f} million, {:.0f} % of {} cores\n", all, four / 1e6,
             100 * four / one / all, all);
  fmt::print("  random numbers alone, 1 core {:>11.2f} million, {:.1f} times as many\n",
             floor / 1e6, floor / one);
  const credit::Simulator large(many(pool, 10'000));
  fmt::print("10 000 loans, 1 core {:>18.0f} paths a second\n",
             paths_a_second(program, large, 1 << 13, 1));
}
