#include "services/identity/base64url.h"

#include <gtest/gtest.h>

namespace zheli::identity {
namespace {

TEST(Base64url, WritesAndReadsBack) {
  const struct {
    std::string bytes, text;
  } rows[] = {
      // RFC 4648 §10, without the padding
      {"", ""},
      {"f", "Zg"},
      {"fo", "Zm8"},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg"},
      {"\xfb\xff\xbf", "-_-_"},
      {std::string("\0\0", 2), "AAA"},
  };
  for (const auto& [bytes, text] : rows) {
    EXPECT_EQ(base64url(bytes), text);
    EXPECT_EQ(from_base64url(text), bytes);
  }
}

TEST(Base64url, RefusesEveryOtherSpelling) {
  for (const char* bad : {"Zg==", "Zh", "Z", "+/+/", "Zm 9v", "Zm9v\n", "Zm9v=", "é"})
    EXPECT_EQ(from_base64url(bad), std::nullopt) << bad;
}

}  // namespace
}  // namespace zheli::identity
