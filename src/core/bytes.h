// Values → bytes → the same values, for files that this program alone writes and reads: numbers as
// the machine holds them (low byte first), lists behind their count.
//
// Reading never fails midway: what lies beyond the end, or a count that the bytes left cannot
// hold, gives noughts and empty lists, and whole() is false. So a reader reads on to its end and
// asks once. Tested by bytes_test.cc.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace zheli::core {

static_assert(std::endian::native == std::endian::little);

/// What is written as its bytes: any bytes are one of its values.
template <typename T>
concept Plain =
    std::is_trivially_copyable_v<T> && !std::is_pointer_v<T> && !std::is_same_v<T, bool>;

/// Bytes as C libraries take them.
inline const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

class ByteWriter {
 public:
  template <Plain T>
  void put(const T& value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof(T));
  }
  template <Plain T>
  void put_all(const std::vector<T>& values) {
    put<std::uint64_t>(values.size());
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  const std::string& bytes() const { return bytes_; }
  std::string take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class ByteReader {
 public:
  /// Borrows `bytes`.
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  template <Plain T>
  T get() {
    T value{};
    const std::string_view from = next(1, sizeof(T));
    if (whole_) std::memcpy(&value, from.data(), sizeof(T));
    return value;
  }
  template <Plain T>
  std::vector<T> get_all() {
    const auto count = get<std::uint64_t>();
    const std::string_view from = next(count, sizeof(T));
    if constexpr (sizeof(T) == 1) {  // the large ones: not filled with noughts first
      const T* const first = reinterpret_cast<const T*>(from.data());
      return std::vector<T>(first, first + from.size());
    } else {
      std::vector<T> values(from.size() / sizeof(T));
      if (!values.empty()) std::memcpy(values.data(), from.data(), from.size());
      return values;
    }
  }

  /// Whether all that was asked for was there.
  bool whole() const { return whole_; }
  /// Whether all was asked for, and no more.
  bool done() const { return whole_ && rest_.empty(); }

 private:
  std::string_view next(std::uint64_t count, std::size_t size) {
    whole_ = whole_ && count <= rest_.size() / size;
    if (!whole_) return {};
    const std::string_view out = rest_.substr(0, count * size);
    rest_.remove_prefix(out.size());
    return out;
  }

  std::string_view rest_;
  bool whole_ = true;
};

}  // namespace zheli::core
