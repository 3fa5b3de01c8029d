#include "ledger/policy.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "ledger/fault.h"
#include "ledger/small_log.h"

namespace zheli::ledger {
namespace {

std::string log_line() {
  return fmt::format("log {}\n", kLog.verifier().text());
}

std::string witness_line(const char* name, unsigned char chance) {
  return fmt::format("witness {} {}\n", name,
                     key(name, KeyType::cosignature, chance).verifier().text());
}

TEST(Policy, WithAnythingWrongSaysTheLine) {
  const std::string good = "# who watches the log\n\n" + log_line() + witness_line("a", 11) +
                           witness_line("b", 12) + " \tgroup  two all a b\nquorum two\n";
  ASSERT_TRUE(Policy::read(good));
  const struct {
    std::string text;
    const char* line;
  } rows[] = {
      {"", "a policy has one line"},
      {"quorum none", "line 1"},
      {"quorum none\nquorum none\n", "line 2"},
      {"quorum a\n", "line 1"},
      {"nonsense\nquorum none\n", "line 1"},
      {"log x\nquorum none\n", "line 1"},
      {log_line() + log_line() + "quorum none\n", "line 2"},
      {"log " + kPolice.verifier().text() + "\nquorum none\n", "line 1"},
      {"witness w " + kLog.verifier().text() + "\nquorum none\n", "line 1"},
      {witness_line("a", 11) + witness_line("a", 12) + "quorum none\n", "line 2"},
      {witness_line("a", 11) + "witness b " + key("a", KeyType::cosignature, 11).verifier().text() +
           "\nquorum none\n",
       "line 2"},
      {witness_line("none", 11) + "quorum none\n", "line 1"},
      {witness_line("a", 11) + "group g 2 a\nquorum g\n", "line 2"},
      {witness_line("a", 11) + "group g 0 a\nquorum g\n", "line 2"},
      {witness_line("a", 11) + "group g all a a\nquorum g\n", "line 2"},
      {witness_line("a", 11) + "group g all a\ngroup h any g a\nquorum h\n", "line 3"},
      {"group g all a\n" + witness_line("a", 11) + "quorum g\n", "line 1"},
      {"group g all\nquorum none\n", "line 1"},
      {"quorum\r none\n", "line 1"},
  };
  for (const auto& row : rows) {
    const auto read = Policy::read(row.text);
    ASSERT_FALSE(read) << row.text;
    EXPECT_NE(read.error().message.find(row.line), std::string::npos)
        << row.text << read.error().message;
  }
}

TEST(Policy, CountsGroupsOfGroups) {
  const auto policy = Policy::read(witness_line("a", 11) + witness_line("b", 12) +
                                   witness_line("c", 13) + witness_line("d", 14) +
                                   "group two 2 a b c\ngroup all-of all two d\nquorum all-of\n")
                          .take();
  for (int mask = 0; mask < 16; ++mask) {
    std::vector<bool> cosigned(policy.parties().size());
    for (int i = 0; i < 4; ++i) cosigned[i] = (mask >> i & 1) != 0;
    const int abc = cosigned[0] + cosigned[1] + cosigned[2];
    EXPECT_EQ(policy.is_met_by(cosigned), abc >= 2 && cosigned[3]) << mask;
  }
}

TEST(Open, AcceptsWhatThePolicyAsksFor) {
  const SmallLog log(7);
  EXPECT_EQ(fault_of(open(log.note(), policy())), "");
  EXPECT_EQ(fault_of(open(log.note(), policy("police"))), "few-witnesses");
  const auto opened = open(log.cosigned(), policy("both"));
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened.value().checkpoint, log.checkpoint());
  EXPECT_EQ(opened.value().cosigned.at("auditor"), kNow);
}

TEST(Open, OneKeyDoesNotCountTwice) {
  const SmallLog log(7);
  const std::string twice = log.note() +
                            to_string(cosign(to_string(log.checkpoint()), kPolice, kNow)) +
                            to_string(cosign(to_string(log.checkpoint()), kPolice, kNow));
  EXPECT_EQ(fault_of(open(twice, policy("both"))), "few-witnesses");
}

TEST(Open, NamesWhatIsWrong) {
  const SmallLog log(7);
  const std::string text = to_string(log.checkpoint());
  const auto note_by = [&](std::vector<SignerKey> keys) { return sign(log.checkpoint(), keys); };
  EXPECT_EQ(fault_of(open(note_by({kLog}), policy())), "unsigned-log");
  EXPECT_EQ(fault_of(open(note_by({kLogSm2}), policy())), "unsigned-log");
  EXPECT_EQ(fault_of(open(note_by({key(kOrigin, KeyType::ed25519, 99)}), policy())),
            "unsigned-log");
  const SignerKey stranger = key("other.example", KeyType::ed25519, 1);
  EXPECT_EQ(fault_of(open(sign({"other.example", {}}, std::vector{stranger}), policy())),
            "wrong-origin");
  for (std::size_t line = 0; line < 4; ++line) {
    Note note = read_note(log.cosigned()).take();
    note.lines[line].signature.back() ^= 1;
    EXPECT_EQ(fault_of(open(to_string(note), policy())), "forged") << line;
    note = read_note(log.cosigned()).take();
    note.text = to_string(Checkpoint{kOrigin, SmallLog(8).edge.head()});
    EXPECT_EQ(fault_of(open(to_string(note), policy())), "forged") << line;
  }
  EXPECT_EQ(fault_of(open("nothing", policy())), "malformed");
}

TEST(Open, IgnoresLinesOfKeysThatItDoesNotKnow) {
  const SmallLog log(7);
  Note note = read_note(log.note()).take();
  // A stranger of the log's name, a stranger with the log's id, and a post-quantum line's length.
  note.lines.push_back({kOrigin, 7, std::string(64, 'x')});
  note.lines.push_back({"stranger", kLog.verifier().id(), std::string(64, 'x')});
  note.lines.push_back({"quantum", 6, std::string(2428, 'x')});
  EXPECT_EQ(fault_of(open(to_string(note), policy())), "");
}

}  // namespace
}  // namespace zheli::ledger
