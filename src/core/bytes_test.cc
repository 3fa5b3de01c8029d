#include "core/bytes.h"

#include <gtest/gtest.h>

namespace zheli::core {
namespace {

std::string written() {
  ByteWriter to;
  to.put<std::uint32_t>(7);
  to.put_all(std::vector<double>{0.5, -1});
  to.put_all(std::vector<std::uint8_t>{});
  to.put('x');
  return std::move(to).take();
}

TEST(Bytes, ComeBackAsTheValuesTheyWere) {
  const std::string bytes = written();
  ByteReader from(bytes);
  EXPECT_EQ(from.get<std::uint32_t>(), 7U);
  EXPECT_EQ(from.get_all<double>(), (std::vector<double>{0.5, -1}));
  EXPECT_TRUE(from.get_all<std::uint8_t>().empty());
  EXPECT_FALSE(from.done());
  EXPECT_EQ(from.get<char>(), 'x');
  EXPECT_TRUE(from.done());
}

TEST(Bytes, CutAnywhereAreNotWhole) {
  const std::string bytes = written();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ByteReader from(std::string_view(bytes).substr(0, size));
    from.get<std::uint32_t>();
    from.get_all<double>();
    from.get_all<std::uint8_t>();
    from.get<char>();
    EXPECT_FALSE(from.whole()) << size;
  }
}

TEST(Bytes, ACountBeyondTheEndAsksForNoMemory) {
  ByteWriter to;
  to.put<std::uint64_t>(0xffffffffffffffff);
  ByteReader from(to.bytes());
  EXPECT_TRUE(from.get_all<double>().empty());
  EXPECT_FALSE(from.whole());
  EXPECT_EQ(from.get<int>(), 0);
}

}  // namespace
}  // namespace zheli::core
