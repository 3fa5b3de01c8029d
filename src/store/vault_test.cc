#include "store/vault.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "store/small_database.h"

namespace zheli::store {
namespace {

TEST(Seal, OpensWithItsKeyAndPlaceAlone) {
  const Key key = Key::random();
  for (const std::string& plain :
       {std::string(), std::string("record"), std::string(100'000, 'x')}) {
    std::string sealed = seal(key, "place", plain);
    EXPECT_EQ(unseal(key, "place", sealed), plain);
    EXPECT_EQ(unseal(Key::random(), "place", sealed), std::nullopt);
    EXPECT_EQ(unseal(key, "another", sealed), std::nullopt);
    EXPECT_NE(seal(key, "place", plain), sealed);
    for (std::size_t at = 0; at < sealed.size(); at += 1 + sealed.size() / 50) {
      sealed[at] ^= 1;
      EXPECT_EQ(unseal(key, "place", sealed), std::nullopt) << at;
      sealed[at] ^= 1;
    }
    EXPECT_EQ(unseal(key, "place", sealed.substr(1)), std::nullopt);
  }
  EXPECT_EQ(unseal(key, "place", ""), std::nullopt);
}

TEST(MasterKey, IsMadeOnceForItsOwnerAlone) {
  const TemporaryFolder folder;
  const auto path = folder / "master.key";
  EXPECT_EQ(failure_of([&] { read_master_key(path, false); }), Failure::Kind::refused);
  const Key made = read_master_key(path, true);
  EXPECT_EQ(read_master_key(path, false).bytes(), made.bytes());
  struct stat status {};
  ::stat(path.c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST(MasterKey, ThatOthersMayReadOrIsNoneIsRefused) {
  const TemporaryFolder folder;
  const auto path = folder / "master.key";
  read_master_key(path, true);
  for (const unsigned mode : {0640u, 0604u, 0644u, 0700u}) {
    ::chmod(path.c_str(), mode);
    std::string said;
    EXPECT_EQ(failure_of([&] { read_master_key(path, false); }, &said), Failure::Kind::refused);
    EXPECT_NE(said.find("chmod 600"), std::string::npos) << said;
  }
  ::chmod(path.c_str(), 0400);
  read_master_key(path, false);
  ::chmod(path.c_str(), 0600);
  std::ofstream(path) << "not a key\n";
  EXPECT_EQ(failure_of([&] { read_master_key(path, true); }), Failure::Kind::refused);
}

}  // namespace
}  // namespace zheli::store
