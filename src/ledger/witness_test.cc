#include "ledger/witness.h"

#include <gtest/gtest.h>

#include "core/base64.h"
#include "ledger/small_log.h"

namespace zheli::ledger {
namespace {

/// A witness of one log, and the requests that the log makes of it.
struct Watched {
  SmallLog log{};
  Witnessed seen{};
  std::vector<VerifierKey> logs{kLog.verifier(), kLogSm2.verifier()};

  AddCheckpoint request() const {
    Tiles tiles(log.edge.size(), log.fetch());
    return {seen.head.size, tiles.consistency(seen.head.size).take(), log.note()};
  }

  WitnessAnswer ask(const std::string& body) {
    WitnessAnswer answer = add_checkpoint(body, logs, kPolice, seen, kNow);
    EXPECT_EQ(answer.keep.has_value(), answer.status == 200);
    if (answer.keep) seen = *answer.keep;
    return answer;
  }
};

TEST(Witness, CosignsALogThatGrows) {
  Watched watched;
  for (const int more : {0, 1, 0, 255, 1, 400}) {
    watched.log.grow(more);
    const WitnessAnswer answer = watched.ask(to_string(watched.request()));
    ASSERT_EQ(answer.status, 200) << answer.body;
    const std::string text = to_string(watched.log.checkpoint());
    EXPECT_TRUE(cosignature_in(answer.body, text, kPolice.verifier()));
    EXPECT_FALSE(cosignature_in(answer.body, text, kAuditor.verifier()));
    EXPECT_FALSE(cosignature_in(answer.body, text + "x\n", kPolice.verifier()));
    const auto opened = open(watched.log.note() + answer.body, policy("police"));
    EXPECT_TRUE(opened) << opened.error().message;
    // What GET …/checkpoint gives holds the log's signatures and the witness's.
    EXPECT_TRUE(open(watched.seen.note, policy("police")));
  }
}

TEST(Witness, RequestsComeBack) {
  Watched watched;
  watched.log.grow(300);
  watched.ask(to_string(watched.request()));
  watched.log.grow(300);
  const std::string body = to_string(watched.request());
  EXPECT_EQ(to_string(read_add_checkpoint(body).value()), body);
  EXPECT_EQ(origin_of(body), kOrigin);
  EXPECT_EQ(origin_of("old 0\n\n\n"), std::nullopt);
  // sha256sum of: log.example/huzhou
  EXPECT_EQ(origin_hash(kOrigin),
            "265ed6d78c5e9841226401b5f081352cd81c77f61376f9cf627988a06c15f6a3");
}

TEST(Witness, AnswersEachWrongRequestWithItsStatus) {
  Watched watched;
  watched.log.grow(300);
  ASSERT_EQ(watched.ask(to_string(watched.request())).status, 200);
  const Witnessed before = watched.seen;
  watched.log.grow(300);
  const AddCheckpoint good = watched.request();
  const auto with = [&](auto change) {
    AddCheckpoint request = good;
    change(request);
    return to_string(request);
  };
  const auto signed_by = [&](const SignerKey& key) {
    return sign({key.verifier().name(), watched.log.edge.head()}, std::vector{key});
  };
  const SmallLog fork(599);
  Note forged = read_note(good.checkpoint).take();
  forged.lines[0].signature[0] ^= 1;
  const std::string empty_text =
      fmt::format("{}\n0\n{}\n", kOrigin, core::base64(std::string(32, 'r')));
  const struct {
    const char* what;
    std::string body;
    int status;
  } rows[] = {
      {"nothing", "", 400},
      {"no old line", to_string(good).substr(4), 400},
      {"leading zero", "old 0300" + to_string(good).substr(7), 400},
      {"a line that is no hash", "old 300\nAAAA\n\n" + good.checkpoint, 400},
      {"64 proof lines", with([](auto& r) { r.path.assign(64, Hash{}); }), 400},
      {"no note", with([](auto& r) { r.checkpoint = "text\n"; }), 400},
      {"a checkpoint of two lines", with([](auto& r) {
         const std::string text = fmt::format("{}\n600\n", kOrigin);
         r.checkpoint = to_string(Note{text, {sign(text, kLog)}});
       }),
       400},
      {"a checkpoint that is none, of another log", with([](auto& r) {
         r.checkpoint = to_string(Note{"b\n1\n?\n", {sign("b\n", kLog)}});
       }),
       400},
      {"old above the size", with([](auto& r) { r.old_size = 601; }), 400},
      {"another log",
       with([&](auto& r) { r.checkpoint = signed_by(key("b", KeyType::ed25519, 1)); }), 404},
      {"a stranger's key",
       with([&](auto& r) { r.checkpoint = signed_by(key(kOrigin, KeyType::ed25519, 9)); }), 403},
      {"the SM2 line alone", with([&](auto& r) { r.checkpoint = signed_by(kLogSm2); }), 403},
      {"a forged line", with([&](auto& r) { r.checkpoint = to_string(forged); }), 403},
      {"an old size not cosigned last", with([](auto& r) { r.old_size = 299; }), 409},
      {"old size 0 again", with([](auto& r) { r.old_size = 0, r.path.clear(); }), 409},
      {"no proof", with([](auto& r) { r.path.clear(); }), 422},
      {"a wrong proof", with([](auto& r) { r.path[0][0] ^= 1; }), 422},
      {"another root of the same size", with([&](auto& r) {
         r.path.clear();
         r.checkpoint = sign({kOrigin, {300, fork.edge.head().root}}, std::vector{kLog});
       }),
       422},
      {"an empty log with a root", with([&](auto& r) {
         r.old_size = 0, r.path.clear();
         r.checkpoint = to_string(Note{empty_text, {sign(empty_text, kLog)}});
       }),
       422},
  };
  for (const auto& row : rows) {
    const WitnessAnswer answer = watched.ask(row.body);
    EXPECT_EQ(answer.status, row.status) << row.what << ": " << answer.body;
    if (answer.status == 409) {
      EXPECT_EQ(answer.body, "300\n") << row.what;
      EXPECT_EQ(answer.content_type, "text/x.tlog.size");
    }
  }
  EXPECT_EQ(watched.seen, before);
  EXPECT_EQ(watched.ask(to_string(good)).status, 200);
}

TEST(Witness, AProofWhereNoneIsWantedIsRefused) {
  Watched watched;
  watched.log.grow(3);
  AddCheckpoint request = watched.request();
  request.path.push_back({});
  EXPECT_EQ(watched.ask(to_string(request)).status, 422);
}

}  // namespace
}  // namespace zheli::ledger
