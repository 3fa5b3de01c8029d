#include <gtest/gtest.h>

#include "assistant/intent/model.h"
#include "core/hash.h"

namespace zheli::intent {
namespace {

constexpr std::uint64_t kKey = 0x1234567890abcdef;

const text::Language& plain_language() {
  static const text::Language one({}, {});
  return one;
}

Model trained() {
  std::vector<Example> lessons;
  for (const char* question : {"身份证丢了", "补身份证", "身份证不见了"})
    lessons.push_back({plain_language().analyse(question), 0});
  for (const char* question : {"护照多少钱", "办护照", "renew my passport"})
    lessons.push_back({plain_language().analyse(question), 1});
  for (const char* question : {"讲个笑话", "今天天气"})
    lessons.push_back({plain_language().analyse(question), 2});
  return Model::train(lessons, {}, {}, {false, false, true}, {});
}

const std::string& good() {
  static const std::string bytes = trained().bytes(kKey);
  return bytes;
}

/// As a hand that knows the format would change it: the checksum fits again.
std::string sealed(std::string bytes) {
  const std::size_t size = bytes.size() - sizeof(std::uint64_t);
  const std::uint64_t sum = core::checksum(std::string_view(bytes).substr(0, size));
  std::memcpy(bytes.data() + size, &sum, sizeof sum);
  return bytes;
}

void expect_answers(const Model& model) {
  for (const char* text : {"身份证丢了怎么办", "passport", "", "天气"}) {
    const Prediction said = model.predict(plain_language().analyse(text));
    EXPECT_LE(said.inside.size() + said.outside.size(), 3u);
    EXPECT_LE(said.covering, said.inside.size());
  }
}

TEST(ModelBytes, GiveTheSameModelBack) {
  const Model model = trained();
  const core::Result<Model> kept = Model::of_bytes(good(), kKey);
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_EQ(kept.value().bytes(kKey), good());
  for (const char* text : {"身份证丢了怎么办", "passport", "", "天气", "sfz"}) {
    const Prediction a = model.predict(plain_language().analyse(text));
    const Prediction b = kept.value().predict(plain_language().analyse(text));
    EXPECT_EQ(a.none_meant, b.none_meant) << text;
    ASSERT_EQ(a.inside.size(), b.inside.size());
    for (std::size_t i = 0; i < a.inside.size(); ++i) {
      EXPECT_EQ(a.inside[i].label, b.inside[i].label);
      EXPECT_EQ(a.inside[i].probability, b.inside[i].probability);
    }
    ASSERT_EQ(a.lessons.size(), b.lessons.size());
    for (std::size_t i = 0; i < a.lessons.size(); ++i)
      EXPECT_EQ(a.lessons[i].score, b.lessons[i].score);
  }
}

TEST(ModelBytes, OfAnotherKeyAreRefused) {
  const core::Result<Model> other = Model::of_bytes(good(), kKey + 1);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().message, "the file belongs to another pack or program");
  std::string later = good();
  ++later[8];  // the version
  EXPECT_EQ(Model::of_bytes(sealed(later), kKey).error().message,
            "the file belongs to another pack or program");
}

TEST(ModelBytes, WithAnyByteChangedAreRefused) {
  std::string bytes = good();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<char>(bytes[i] ^ (1 << (i % 8)));
    EXPECT_FALSE(Model::of_bytes(bytes, kKey)) << i;
    bytes[i] = good()[i];
  }
}

TEST(ModelBytes, CutOrLongerAreRefused) {
  for (std::size_t size = 0; size < good().size(); size += 1 + size / 64) {
    EXPECT_FALSE(Model::of_bytes(std::string_view(good()).substr(0, size), kKey)) << size;
  }
  EXPECT_FALSE(Model::of_bytes(good() + "x", kKey));
  EXPECT_FALSE(Model::of_bytes(sealed(good() + "12345678"), kKey));
  EXPECT_FALSE(Model::of_bytes("zhelimdl", kKey));
}

/// Whoever mends the checksum still gets a model that answers, or none: never a crash.
TEST(ModelBytes, SealedAgainNeverCrash) {
  for (std::size_t i = 20; i + 8 < good().size(); i += 3) {
    std::string bytes = good();
    bytes[i] = static_cast<char>(0xff ^ bytes[i]);
    const core::Result<Model> model = Model::of_bytes(sealed(bytes), kKey);
    if (model) expect_answers(model.value());
  }
}

}  // namespace
}  // namespace zheli::intent
