#include "files/durable_write.h"

#include <gtest/gtest.h>
#include <sys/fsuid.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace zheli::files {
namespace {

namespace fs = std::filesystem;

class DurableWrite : public testing::Test {
 protected:
  DurableWrite() {
    std::string name = (fs::temp_directory_path() / "durable.XXXXXX").string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  ~DurableWrite() override { fs::remove_all(folder_); }

  fs::path at(const char* name) const { return folder_ / name; }
  static std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static mode_t mode_of(const fs::path& path) {
    struct stat status {};
    EXPECT_EQ(stat(path.c_str(), &status), 0);
    return status.st_mode & 07777;
  }
  /// What it throws; "" where it does not.
  static std::string refusal(const fs::path& path, std::string_view bytes) {
    try {
      write_durably(path, bytes, Readers::all);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  }
  int files() const { return static_cast<int>(std::distance(fs::directory_iterator(folder_), {})); }

  fs::path folder_;
};

TEST_F(DurableWrite, MakesAndReplaces) {
  const std::string zeros("a\0b\n", 4);
  for (const std::string& bytes : {std::string("first"), zeros, std::string()}) {
    write_durably(at("x.csv"), bytes, Readers::all);
    EXPECT_EQ(bytes_of(at("x.csv")), bytes);
  }
  EXPECT_EQ(files(), 1);  // nothing is left beside it
}

TEST_F(DurableWrite, KeepsTheModeAndMakesSecretsTheOwners) {
  const mode_t mask = umask(022);
  write_durably(at("page.html"), "1", Readers::all);
  write_durably(at("key"), "1", Readers::owner);
  EXPECT_EQ(mode_of(at("page.html")), 0644U);
  EXPECT_EQ(mode_of(at("key")), 0600U);
  for (const mode_t mode : {0640U, 0400U, 0666U}) {
    ASSERT_EQ(chmod(at("page.html").c_str(), mode), 0);
    write_durably(at("page.html"), "2", Readers::owner);
    EXPECT_EQ(mode_of(at("page.html")), mode);
  }
  umask(mask);
}

TEST_F(DurableWrite, FollowsALinkAndKeepsIt) {
  write_durably(at("real"), "1", Readers::all);
  fs::create_symlink("real", at("link"));
  write_durably(at("link"), "2", Readers::all);
  EXPECT_TRUE(fs::is_symlink(at("link")));
  EXPECT_EQ(bytes_of(at("real")), "2");
}

TEST_F(DurableWrite, ADeviceIsWrittenToAndNotReplaced) {
  write_durably("/dev/null", "gone", Readers::all);
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_NE(refusal("/dev/full", "x").find("make room on the disk"), std::string::npos);
}

TEST_F(DurableWrite, SaysWhatToDo) {
  EXPECT_NE(refusal(at("none") / "x", "1").find("make its folder first"), std::string::npos);
  EXPECT_NE(refusal(folder_, "1").find("name a file in it"), std::string::npos);
}

/// Root may write anywhere: the test then asks as nobody.
TEST_F(DurableWrite, AFolderThatMayNotBeWrittenToKeepsItsFile) {
  write_durably(at("x"), "before", Readers::all);
  ASSERT_EQ(chmod(folder_.c_str(), 0555), 0);
  const int user = setfsuid(geteuid() == 0 ? 65534 : geteuid());
  const std::string said = refusal(at("x"), "after");
  setfsuid(static_cast<uid_t>(user));
  ASSERT_EQ(chmod(folder_.c_str(), 0755), 0);
  EXPECT_NE(said.find("name a place that you may write to"), std::string::npos) << said;
  EXPECT_EQ(bytes_of(at("x")), "before");
}

TEST_F(DurableWrite, AFullDiskKeepsTheFileBefore) {
  write_durably(at("x"), "before", Readers::all);
  rlimit limit{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &limit), 0);
  const rlimit small{16, limit.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const std::string said = refusal(at("x"), std::string(1000, 'x'));
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_NE(said.find("make room on the disk"), std::string::npos) << said;
  EXPECT_EQ(bytes_of(at("x")), "before");
  EXPECT_EQ(files(), 1);
}

}  // namespace
}  // namespace zheli::files
