// The peer Xapian (BM25, CJK n-grams) on the same lessons and questions: the label of the best
// lesson is its answer; below a score chosen on the lessons' own leave-one-out hits it refuses, at
// the same stated rate as ours. Prints the same figures as `zheli exam`. usage: bench_xapian
// LESSONS.tsv QUESTIONS.tsv
#include <fmt/format.h>
#include <sys/resource.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>

#include "assistant/teaching/exam.h"
#include "bench/questions.h"

namespace {

using zheli::knowledge::ExamQuestion;
using Clock = std::chrono::steady_clock;

class Peer {
 public:
  explicit Peer(const std::vector<ExamQuestion>& lessons)
      : database_(std::string(), Xapian::DB_BACKEND_INMEMORY) {
    Xapian::TermGenerator generator;
    generator.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM);
    for (const ExamQuestion& lesson : lessons) {
      Xapian::Document document;
      generator.set_document(document);
      generator.index_text(lesson.question);
      document.set_data(lesson.expected.front());
      database_.add_document(document);
    }
    database_.commit();
    std::vector<double> shares;
    for (std::size_t i = 0; i < lessons.size(); i += 5) {
      if (lessons[i].expected.front().starts_with("outside")) continue;
      const auto hits = search(lessons[i].question);
      if (hits.size() > 1) shares.push_back(hits[1].second);  // the first is the lesson itself
    }
    std::sort(shares.begin(), shares.end());
    if (!shares.empty()) refuse_below_ = shares[shares.size() / 20];
  }

  zheli::teaching::Sitting sit(const std::string& question) const {
    zheli::teaching::Sitting out;
    for (const auto& [label, score] : search(question)) {
      const bool outside = label.starts_with("outside") || label.starts_with("urgent");
      if (out.labels.empty() && out.forced.empty()) {
        out.refused = outside || score < refuse_below_;
        out.probability = std::min(1.0, score / 40);
      }
      if (outside) continue;
      if (out.forced.empty()) out.forced = label;
      const bool known = std::find(out.labels.begin(), out.labels.end(), label) != out.labels.end();
      if (!known && out.labels.size() < 4) out.labels.push_back(label);
    }
    if (out.forced.empty()) out.refused = true;
    return out;
  }

 private:
  std::vector<std::pair<std::string, double>> search(const std::string& text) const {
    // The query parser would ask for all n-grams of a Chinese run at once; any of them may do.
    Xapian::Document asked;
    Xapian::TermGenerator generator;
    generator.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM);
    generator.set_document(asked);
    generator.index_text(text);
    const Xapian::Query query(Xapian::Query::OP_OR, asked.termlist_begin(), asked.termlist_end());
    Xapian::Enquire enquire(database_);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BM25Weight());
    std::vector<std::pair<std::string, double>> out;
    const Xapian::MSet hits = enquire.get_mset(0, 10);
    for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
      out.emplace_back(hit.get_document().get_data(), hit.get_weight());
    }
    return out;
  }

  Xapian::WritableDatabase database_;
  double refuse_below_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: bench_xapian LESSONS.tsv QUESTIONS.tsv\n");
    return 2;
  }
  const auto start = Clock::now();
  const Peer peer(zheli::bench::read_questions(argv[1]));
  const auto questions = zheli::bench::read_questions(argv[2]);
  const auto asked = Clock::now();
  const auto score =
      zheli::teaching::sit(questions, [&](const std::string& q) { return peer.sit(q); });
  const double micros = std::chrono::duration<double, std::micro>(Clock::now() - asked).count() /
                        static_cast<double>(questions.size());
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print(
      "xapian    top1 {:.3f}  forced {:.3f}  offered {:.3f}  outside_recall {:.3f}  mcc {:.3f}  "
      "{:.0f} us  {} MB  {:.1f} s to index\n",
      score.top1, score.top1_forced, score.offered, score.outside_recall, score.mcc, micros,
      usage.ru_maxrss / 1024, std::chrono::duration<double>(asked - start).count());
}
