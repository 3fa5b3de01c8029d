#include "server/compression.h"

#include <brotli/decode.h>
#include <gtest/gtest.h>
#include <libdeflate.h>

#include <memory>

namespace zheli::server {
namespace {

std::string some_text() {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "<li>身份证丢失补领 " + std::to_string(i) + "</li>\n";
  return text;
}

TEST(Compression, KeepsEveryByte) {
  for (const std::string& text : {some_text(), std::string(), std::string(1, '\0')}) {
    for (const Effort effort : {Effort::quick, Effort::thorough}) {
      const std::string small = gzip(text, effort);
      const std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor*)> opener(
          libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
      std::string back(text.size(), 'x');
      std::size_t size = 0;
      ASSERT_EQ(libdeflate_gzip_decompress(opener.get(), small.data(), small.size(), back.data(),
                                           back.size(), &size),
                LIBDEFLATE_SUCCESS);
      EXPECT_EQ(back, text);
    }
    const std::string small = brotli(text);
    std::string back(text.size() + 1, 'x');
    std::size_t size = back.size();
    ASSERT_EQ(
        BrotliDecoderDecompress(small.size(), reinterpret_cast<const std::uint8_t*>(small.data()),
                                &size, reinterpret_cast<std::uint8_t*>(back.data())),
        BROTLI_DECODER_RESULT_SUCCESS);
    EXPECT_EQ(back.substr(0, size), text);
  }
}

TEST(Compression, IsTheSmallerTheMoreEffort) {
  const std::string text = some_text();
  const std::size_t quick = gzip(text, Effort::quick).size();
  EXPECT_LT(quick, text.size() / 4);
  EXPECT_LE(gzip(text, Effort::thorough).size(), quick);
  EXPECT_LT(brotli(text).size(), quick);
}

TEST(Compression, IsWhatTheClientTakes) {
  const struct {
    const char* header;
    bool gzip, br;
  } rows[] = {
      {"", false, false},
      {"gzip", true, false},
      {"gzip, deflate, br, zstd", true, true},
      {"GZIP;q=0.5 , br;q=1.0", true, true},
      {"gzip;q=0, br;q=0.000", false, false},
      {"xgzip, gzipx, identity", false, false},
      {"br ; q=0.001", false, true},
      {",,gzip", true, false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(takes(row.header, "gzip"), row.gzip) << row.header;
    EXPECT_EQ(takes(row.header, "br"), row.br) << row.header;
  }
}

}  // namespace
}  // namespace zheli::server
