#include "files/key_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <string>

namespace zheli::files {
namespace {

namespace fs = std::filesystem;

/// A file's name in a folder that goes away.
class KeyFile : public testing::Test {
 protected:
  KeyFile() {
    std::string name = (fs::temp_directory_path() / "zheli-key-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    path = folder_ / "a.key";
  }
  ~KeyFile() override { fs::remove_all(folder_); }

  /// What reading says; empty where it went well.
  std::string trouble() const {
    try {
      read_key_file(path);
      return "";
    } catch (const std::runtime_error& failure) {
      return failure.what();
    }
  }

  void holds(const std::string& text) const {
    std::ofstream(path) << text;
    ::chmod(path.c_str(), 0600);
  }

  fs::path path;

 private:
  fs::path folder_;
};

TEST_F(KeyFile, ComesBackAndIsItsOwners) {
  KeyBytes key{};
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<unsigned char>(i * 9);
  write_key_file(path, key);
  EXPECT_EQ(read_key_file(path), key);
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  ::chmod(path.c_str(), 0400);
  EXPECT_EQ(trouble(), "");
}

TEST_F(KeyFile, ThatOthersMayReadIsRefused) {
  write_key_file(path, {});
  for (const unsigned mode : {0640u, 0604u, 0644u, 0700u}) {
    ::chmod(path.c_str(), mode);
    EXPECT_NE(trouble().find("chmod 600 " + path.string()), std::string::npos) << trouble();
  }
}

TEST_F(KeyFile, HoldsSixtyFourDigitsAndNothingElse) {
  EXPECT_NE(trouble().find("cannot be read"), std::string::npos);
  for (const std::string& good : {std::string(64, 'a'), "\n" + std::string(64, 'F') + "\r\n"}) {
    holds(good);
    EXPECT_EQ(trouble(), "") << good;
  }
  for (const std::string& bad :
       {std::string(), std::string("abc"), std::string(63, 'a'), std::string(66, 'a'),
        std::string(63, 'a') + "g", "-" + std::string(63, 'a'), std::string(64, 'a') + " b"}) {
    holds(bad);
    EXPECT_NE(trouble().find("64 hexadecimal digits"), std::string::npos) << bad;
    EXPECT_TRUE(bad.empty() || trouble().find(bad) == std::string::npos) << "it tells the key";
  }
}

}  // namespace
}  // namespace zheli::files
