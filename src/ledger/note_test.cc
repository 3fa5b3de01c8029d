#include "ledger/note.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "ledger/sm2.h"
#include "ledger/small_log.h"
#include "ledger/utf8.h"

namespace zheli::ledger {
namespace {

// C2SP signed-note, "Example".
constexpr const char* kExampleKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr const char* kExample =
    "This is an example message.\n\n\xe2\x80\x94 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
    "\n";

// golang.org/x/mod/sumdb/note, example_test.go: a secret key and what it signs.
constexpr const char* kGoSecret =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
constexpr const char* kGoKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr const char* kGoNote =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "\xe2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/"
    "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

TEST(Note, OfTheSpecificationIsSigned) {
  const auto key = VerifierKey::read(kExampleKey);
  ASSERT_TRUE(key) << key.error().message;
  const auto note = read_note(kExample);
  ASSERT_TRUE(note) << note.error().message;
  ASSERT_EQ(note.value().lines.size(), 1u);
  EXPECT_TRUE(note.value().lines[0].is_of(key.value()));
  EXPECT_TRUE(key.value().verifies(note.value().text, note.value().lines[0].signature));
  EXPECT_FALSE(key.value().verifies("another\n", note.value().lines[0].signature));
  EXPECT_EQ(to_string(note.value()), kExample);
  EXPECT_EQ(key.value().text(), kExampleKey);
}

TEST(Note, IsSignedAsGoSigns) {
  const auto secret = SignerKey::read(kGoSecret);
  ASSERT_TRUE(secret) << secret.error().message;
  EXPECT_EQ(secret.value().text(), kGoSecret);
  EXPECT_EQ(secret.value().verifier().text(), kGoKey);
  const auto note = read_note(kGoNote);
  ASSERT_TRUE(note) << note.error().message;
  EXPECT_EQ(to_string(Note{note.value().text, {sign(note.value().text, secret.value())}}), kGoNote);
}

TEST(Note, ThatIsNoneIsRefused) {
  const std::string line = "\xe2\x80\x94 a AAAAAAA=\n";
  const struct {
    std::string bytes;
    bool is_good;
  } rows[] = {
      {"text\n\n" + line, true},
      {"\n\n" + line, true},
      {"a\n\nb\n\n" + line, true},
      {"", false},
      {"text\n", false},
      {"text\n\n", false},
      {"text\n" + line, false},
      {"text\n\n" + line + "\n", false},
      {"text\n\n" + line.substr(0, line.size() - 1), false},
      {"text\n\n- a AAAAAAA=\n", false},
      {"text\n\n\xe2\x80\x94 AAAAAAA=\n", false},
      {"text\n\n\xe2\x80\x94 a+b AAAAAAA=\n", false},
      {"text\n\n\xe2\x80\x94 a\xe3\x80\x80z AAAAAAA=\n", false},
      {"text\n\n\xe2\x80\x94 a AAAAAAA\n", false},
      {"text\n\n\xe2\x80\x94 a AAAA\n", false},
      {"text\n\n\xe2\x80\x94 a AAAAAAB=\n", false},
      {"te\rxt\n\n" + line, false},
      {"te\xffxt\n\n" + line, false},
      {"te\xed\xa0\x80xt\n\n" + line, false},
      {std::string("te\0xt\n\n", 7) + line, false},
  };
  for (const auto& row : rows) EXPECT_EQ(bool(read_note(row.bytes)), row.is_good) << row.bytes;
}

TEST(Note, HoldsManyLinesButNotAnyNumber) {
  std::string bytes = "text\n\n";
  for (std::size_t i = 0; i < kLinesMax; ++i) bytes += "\xe2\x80\x94 a AAAAAAA=\n";
  EXPECT_TRUE(read_note(bytes));
  EXPECT_FALSE(read_note(bytes + "\xe2\x80\x94 a AAAAAAA=\n"));
  EXPECT_FALSE(read_note(std::string(kNoteMax, 'a') + kExample));
}

TEST(Key, OfEveryTypeComesBack) {
  for (const KeyType type : {KeyType::ed25519, KeyType::cosignature, KeyType::sm2}) {
    const SignerKey secret = key("name", type, 9);
    const auto read = SignerKey::read(secret.text());
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read.value().verifier(), secret.verifier());
    const auto shown = VerifierKey::read(secret.verifier().text());
    ASSERT_TRUE(shown) << shown.error().message;
    EXPECT_EQ(shown.value(), secret.verifier());
    const std::string signature = read.value().sign("message");
    EXPECT_TRUE(shown.value().verifies("message", signature));
    EXPECT_FALSE(shown.value().verifies("massage", signature));
    EXPECT_FALSE(shown.value().verifies("message", signature.substr(1)));
    EXPECT_FALSE(shown.value().verifies("message", ""));
  }
}

TEST(Key, WithALetterChangedIsRefused) {
  EXPECT_TRUE(rc::check([] {
    for (const KeyType type : {KeyType::ed25519, KeyType::cosignature, KeyType::sm2}) {
      const SignerKey secret = key("name", type, 9);
      for (std::string text : {secret.text(), secret.verifier().text()}) {
        const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
        const char was = text[at];
        text[at] = *rc::gen::inRange<char>(' ', '~');
        RC_PRE(text[at] != was);
        RC_ASSERT(!VerifierKey::read(text));
        RC_ASSERT(!SignerKey::read(text));
      }
    }
  }));
}

TEST(Key, NamesThatNoNoteMayCarryAreRefused) {
  std::array<unsigned char, 32> chance{};
  chance.fill(1);
  for (const char* name : {"", "a b", "a+b", "a\tb", "a\xe2\x80\xa8z", "a\xff"})
    EXPECT_FALSE(SignerKey::make(name, KeyType::ed25519, chance)) << name;
  EXPECT_TRUE(SignerKey::make("zheli.example.com/湖州", KeyType::ed25519, chance));
}

// GM/T 0003.5-2012, annex A.2: the curve's parameters recommended there, signer id and message.
TEST(Sm2, VerifiesTheStandardsExample) {
  const std::string secret =
      from_hex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8").value();
  const std::string key = from_hex(
                              "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
                              "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13")
                              .value();
  const std::string signature =
      from_hex(
          "3046022100F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
          "022100B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA")
          .value();
  EXPECT_EQ(sm2_public(secret), key);
  EXPECT_TRUE(sm2_verifies(key, "message digest", signature));
  EXPECT_FALSE(sm2_verifies(key, "message digest.", signature));
  EXPECT_TRUE(sm2_verifies(key, "another", sm2_sign(secret, "another")));
}

TEST(Sm2, SecretsOutOfRangeAndPointsOffTheCurveAreRefused) {
  EXPECT_FALSE(sm2_public(std::string(32, '\0')));
  EXPECT_FALSE(sm2_public(std::string(32, '\xff')));
  std::string key = *sm2_public(std::string(32, '\1'));
  const std::string signature = sm2_sign(std::string(32, '\1'), "m");
  EXPECT_TRUE(sm2_verifies(key, "m", signature));
  key[64] ^= 1;
  EXPECT_FALSE(sm2_verifies(key, "m", signature));
  EXPECT_FALSE(sm2_verifies("", "m", signature));
}

TEST(Utf8, KnowsTheRulesOfTheRfc) {
  EXPECT_EQ(read_utf8("a\xc3\xa9湖\xf0\x9f\x98\x80"), U"aé湖\U0001f600");
  for (const char* bad : {"\x80", "\xc0\x80", "\xc3", "\xe2\x80", "\xed\xa0\x80",
                          "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xe0\x80\x80"})
    EXPECT_FALSE(read_utf8(bad)) << bad;
}

}  // namespace
}  // namespace zheli::ledger
