// Any bytes as any file of a pack: reading must end with values and problems, never with a crash.
// The first byte picks the file that the rest replaces in a good small pack.
#include <cstdint>
#include <iterator>

#include "assistant/knowledge/exam_file.h"
#include "assistant/knowledge/good_pack.h"
#include "assistant/knowledge/read_pack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  static const zheli::files::Folder good = zheli::knowledge::good_pack();
  zheli::files::Folder folder = good;
  auto file = std::next(folder.begin(), bytes[0] % static_cast<int>(folder.size()));
  file->second.assign(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const zheli::knowledge::ReadPack read = zheli::knowledge::read_pack(folder);
  zheli::knowledge::read_exam(folder, read.pack);
  return 0;
}
