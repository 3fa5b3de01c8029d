#include "store/witnesses.h"

#include <gtest/gtest.h>

#include "ledger/witness.h"
#include "store/publisher.h"
#include "store/records.h"
#include "store/schema.h"
#include "store/small_database.h"

namespace zheli::store {
namespace {

namespace fs = std::filesystem;

constexpr ledger::Instant kNow{std::chrono::seconds(1'796'000'000)};

/// A witness in memory, as zheli witness serves one.
class Remembering {
 public:
  explicit Remembering(const std::string& name)
      : name_(name), key_([&] {
          std::array<unsigned char, 32> chance;
          chance.fill(static_cast<unsigned char>(name[0]));
          return ledger::SignerKey::make(name + ".example", ledger::KeyType::cosignature, chance)
              .take();
        }()) {}

  Witness witness() {
    return {.name = name_,
            .key = key_.verifier(),
            .add_checkpoint = [this](const std::string& body) { return add(body); },
            .newest = [this] { return newest(); }};
  }
  std::string line() const { return fmt::format("witness {} {}\n", name_, key_.verifier().text()); }

  bool is_away = false;
  bool forges = false;
  ledger::Witnessed seen{};

 private:
  core::Result<WitnessReply> add(const std::string& body) {
    if (is_away) return core::Error{"nobody there"};
    const std::vector<ledger::VerifierKey> logs{log_key().verifier()};
    const auto answer = ledger::add_checkpoint(body, logs, key_, seen, kNow);
    if (answer.keep) seen = *answer.keep;
    if (!forges || answer.status != 200) return WitnessReply{answer.status, answer.body};
    auto lines = ledger::read_lines(answer.body).take();
    lines[0].signature.back() ^= 1;
    return WitnessReply{200, to_string(lines[0])};
  }
  core::Result<WitnessReply> newest() const {
    if (is_away) return core::Error{"nobody there"};
    return seen.note.empty() ? WitnessReply{404, ""} : WitnessReply{200, seen.note};
  }

  std::string name_;
  ledger::SignerKey key_;
};

class Witnessed : public testing::Test {
 protected:
  Witnessed() { open(); }

  void open() {
    connection = open_sqlite((folder / "a.db").string(), Access::write);
    migrate(*connection, migrations(), [](int) {});
    records.prepare(*connection);
  }

  void add(int count) {
    for (int i = 0; i < count; ++i)
      records.append(*connection, kHouse, ledger::Kind::setting, [](const Turn&) { return "{}"; });
  }

  LogOptions options(const std::string& quorum = "two") {
    const std::string policy =
        fmt::format("log {}\n{}{}{}group two 2 audit bank police\nquorum {}\n",
                    log_key().verifier().text(), audit.line(), bank.line(), police.line(), quorum);
    return {.origin = "log.example",
            .keys = {log_key()},
            .folder = folder / "log",
            .witnesses = {audit.witness(), bank.witness(), police.witness()},
            .policy = ledger::Policy::read(policy).take(),
            .witness_rest = std::chrono::milliseconds(0)};
  }

  TemporaryFolder folder;
  Remembering audit{"audit"}, bank{"bank"}, police{"police"};
  std::unique_ptr<Connection> connection;
  Records records{Key::random()};
};

std::string trouble_of(const Publisher& publisher, const std::string& name) {
  for (const WitnessState& one : publisher.witnesses())
    if (one.name == name) return one.trouble;
  return "no such witness";
}

TEST_F(Witnessed, WhatIsPublishedIsCosigned) {
  Publisher publisher(options("two"));
  publisher.recover(*connection);
  for (const int more : {0, 1, 300, 1}) {
    add(more);
    EXPECT_TRUE(publisher.publish(*connection));
    const auto opened = ledger::open(bytes_of(folder / "log/checkpoint"), *options("two").policy);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(opened.value().cosigned.size(), 3u);
    EXPECT_EQ(audit.seen.head, publisher.head());
  }
}

TEST_F(Witnessed, TheQuorumDecides) {
  Publisher publisher(options());
  publisher.recover(*connection);
  add(3);
  bank.is_away = true;
  EXPECT_TRUE(publisher.publish(*connection));
  EXPECT_EQ(trouble_of(publisher, "bank"), "is away: nobody there");
  add(3);
  police.forges = true;
  std::string said;
  EXPECT_EQ(failure_of([&] { publisher.publish(*connection); }, &said), Failure::Kind::other);
  EXPECT_NE(said.find("few-witnesses"), std::string::npos) << said;
  EXPECT_NE(said.find("bank is away"), std::string::npos) << said;
  EXPECT_NE(said.find("police its cosignature does not fit"), std::string::npos) << said;
  EXPECT_EQ(newest_checkpoint(folder / "log", log_key().verifier())->head.size, 3u);
  police.forges = false;  // it kept what it signed: 409, and the size to begin from
  EXPECT_TRUE(publisher.publish(*connection));
  EXPECT_EQ(publisher.head().size, 6u);
  EXPECT_EQ(trouble_of(publisher, "police"), "");
}

/// No leaf comes, the witness does.
TEST_F(Witnessed, OneThatWasAwayIsAskedAgain) {
  bank.is_away = true;
  LogOptions patient = options();
  patient.witness_rest = std::chrono::hours(1);
  Publisher publisher(options()), resting(patient);
  publisher.recover(*connection);
  add(3);
  EXPECT_TRUE(publisher.publish(*connection));
  EXPECT_FALSE(publisher.publish(*connection));
  resting.recover(*connection);
  EXPECT_TRUE(resting.publish(*connection));  // it does not know who had cosigned
  bank.is_away = false;
  EXPECT_FALSE(resting.publish(*connection));
  EXPECT_TRUE(publisher.publish(*connection));
  EXPECT_FALSE(publisher.publish(*connection));
  const auto opened = ledger::open(bytes_of(folder / "log/checkpoint"), *options().policy);
  EXPECT_EQ(opened.value().cosigned.size(), 3u);
}

TEST_F(Witnessed, StartedAnewItAsksFromWhatEachSaw) {
  {
    Publisher publisher(options());
    publisher.recover(*connection);
    add(2);
    publisher.publish(*connection);
  }
  bank.seen = {};  // as one that was made anew
  add(2);
  Publisher publisher(options("none"));
  publisher.recover(*connection);
  EXPECT_TRUE(publisher.publish(*connection));
  EXPECT_EQ(bank.seen.head, publisher.head());
  EXPECT_EQ(audit.seen.head, publisher.head());
}

TEST_F(Witnessed, OlderThanAWitnessSawIsRefused) {
  Publisher publisher(options());
  publisher.recover(*connection);
  add(5);
  publisher.publish(*connection);
  connection->run("DELETE FROM record WHERE number >= 3");
  fs::remove_all(folder / "log");  // nothing here remembers
  audit.is_away = true;
  std::string said;
  Publisher again(options());
  EXPECT_EQ(failure_of([&] { again.recover(*connection); }, &said), Failure::Kind::refused);
  EXPECT_NE(said.find("has 3 leaves and 5 were signed, as the witness bank shows"),
            std::string::npos)
      << said;
  EXPECT_NE(said.find("zheli ledger restore"), std::string::npos) << said;
  bank.is_away = police.is_away = true;
  Publisher alone(options("none"));
  alone.recover(*connection);  // nobody can say
}

TEST_F(Witnessed, OtherThanAWitnessSawIsRefused) {
  Publisher publisher(options());
  publisher.recover(*connection);
  add(5);
  publisher.publish(*connection);
  connection->run("UPDATE record SET leaf = (SELECT leaf FROM record WHERE number = 0)");
  fs::remove_all(folder / "log");
  std::string said;
  Publisher again(options());
  EXPECT_EQ(failure_of([&] { again.recover(*connection); }, &said), Failure::Kind::refused);
  EXPECT_NE(said.find("are not those that were signed, as the witness audit shows"),
            std::string::npos)
      << said;
}

/// One that comes back later shows then what it saw; one that only says so is not believed.
TEST_F(Witnessed, OlderThanAWitnessShowsLaterIsRefusedThen) {
  Publisher publisher(options());
  publisher.recover(*connection);
  add(5);
  publisher.publish(*connection);
  const ledger::Witnessed saw = bank.seen;
  bank.seen.note.clear();
  Witnesses witnesses(log_key().verifier(), {bank.witness()}, {});
  const ledger::Checkpoint empty{"log.example", {}};
  const std::string note = ledger::sign(empty, std::vector{log_key()});
  const auto cosign = [&] { witnesses.cosign(note, empty, files_below(folder / "log")); };
  cosign();
  EXPECT_EQ(witnesses.states()[0].trouble,
            "says that it saw more leaves than there are, and does not show it");
  bank.seen = saw;
  std::string said;
  EXPECT_EQ(failure_of(cosign, &said), Failure::Kind::refused);
  EXPECT_NE(said.find("the witness bank saw 5 leaves"), std::string::npos) << said;
}

TEST_F(Witnessed, EachTroubleHasItsName) {
  const struct {
    WitnessReply reply;
    const char* trouble;
  } rows[] = {
      {{403, ""}, "answers 403: it does not trust the log's key"},
      {{404, ""}, "answers 404: it does not know the log"},
      {{422, ""}, "answers 422: it saw another log of this name"},
      {{500, ""}, "answers 500: no answer of the protocol"},
      {{409, "0\n"}, "answers 409: another asks it about this log"},
      {{409, "zero"}, "answers 409 without a size"},
      {{200, "\xff"}, "its cosignature does not fit"},
  };
  const ledger::Checkpoint empty{"log.example", {}};
  for (const auto& row : rows) {
    Witness one = bank.witness();
    one.add_checkpoint = [&](const std::string&) -> core::Result<WitnessReply> {
      return row.reply;
    };
    Witnesses witnesses(log_key().verifier(), {one}, {});
    EXPECT_TRUE(
        witnesses
            .cosign(ledger::sign(empty, std::vector{log_key()}), empty, files_below(folder / "log"))
            .empty());
    EXPECT_EQ(witnesses.states()[0].trouble, row.trouble);
  }
}

}  // namespace
}  // namespace zheli::store
