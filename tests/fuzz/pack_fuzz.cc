// Any bytes as any file of a pack: reading must end with values and problems, never with a crash.
// The first byte picks the file that the rest replaces in a good small pack.
#include <cstdint>
#include <iterator>

#include "assistant/pack_files/exam_file.h"
#include "assistant/pack_files/good_pack.h"
#include "assistant/pack_files/read_pack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  static const zheli::files::Folder good = zheli::pack_files::good_pack();
  zheli::files::Folder folder = good;
  auto file = std::next(folder.begin(), bytes[0] % static_cast<int>(folder.size()));
  file->second.assign(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const zheli::pack_files::ReadPack read = zheli::pack_files::read_pack(folder);
  zheli::pack_files::read_exam(folder, read.pack);
  return 0;
}
