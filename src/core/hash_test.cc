#include "core/hash.h"

#include <gtest/gtest.h>

#include <string>

namespace zheli::core {
namespace {

// Source: the test vectors of draft-eastlake-fnv, appendix C.
TEST(Hash, IsFnv1a) {
  EXPECT_EQ(fnv1a(""), 0xcbf29ce484222325ULL);
  EXPECT_EQ(fnv1a("a"), 0xaf63dc4c8601ec8cULL);
  EXPECT_EQ(fnv1a("foobar"), 0x85944171f73967e8ULL);
}

TEST(Hash, GoesOnWhereItStopped) {
  EXPECT_EQ(fnv1a("bar", fnv1a("foo")), fnv1a("foobar"));
  EXPECT_NE(fnv1a("foo", fnv1a("bar")), fnv1a("foobar"));
}

TEST(Hash, CountsEveryByteAsUnsigned) {
  EXPECT_EQ(fnv1a("\xff"), (0xcbf29ce484222325ULL ^ 0xff) * 0x100000001b3ULL);
  EXPECT_NE(fnv1a(std::string_view("a\0", 2)), fnv1a("a"));
}

TEST(Checksum, TellsEveryBitAndEveryLength) {
  std::string bytes(77, 'x');
  const std::uint64_t sum = checksum(bytes);
  for (std::size_t i = 0; i < 8 * bytes.size(); ++i) {
    std::string other = bytes;
    other[i / 8] = static_cast<char>(other[i / 8] ^ (1 << (i % 8)));
    EXPECT_NE(checksum(other), sum) << i;
  }
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_NE(checksum(bytes.substr(0, size)), sum) << size;
  }
  EXPECT_NE(checksum(std::string(64, '\0')), checksum(std::string(32, '\0')));
}

}  // namespace
}  // namespace zheli::core
