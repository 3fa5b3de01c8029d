#include "assistant/search/index.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/contains.h"

namespace zheli::search {
namespace {

const text::Language& language() {
  static const text::Language one({{"驾照", "驾驶证"}, {"掉了", "遗失"}}, {});
  return one;
}

std::vector<text::Analysis> analysed(const std::vector<const char*>& texts) {
  std::vector<text::Analysis> out;
  for (const char* one : texts) out.push_back(language().analyse(one));
  return out;
}

bool searched(const Gram& gram) {
  return gram.block != Block::sound && gram.block != Block::pairs && gram.block != Block::loose;
}

/// BM25 as the formula reads, one document at a time.
double plain_bm25(const std::vector<text::Analysis>& documents, std::size_t d,
                  const text::Analysis& question) {
  const auto count = [](const text::Analysis& text, std::uint64_t key) {
    int n = 0;
    for (const Gram& gram : grams(text)) {
      n += gram.key == key && searched(gram);
    }
    return n;
  };
  const auto length = [](const text::Analysis& text) {
    int n = 0;
    for (const Gram& gram : grams(text)) n += searched(gram);
    return n;
  };
  double mean = 0;
  for (const auto& document : documents) mean += length(document);
  mean /= static_cast<double>(documents.size());
  std::vector<std::uint64_t> seen;
  double score = 0;
  for (const Gram& gram : grams(question)) {
    if (!searched(gram)) continue;
    if (core::contains(seen, gram.key)) continue;
    seen.push_back(gram.key);
    int df = 0;
    for (const auto& document : documents) df += count(document, gram.key) > 0;
    const double tf = count(documents[d], gram.key);
    const double n = static_cast<double>(documents.size());
    const double idf = std::log(1 + (n - df + 0.5) / (df + 0.5));
    const double norm = Index::kK1 * (1 - Index::kB + Index::kB * length(documents[d]) / mean);
    if (tf > 0) score += idf * tf * (Index::kK1 + 1) / (tf + norm);
  }
  return score;
}

/// An index with the vocabulary it stands on.
struct Searched {
  std::vector<std::vector<Gram>> grams_of;
  Vocabulary vocabulary;
  std::vector<Counted> counted;
  Index index;

  explicit Searched(const std::vector<text::Analysis>& documents)
      : grams_of(all_grams(documents)),
        vocabulary(grams_of),
        counted(all_counted()),
        index(vocabulary, counted) {}

  static std::vector<std::vector<Gram>> all_grams(const std::vector<text::Analysis>& documents) {
    std::vector<std::vector<Gram>> out;
    for (const auto& document : documents) out.push_back(grams(document));
    return out;
  }
  std::vector<Counted> all_counted() const {
    std::vector<Counted> out;
    for (const auto& one : grams_of) out.push_back(vocabulary.count(one));
    return out;
  }
  std::vector<Hit> best(const text::Analysis& question, const std::vector<bool>& skip = {}) const {
    return index.best(vocabulary.count(grams(question)), 10, skip);
  }
};

TEST(Index, ScoresAsThePlainFormula) {
  const auto documents =
      analysed({"驾照掉了怎么办", "身份证过期", "户口迁移要什么材料", "lost my licence"});
  const Searched searched(documents);
  for (const char* asked : {"驾照掉了", "身份证掉了怎么办", "户口", "my licence is lost"}) {
    const text::Analysis question = language().analyse(asked);
    for (const Hit& hit : searched.best(question)) {
      EXPECT_NEAR(hit.score, plain_bm25(documents, hit.document, question), 1e-4) << asked;
      EXPECT_LE(hit.share, 1.0F);
    }
  }
}

TEST(Index, FindsNothingWhereNothingIsShared) {
  const Searched searched(analysed({"驾照掉了"}));
  EXPECT_TRUE(searched.best(language().analyse("xyz")).empty());
  EXPECT_TRUE(searched.best(language().analyse("")).empty());
}

TEST(Index, ExplainsWhatTheLabelsDocumentsHave) {
  const Searched searched(analysed({"lost licence", "lost passport", "weather today"}));
  const std::vector<int> labels = {0, 1, 2};
  const auto share = [&](const char* asked, int label, const std::vector<bool>& skip = {}) {
    const Counted counted = searched.vocabulary.count(grams(language().analyse(asked)));
    return searched.index.explained(counted, labels, label, skip);
  };
  EXPECT_EQ(share("lost licence", 0), 1);
  EXPECT_GT(share("lost licence", 1), 0);
  EXPECT_LT(share("lost licence", 1), 0.5F);
  EXPECT_LT(share("lost umbrella", 0), share("lost licence", 0));
  EXPECT_EQ(share("lost licence", 0, {true, false, false}), 0);
  EXPECT_EQ(share("", 0), 0);
}

TEST(Index, PassesOverWhatIsSkipped) {
  const Searched searched(analysed({"驾照掉了", "驾照过期"}));
  const std::vector<Hit> hits = searched.best(language().analyse("驾照掉了"), {true, false});
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_EQ(hits[0].document, 1u);
}

TEST(Index, GoesOnFromAnother) {
  const auto documents = analysed({"驾照掉了", "驾照过期"});
  const auto first = Searched::all_grams(documents);
  const auto vocabulary = std::make_shared<const Vocabulary>(first);
  const std::vector<Counted> counted = {vocabulary->count(first[0]), vocabulary->count(first[1])};
  const auto before = std::make_shared<const Index>(*vocabulary, counted);

  const auto more = Searched::all_grams(analysed({"护照掉了", "亮证卡"}));
  const Vocabulary longer(vocabulary, more);
  const Index index(before, longer,
                    std::vector<Counted>{longer.count(more[0]), longer.count(more[1])});
  EXPECT_EQ(longer.document_count(), 4U);
  EXPECT_EQ(longer.first(), vocabulary->size());
  const auto best = [&](const char* asked) {
    return index.best(longer.count(grams(language().analyse(asked))), 10);
  };
  EXPECT_EQ(best("驾照过期")[0].document, 1U);
  EXPECT_EQ(best("驾照过期")[0].score, before->best(counted[1], 1)[0].score);
  EXPECT_EQ(best("亮证卡")[0].document, 3U);
  EXPECT_GT(best("亮证卡")[0].share, 0.8F);
  EXPECT_EQ(best("护照")[0].document, 2U);
  const std::vector<int> labels = {0, 0, 1, 2};
  EXPECT_EQ(index.explained(longer.count(more[1]), labels, 2), 1);
  EXPECT_EQ(index.explained(longer.count(more[1]), labels, 0), 0);
}

}  // namespace
}  // namespace zheli::search
