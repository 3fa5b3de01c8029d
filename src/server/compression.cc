#include "server/compression.h"

#include <brotli/encode.h>
#include <libdeflate.h>

#include <algorithm>
#include <memory>

#include "core/check.h"
#include "server/http.h"

namespace zheli::server {
namespace {

struct Free {
  void operator()(libdeflate_compressor* one) const { libdeflate_free_compressor(one); }
};
using Compressor = std::unique_ptr<libdeflate_compressor, Free>;

Compressor compressor(int level) {
  return Compressor(libdeflate_alloc_compressor(level));
}

/// "q=0", "q=0.000"
bool is_none(std::string_view weight) {
  return weight.starts_with("q=0") && weight.find_first_not_of("0.", 2) == std::string_view::npos;
}

}  // namespace

std::string gzip(std::string_view bytes, Effort effort) {
  constexpr int kQuick = 1, kThorough = 12;
  thread_local const Compressor quick = compressor(kQuick);
  const Compressor once = effort == Effort::thorough ? compressor(kThorough) : nullptr;
  libdeflate_compressor* const with = once ? once.get() : quick.get();
  CHECK(with != nullptr);
  std::string out(libdeflate_gzip_compress_bound(with, bytes.size()), '\0');
  out.resize(libdeflate_gzip_compress(with, bytes.data(), bytes.size(), out.data(), out.size()));
  return out;
}

std::string brotli(std::string_view bytes) {
  std::string out(BrotliEncoderMaxCompressedSize(bytes.size()), '\0');
  std::size_t size = out.size();
  // Within two hundredths of the best in half its time, which every start takes.
  constexpr int kQuality = 10;
  CHECK(BrotliEncoderCompress(kQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                              reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                              reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE);
  out.resize(size);
  return out;
}

bool takes(std::string_view accept_encoding, std::string_view coding) {
  while (!accept_encoding.empty()) {
    const std::size_t end = std::min(accept_encoding.find(','), accept_encoding.size());
    const std::string_view one = accept_encoding.substr(0, end);
    const std::size_t mark = std::min(one.find(';'), one.size());
    if (same_word(trimmed(one.substr(0, mark)), coding)) {
      return mark == one.size() || !is_none(trimmed(one.substr(mark + 1)));
    }
    accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
  }
  return false;
}

}  // namespace zheli::server
