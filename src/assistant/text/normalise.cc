#include "assistant/text/normalise.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace zheli::text {
namespace {

constexpr char32_t kHanFirst = 0x3400;
constexpr char32_t kHanLast = 0x9fff;
constexpr char32_t kPlaneLast = 0xffff;

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
    else if (point <= kPlaneLast && is_kept(point))
      kept += point;
  }
  return kept;
}

/// kHanFirst … kHanLast in their simplified form.
std::u32string simplified_han() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> simplify(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  require(status, "Traditional-Simplified");
  std::u32string simple;
  for (char32_t c = kHanFirst; c <= kHanLast; ++c) {
    icu::UnicodeString one(static_cast<UChar32>(c));
    simplify->transliterate(one);
    simple += static_cast<char32_t>(one.char32At(0));
  }
  // A few characters take two steps (薴 苧 苎); the second is taken here.
  for (char32_t& c : simple) {
    if (c >= kHanFirst && c <= kHanLast) c = simple[c - kHanFirst];
  }
  return simple;
}

bool is_combining(char32_t c) {
  if (c < 0x300 || (c >= kHanFirst && c <= kHanLast)) return false;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

/// Composes letters with their combining marks; marks that belong to no letter go. Only text that
/// has marks comes here.
std::u32string composed(const std::u32string& text) {
  icu::UnicodeString source;
  for (const char32_t c : text) source.append(static_cast<UChar32>(c));
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString target = nfkc_casefold().normalize(source, status);
  require(status, "NFKC");
  std::u32string out;
  for (int32_t i = 0; i < target.length(); i = target.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(target.char32At(i));
    if (!is_combining(c)) out += c;
  }
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
    if (target == U"\u56d7") target = U"\u53e3";  // 囗 is typed for its look-alike 口 only
    if (target.size() == 1) plane_[c] = target[0];
    if (target.size() > 1) {
      plane_[c] = kSpecial;
      special_[c] = target;
    }
  }
}

/// Each character in its plain form; what is broken, or of a plane of emoji and rare signs, goes.
std::u32string Normaliser::plain(std::string_view raw) const {
  std::u32string text;
  text.reserve(raw.size());
  bool marks = false;
  for (std::size_t at = 0; at < raw.size();) {
    const Decoded one = decode(raw, at);
    at += one.size;
    if (one.point >= plane_.size()) continue;
    const char32_t target = plane_[one.point];
    if (target == kDrop) continue;
    const auto size = static_cast<std::ptrdiff_t>(text.size());
    if (target == kSpecial) {
      text += special_.at(one.point);
    } else {
      text += target;
    }
    marks |= std::any_of(text.begin() + size, text.end(), is_combining);
  }
  return marks ? composed(text) : text;
}

std::string Normaliser::operator()(std::string_view raw) const {
  std::string out;
  out.reserve(raw.size());
  char32_t last = U' ';
  for (const char32_t c : plain(raw)) {
    if (c == last && (c == U' ' || is_repeatable_mark(c))) continue;
    append(c, out);
    last = c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace zheli::text
