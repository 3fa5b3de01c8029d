#include "server/client.h"

#include <curl/curl.h>

#include <memory>

#include "core/check.h"

namespace zheli::server {
namespace {

struct EndHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct EndList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, EndHandle>;
using List = std::unique_ptr<curl_slist, EndList>;

struct Taken {
  std::string body;
  std::size_t left;
};

/// Fewer bytes taken than came make libcurl end.
std::size_t take(const char* bytes, std::size_t one, std::size_t count, void* to) {
  auto& taken = *static_cast<Taken*>(to);
  if (one * count > taken.left) return 0;
  taken.left -= one * count;
  taken.body.append(bytes, one * count);
  return one * count;
}

List written(const Headers& headers) {
  List list;
  for (const auto& [name, value] : headers) {
    const std::string line = name + ": " + value;
    curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
    CHECK(longer != nullptr);
    list.release();
    list.reset(longer);
  }
  return list;
}

void set_limits(CURL* handle, const Call& call) {
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(call.connect_max.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(call.total_max.count()));
}

void set_request(CURL* handle, const Call& call, const List& headers) {
  curl_easy_setopt(handle, CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, call.method.c_str());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  if (call.method == "GET") return;
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(call.body.size()));
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call.body.data());
}

/// Once for the whole program, before any thread of its own asks.
bool is_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

}  // namespace

core::Result<Response> call(const Call& call) {
  CHECK(is_ready());
  const Handle handle(curl_easy_init());
  CHECK(handle != nullptr);
  const List headers = written(call.headers);
  Taken taken{{}, call.answer_max};
  set_limits(handle.get(), call);
  set_request(handle.get(), call, headers);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &taken);
  const CURLcode code = curl_easy_perform(handle.get());
  if (code == CURLE_WRITE_ERROR) return core::Error{"the answer is too large"};
  if (code != CURLE_OK) return core::Error{curl_easy_strerror(code)};
  long status = 0;
  const char* type = nullptr;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(handle.get(), CURLINFO_CONTENT_TYPE, &type);
  return Response{static_cast<int>(status), type == nullptr ? "" : type, std::move(taken.body)};
}

}  // namespace zheli::server
