#include "cli/deal_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "cli/appraised.h"
#include "cli/commands.h"
#include "cli/read_folder.h"
#include "securitization/deal/credit_pool.h"

namespace zheli::cli {
namespace {

namespace fs = std::filesystem;

/// A table of the deal itself, else the one in the folder `tables` beside it.
std::string read_table(const DealOptions& options, const std::string& name, std::string& path) {
  const fs::path deal = fs::absolute(options.path).lexically_normal();
  const fs::path own = deal / name;
  const fs::path beside = (deal / ".." / "tables" / name).lexically_normal();
  path = (fs::exists(own) ? own : beside).string();
  return read_file(path);
}

pricing::RatingScale scale_of(const DealOptions& options) {
  std::string path;
  const std::string bytes = read_table(options, "idealised_expected_losses.csv", path);
  files::Findings findings(path);
  credit::DefaultTable losses = credit::DefaultTable::read(bytes, findings);
  refuse(findings);
  pricing::RatingScale scale =
      pricing::RatingScale::make(load_default_table(options), std::move(losses), findings);
  refuse(findings);
  return scale;
}

pricing::LargeObligorTest large_obligors_of(const DealOptions& options,
                                            const pricing::RatingScale& scale) {
  std::string path;
  const std::string bytes = read_table(options, "large_obligors.csv", path);
  files::Findings findings(path);
  pricing::LargeObligorTest test = pricing::LargeObligorTest::read(bytes, scale, findings);
  refuse(findings);
  return test;
}

}  // namespace

std::vector<Option> PathOptions::described() {
  return {{"--paths", &count, "How many paths", Range{1, 1LL << 40}},
          {"--seed", &seed, "The same seed gives the same paths"},
          {"--threads", &threads, "0: all; their number changes no digit", Range{0, 1024}}};
}

int PathOptions::thread_count() const {
  if (threads > 0) return threads;
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

study::Model load_model(const DealOptions& options) {
  deal::Deal deal = load_deal(options);
  pricing::RatingScale ratings = scale_of(options);
  pricing::LargeObligorTest large_obligors = large_obligors_of(options, ratings);
  auto model = study::Model::make(std::move(deal), load_default_table(options),
                                  {std::move(ratings), std::move(large_obligors)});
  if (model) return model.take();
  fmt::print("{}: {}\n", options.path, model.error().message);
  throw Exit{1};
}

}  // namespace zheli::cli
