// Result<T>: a value, or an Error a person can act on. For ordinary "no": bugs are CHECKs, a
// failing disk or socket is an exception. Tested by result_test.cc.
//
//   const Result<Date> day = Date::parse(text);
//   if (!day) return day.error();
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "core/check.h"

namespace zheli::core {

/// What went wrong, where, and what would be right, in one sentence.
struct Error {
  std::string message;
};

template <typename T>
class Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: a value is a result
  Result(Error error) : state_(std::move(error)) {}  // NOLINT: an error is a result

  explicit operator bool() const { return std::holds_alternative<T>(state_); }

  /// The value; asking a failed result for it is a caller's bug (CHECK).
  const T& value() const {
    CHECK(*this);
    return std::get<T>(state_);
  }
  T&& take() {
    CHECK(*this);
    return std::move(std::get<T>(state_));
  }

  /// The error; asking a good result for it is a caller's bug (CHECK).
  const Error& error() const {
    CHECK(!*this);
    return std::get<Error>(state_);
  }

 private:
  std::variant<T, Error> state_;
};

}  // namespace zheli::core
