#include "assistant/text/normalise.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>

#include <memory>
#include <stdexcept>

namespace zheli::text {
namespace {

constexpr char32_t kHanFirst = 0x3400;
constexpr char32_t kHanLast = 0x9fff;

void require(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) {
    throw std::runtime_error(std::string("ICU has no ") + what + ": " + u_errorName(status));
  }
}

const icu::Normalizer2& nfkc_casefold() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  require(status, "NFKC case folding");
  return *normalizer;
}

/// Letters, digits, marks of meaning and space stay; what cannot be read aloud goes.
bool is_kept(char32_t c) {
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_PRIVATE_USE_CHAR:
    case U_SURROGATE:
    case U_UNASSIGNED:
    case U_OTHER_SYMBOL:  // emoji and dingbats
    case U_MODIFIER_SYMBOL:
    case U_ENCLOSING_MARK:
      return false;
    default:
      return true;
  }
}

std::u32string folded(const icu::Normalizer2& nfkc, char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString source(static_cast<UChar32>(c));
  const icu::UnicodeString target = nfkc.normalize(source, status);
  require(status, "NFKC");
  std::u32string kept;
  for (int32_t i = 0; i < target.length(); i = target.moveIndex32(i, 1)) {
    const auto point = static_cast<char32_t>(target.char32At(i));
    if (u_isUWhiteSpace(static_cast<UChar32>(point)))
      kept += U' ';
    else if (is_kept(point))
      kept += point;
  }
  return kept;
}

/// kHanFirst … kHanLast in their simplified form, one transliteration for all.
std::u32string simplified_han() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> simplify(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  require(status, "Traditional-Simplified");
  icu::UnicodeString all;
  for (char32_t c = kHanFirst; c <= kHanLast; ++c)
    all.append(static_cast<UChar32>(c)).append(u'\n');
  simplify->transliterate(all);
  std::u32string simple;
  char32_t last = 0;
  for (int32_t i = 0; i < all.length(); i = all.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(all.char32At(i));
    if (c == U'\n') simple += last;
    last = c;
  }
  return simple;
}

bool is_combining(char32_t c) {
  return c >= 0x300 && (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

/// Composes letters with their combining marks; only text that has such marks comes here.
std::string composed(std::string_view raw) {
  std::string valid;
  for (const char32_t c : points(raw)) append(c, valid);
  UErrorCode status = U_ZERO_ERROR;
  const auto text = icu::UnicodeString::fromUTF8(valid);
  std::string out;
  nfkc_casefold().normalize(text, status).toUTF8String(out);
  require(status, "NFKC");
  return out;
}

bool is_repeatable_mark(char32_t c) {
  return u_ispunct(static_cast<UChar32>(c)) || c == U'~';
}

}  // namespace

Normaliser::Normaliser() {
  const icu::Normalizer2& nfkc = nfkc_casefold();
  const std::u32string han = simplified_han();
  for (char32_t c = 1; c < plane_.size(); ++c) {
    if (c >= 0xd800 && c <= 0xdfff) continue;
    std::u32string target = folded(nfkc, c);
    for (char32_t& one : target) {
      if (one >= kHanFirst && one <= kHanLast) one = han[one - kHanFirst];
    }
    if (target.size() == 1) plane_[c] = target[0];
    if (target.size() > 1) {
      plane_[c] = kSpecial;
      special_[c] = target;
    }
  }
}

std::string Normaliser::operator()(std::string_view raw) const {
  for (std::size_t at = 0; at < raw.size();) {
    const Decoded one = decode(raw, at);
    if (one.point != kBroken && one.point < plane_.size() && is_combining(one.point)) {
      const std::string again = composed(raw);
      if (again != raw) return (*this)(again);
      break;
    }
    at += one.size;
  }
  std::string out;
  out.reserve(raw.size());
  char32_t last = U' ';
  const auto put = [&](char32_t c) {
    if (c == U' ' && last == U' ') return;
    if (c == last && is_repeatable_mark(c)) return;
    append(c, out);
    last = c;
  };
  for (std::size_t at = 0; at < raw.size();) {
    const Decoded one = decode(raw, at);
    at += one.size;
    if (one.point >= plane_.size()) continue;  // broken, or a plane of emoji and rare signs
    const char32_t target = plane_[one.point];
    if (target == kDrop) continue;
    if (target != kSpecial)
      put(target);
    else
      for (const char32_t c : special_.at(one.point)) put(c);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace zheli::text
