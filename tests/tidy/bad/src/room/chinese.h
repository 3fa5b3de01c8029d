// Chinese text in every disguise.
#pragma once

const char* const kPlain = "证";
const char32_t* const kShort = U"\u8bc1";
const char32_t kLong = U'\U00008bc1';
const char* const kOctets = "\xe8\xaf\x81";
const char* const kPoint = "\u3002";
const char* const kColon = "：";
const char* const kRaw = R"(
a raw string: 证)";
const char* const kMiddle = "\u00b7\u2026";
const int kNumber = 1'000; const char* const kAfter = "证";
