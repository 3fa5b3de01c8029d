// What a lesson costs and is worth: time until it is live, all exams included; how a model that is
// taught besides differs from one trained anew; how many poisoned and honest lessons are stopped.
// usage: bench_taught PACK
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "assistant/pack_files/exam_file.h"
#include "assistant/teaching/grouping.h"
#include "assistant/teaching/noise.h"
#include "assistant/teaching/trial.h"
#include "cli/read_folder.h"
#include "core/hash.h"

namespace {

using namespace zheli;
using knowledge::Lesson;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kHeld = 200;
constexpr int kThreads = 2;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The leading label, whether it is refused or not.
std::string leading(const dialogue::Trained& trained, const std::string& question) {
  const std::string plain = trained.reader.language.normalise()(question);
  const intent::Prediction said = trained.model.predict(trained.reader(plain));
  const intent::Ranked* best = &said.inside.front();
  if (!said.outside.empty() && said.outside.front().probability > best->probability)
    best = &said.outside.front();
  return trained.labels[static_cast<std::size_t>(best->label)];
}

/// kHeld lessons, by chance but always the same, taken out of the pack.
std::vector<Lesson> take_out(knowledge::Pack& pack) {
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (std::size_t i = 0; i < pack.lessons.size(); ++i)
    order.emplace_back(core::fnv1a(pack.lessons[i].question), i);
  std::sort(order.begin(), order.end());
  order.resize(kHeld);
  std::sort(order.begin(), order.end(), [](auto a, auto b) { return a.second > b.second; });
  std::vector<Lesson> held;
  for (const auto& [hash, i] : order) {
    held.push_back(pack.lessons[i]);
    pack.lessons.erase(pack.lessons.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return held;
}

void against_anew(const dialogue::Trained& base, const dialogue::Trained& anew,
                  const std::vector<Lesson>& held, const std::vector<Lesson>& asked) {
  for (const std::size_t count : {std::size_t{1}, std::size_t{50}, kHeld}) {
    const auto start = Clock::now();
    const dialogue::Trained warm = dialogue::taught(base, std::span(held).first(count));
    const double took = since(start);
    int same = 0, followed = 0;
    for (const Lesson& one : asked)
      same += leading(warm, one.question) == leading(anew, one.question);
    for (std::size_t i = 0; i < count; ++i)
      followed += leading(warm, held[i].question) == held[i].label;
    fmt::print(
        "{:>3} lessons besides: {:.1f} ms, {} followed; of {} questions {:.4f} lead as anew\n",
        count, 1e3 * took, followed, asked.size(),
        static_cast<double>(same) / static_cast<double>(asked.size()));
  }
}

/// By reason, how many of `lessons` are stopped, each tried alone; and how long each trial took.
void try_each(const char* what, const teaching::School& school, const teaching::InForce& now,
              const std::vector<Lesson>& lessons) {
  const teaching::Floors floors = teaching::floors_of(now.sat.figures);
  std::map<std::string_view, int> why;
  int stopped = 0, followed = 0;
  std::vector<double> took;
  for (const Lesson& one : lessons) {
    const auto start = Clock::now();
    const teaching::Trial trial =
        teaching::try_lessons(school, now, std::span(&one, 1), floors, kThreads);
    took.push_back(since(start));
    stopped += trial.passed() ? 0 : 1;
    followed += !trial.learned.empty() && trial.learned.front().is_followed;
    std::map<std::string_view, int> here;
    for (const teaching::Stop& stop : trial.stops) here[teaching::word(stop.why)] = 1;
    for (const auto& [word, count] : here) why[word] += count;
    if (trial.passed() && std::string_view(what) != "honest")
      fmt::print("  passed: {} -> {}\n", one.question, one.label);
  }
  std::sort(took.begin(), took.end());
  fmt::print("{}: {} of {} stopped, {} followed; median {:.3f} s, p99 {:.3f} s;", what, stopped,
             lessons.size(), followed, took[took.size() / 2], took[took.size() * 99 / 100]);
  for (const auto& [word, count] : why) fmt::print(" {} {}", word, count);
  fmt::print("\n");
}

/// Half other items' wordings, half dangers, each as another keyboard would have sent it, taught as
/// an item.
std::vector<Lesson> poisoned(const knowledge::Pack& pack, const knowledge::Exam& exam) {
  std::vector<std::string> texts;
  for (const Lesson& one : pack.lessons) texts.push_back(one.question);
  const teaching::Noise noise(texts, exam.padding);
  std::vector<Lesson> items, dangers;
  for (std::size_t i = 0; i < pack.lessons.size(); ++i) {
    const Lesson& one = pack.lessons[(i * 7919) % pack.lessons.size()];
    const bool danger = one.label.starts_with("urgent/");
    if (!danger && pack.item(one.label) == nullptr) continue;
    std::vector<Lesson>& to = danger ? dangers : items;
    if (to.size() == 25) continue;
    const knowledge::Item& other = pack.items[(i * 31) % pack.items.size()];
    if (other.id == one.label) continue;
    to.push_back({noise(teaching::Attack::padding, one.question), other.id, {}, {}});
  }
  items.insert(items.end(), dangers.begin(), dangers.end());
  return items;
}

/// Grouping of questions whose matters the model was never taught: every other item's.
void group(const knowledge::Pack& pack, const knowledge::Exam& exam) {
  std::map<std::string, bool> is_held;
  for (std::size_t i = 0; i < pack.items.size(); ++i) is_held[pack.items[i].id] = i % 2 == 1;
  knowledge::Pack half = pack;
  std::erase_if(half.lessons, [&](const Lesson& one) { return is_held[one.label]; });
  const dialogue::Trained trained = dialogue::train(half, kThreads);
  std::vector<std::string> asked, truth;
  for (const knowledge::ExamQuestion& one : exam.questions) {
    if (!is_held[one.expected.front()]) continue;
    asked.push_back(one.question);
    truth.push_back(one.expected.front());
  }
  for (const Lesson& one : pack.calibration) {
    if (!is_held[one.label]) continue;
    asked.push_back(one.question);
    truth.push_back(one.label);
  }
  for (const float least : {0.2F, teaching::kAlikeMin, 0.3F}) {
    const auto start = Clock::now();
    const auto groups = teaching::grouped(trained, asked, least, kThreads);
    const double took = since(start);
    // B-cubed (Bagga & Baldwin 1998): means over questions.
    double precision = 0, recall = 0, grouped = 0;
    std::map<std::string, double> of_truth;
    for (const std::string& one : truth) ++of_truth[one];
    for (const auto& some : groups) {
      std::map<std::string, double> here;
      for (const std::size_t q : some) ++here[truth[q]];
      for (const auto& [label, count] : here) {
        precision += count * count / static_cast<double>(some.size());
        recall += count * count / of_truth[label];
      }
      if (some.size() > 1) grouped += static_cast<double>(some.size());
    }
    const auto n = static_cast<double>(asked.size());
    precision /= n, recall /= n;
    fmt::print(
        "grouping {} questions of {} matters, least {:.2f}: B3 P {:.3f} R {:.3f} F {:.3f}, "
        "{:.2f} in a group, {:.3f} s\n",
        asked.size(), of_truth.size(), least, precision, recall,
        2 * precision * recall / (precision + recall), grouped / n, took);
  }
  std::vector<std::string> many;
  for (std::size_t i = 0; many.size() < 10000; ++i)
    many.push_back(pack.lessons[(i * 7919) % pack.lessons.size()].question);
  const auto start = Clock::now();
  const auto groups = teaching::grouped(trained, many, teaching::kAlikeMin, kThreads);
  fmt::print("grouping 10,000 questions: {:.2f} s, {} groups\n", since(start), groups.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: bench_taught PACK\n");
    return 2;
  }
  const auto folder = cli::pack_folder(argv[1]);
  const auto bytes = cli::read_folder(folder);
  const auto whole = std::make_shared<const knowledge::Pack>(cli::checked_pack(folder, bytes));
  const knowledge::Exam exam = pack_files::read_exam(bytes, *whole).exam;
  const core::Date day = core::parse_date("2026-11-23").value();
  const auto anew = std::make_shared<const dialogue::Trained>(dialogue::train(*whole, kThreads));

  group(*whole, exam);
  knowledge::Pack less = *whole;
  const std::vector<Lesson> held = take_out(less);
  const auto pack = std::make_shared<const knowledge::Pack>(std::move(less));
  const auto base = std::make_shared<const dialogue::Trained>(dialogue::train(*pack, kThreads));
  against_anew(*base, *anew, held, whole->calibration);

  const teaching::School school = teaching::school_of(pack, base, exam, day);
  const teaching::InForce alone = teaching::in_force(school, {}, kThreads);
  fmt::print("exams: {} questions\n", alone.sat.answers.size());
  try_each("honest", school, alone, held);
  try_each("poisoned", school, alone, poisoned(*pack, exam));
  const teaching::InForce taught = teaching::in_force(school, held, kThreads);
  fmt::print("{} lessons in force: items {:.4f} ({:.4f} without), replies {:.4f} ({:.4f})\n", kHeld,
             taught.sat.figures.items, alone.sat.figures.items, taught.sat.figures.replies,
             alone.sat.figures.replies);
}
