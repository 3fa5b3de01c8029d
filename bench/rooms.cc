// What each room costs on the way from text to bytes, by Google Benchmark, averaged over an exam's
// questions. usage: bench_rooms PACK QUESTIONS.tsv [--benchmark_filter=…]
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <chrono>

#include "bench/questions.h"
#include "cli/assistant_options.h"
#include "files/json_text.h"
#include "server/service.h"

namespace {

using Questions = std::vector<zheli::knowledge::ExamQuestion>;

/// Measures `work(i)` over the questions in turn, so that no cache keeps one warm.
template <typename Work>
void measure(const char* name, std::size_t questions, Work work) {
  benchmark::RegisterBenchmark(name, [=](benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(work(i++ % questions));
  })->Unit(benchmark::kMicrosecond);
}

/// The search engine over the pack's lessons, as the assistant builds it.
struct Library {
  zheli::search::Vocabulary vocabulary;
  zheli::search::Index index;

  static Library of(const zheli::dialogue::Assistant& assistant) {
    std::vector<std::vector<zheli::search::Gram>> grams;
    for (const auto& lesson : assistant.pack().lessons) {
      grams.push_back(zheli::search::grams(assistant.language().analyse(lesson.question)));
    }
    zheli::search::Vocabulary vocabulary(grams);
    std::vector<zheli::search::Counted> counted;
    for (const auto& one : grams) counted.push_back(vocabulary.count(one));
    zheli::search::Index index(vocabulary, counted);
    return {std::move(vocabulary), std::move(index)};
  }
};

void run(const zheli::dialogue::Assistant& assistant, const Questions& questions,
         zheli::core::Date day) {
  const auto& language = assistant.language();
  const Library library = Library::of(assistant);
  std::vector<zheli::text::Analysis> analyses;
  std::vector<zheli::search::Counted> counted;
  std::vector<zheli::server::Request> requests;
  for (const auto& one : questions) {
    analyses.push_back(language.analyse(one.question));
    counted.push_back(library.vocabulary.count(zheli::search::grams(analyses.back())));
    zheli::files::JsonText body;
    body.object([&] { body.field("text", one.question); });
    requests.push_back({"POST", "/api/v1/ask", {}, std::move(body).take()});
  }
  zheli::server::ServiceOptions with;
  with.keys = {zheli::server::random_key()};
  with.today = [=] { return day; };
  with.now = [] {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  };
  zheli::server::Service service(assistant, std::move(with));

  const std::size_t n = questions.size();
  measure("text", n, [&](std::size_t i) { return language.analyse(questions[i].question); });
  measure("grams", n, [&](std::size_t i) {
    return library.vocabulary.count(zheli::search::grams(analyses[i]));
  });
  measure("search", n, [&](std::size_t i) { return library.index.best(counted[i], 5); });
  measure("intent", n, [&](std::size_t i) { return assistant.model().predict(analyses[i]); });
  measure("turn", n, [&](std::size_t i) {
    return assistant.reply({}, {questions[i].question, "", ""}, day);
  });
  measure("request", n, [&](std::size_t i) { return service.handle(requests[i]); });
  benchmark::RunSpecifiedBenchmarks();
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 3) {
    fmt::print(stderr, "usage: bench_rooms PACK QUESTIONS.tsv\n");
    return 2;
  }
  zheli::cli::AssistantOptions options;
  options.pack = argv[1];
  options.as_of = "2026-11-23";
  options.no_cache = true;
  run(options.assistant(), zheli::bench::read_questions(argv[2]), options.day());
  return 0;
}
