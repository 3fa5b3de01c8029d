#include "core/base64.h"

#include <gtest/gtest.h>

namespace zheli::core {
namespace {

TEST(Base64, WritesAndReadsBack) {
  const struct {
    std::string bytes, padded, url;
  } rows[] = {
      // RFC 4648 §10
      {"", "", ""},
      {"f", "Zg==", "Zg"},
      {"fo", "Zm8=", "Zm8"},
      {"foo", "Zm9v", "Zm9v"},
      {"foob", "Zm9vYg==", "Zm9vYg"},
      {"\xfb\xff\xbf", "+/+/", "-_-_"},
      {std::string("\0\0", 2), "AAA=", "AAA"},
  };
  for (const auto& [bytes, padded, url] : rows) {
    EXPECT_EQ(base64(bytes), padded);
    EXPECT_EQ(base64url(bytes), url);
    EXPECT_EQ(from_base64(padded), bytes);
    EXPECT_EQ(from_base64url(url), bytes);
  }
}

TEST(Base64, RefusesEveryOtherSpelling) {
  for (const char* bad : {"Zg==", "Zh", "Z", "+/+/", "Zm 9v", "Zm9v\n", "Zm9v=", "é"})
    EXPECT_EQ(from_base64url(bad), std::nullopt) << bad;
  for (const char* bad : {"Zg", "Zh==", "Z", "-_-_", "Zm 9v", "Zm9v\n", "Zm9v=", "é"})
    EXPECT_EQ(from_base64(bad), std::nullopt) << bad;
}

TEST(Base64, TakesNoOtherByteForAnother) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = {'A', static_cast<char>(byte), 'A', 'A'};
    EXPECT_EQ(base64(from_base64(text).value_or("")), from_base64(text) ? text : "") << byte;
    EXPECT_EQ(base64url(from_base64url(text).value_or("")), from_base64url(text) ? text : "")
        << byte;
    EXPECT_FALSE(byte > 127 && (from_base64(text) || from_base64url(text))) << byte;
  }
}

}  // namespace
}  // namespace zheli::core
