#include "server/token.h"

#include <sodium.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "core/base64.h"
#include "core/check.h"
#include "files/json_text.h"
#include "files/json_tree.h"

namespace zheli::server {
namespace {

using dialogue::Conversation;
using files::Json;

constexpr std::size_t kTokenMax = 8192;
constexpr std::size_t kKidSize = 4;
constexpr std::size_t kHeadSize = kKidSize + crypto_secretbox_NONCEBYTES;
constexpr int kForm = 3;  // of the JSON inside; one more whenever a field changes its meaning

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* octets(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

/// `size` bytes of BLAKE2b of `bytes`.
std::string hashed(std::string_view bytes, std::size_t size, const TokenKey* key) {
  std::string hash(size, '\0');
  crypto_generichash(octets(hash), size, octets(bytes), bytes.size(),
                     key != nullptr ? key->data() : nullptr, key != nullptr ? key->size() : 0);
  return hash;
}

std::string kid_of(const TokenKey& key) {
  static const bool is_ready = sodium_init() >= 0;  // takes the fastest code for this processor
  CHECK(is_ready);
  constexpr std::size_t kLeast = crypto_generichash_BYTES_MIN;
  return hashed({reinterpret_cast<const char*>(key.data()), key.size()}, kLeast, nullptr)
      .substr(0, kKidSize);
}

std::string to_json(const Conversation& conversation, Instant now) {
  files::JsonText to;
  to.object([&] {
    to.field("v", kForm);
    to.field("t", std::int64_t{now.time_since_epoch().count()});
    to.field("c");
    to.array(conversation.candidates, [&](const dialogue::Candidate& one) {
      to.pair(one.item, std::round(one.probability * 1e4) / 1e4);
    });
    to.field("k", conversation.settled);
    to.field("s", conversation.second);
    to.field("f", conversation.facts);
    to.field("p", conversation.pending);
    to.field("u", conversation.unsure);
    to.field("a", conversation.answered);
    to.field("m", conversation.misses);
    to.field("e", conversation.english);
  });
  return std::move(to).take();
}

/// The members of a token's object; `whole` turns false where one is missing or of another kind.
struct Members {
  const Json& object;
  bool whole = true;

  const Json& member(const char* name, Json::Kind kind) {
    static const Json kNone;
    const Json* found = object.find(name);
    if (found != nullptr && found->is(kind)) return *found;
    whole = false;
    return kNone;
  }
  std::string text(const char* name) { return member(name, Json::Kind::text).text; }
  std::int64_t whole_number(const char* name) {
    return member(name, Json::Kind::number).whole().value_or(0);
  }
  bool flag(const char* name) { return member(name, Json::Kind::boolean).flag().value_or(false); }
  std::vector<std::string> texts(const char* name) {
    std::vector<std::string> all;
    for (const Json& one : member(name, Json::Kind::list).children) all.push_back(one.text);
    return all;
  }
};

/// Nothing where this is not what to_json() writes.
std::optional<Conversation> from_json(const Json& json) {
  Members read{json};
  Conversation conversation;
  for (const Json& one : read.member("c", Json::Kind::list).children) {
    if (one.children.size() != 2 || !one.children[1].number()) return std::nullopt;
    conversation.candidates.push_back({one.children[0].text, *one.children[1].number()});
  }
  conversation.settled = read.flag("k");
  conversation.second = read.text("s");
  for (const Json& fact : read.member("f", Json::Kind::object).children) {
    conversation.facts[fact.name] = fact.text;
  }
  conversation.pending = read.text("p");
  conversation.unsure = read.texts("u");
  conversation.answered = read.texts("a");
  conversation.misses = static_cast<int>(read.whole_number("m"));
  conversation.english = read.flag("e");
  if (!read.whole) return std::nullopt;
  return conversation;
}

}  // namespace

TokenKey random_key() {
  CHECK(sodium_init() >= 0);
  TokenKey key{};
  randombytes_buf(key.data(), key.size());
  return key;
}

std::string seal(const Conversation& conversation, const TokenKeys& keys, Instant now) {
  CHECK(!keys.empty());
  const TokenKey& key = keys.front();
  const std::string json = to_json(conversation, now);
  const std::string nonce = hashed(json, crypto_secretbox_NONCEBYTES, &key);
  std::string box(json.size() + crypto_secretbox_MACBYTES, '\0');
  crypto_secretbox_easy(octets(box), octets(json), json.size(), octets(nonce), key.data());
  return core::base64url(kid_of(key) + nonce + box);
}

std::optional<Conversation> unseal(std::string_view token, const TokenKeys& keys, Instant now) {
  if (token.size() > kTokenMax) return std::nullopt;
  const std::optional<std::string> bytes = core::from_base64url(token);
  if (!bytes || bytes->size() < kHeadSize + crypto_secretbox_MACBYTES) return std::nullopt;
  const std::string_view whole = *bytes;
  const auto key = std::find_if(keys.begin(), keys.end(), [&](const TokenKey& one) {
    return kid_of(one) == whole.substr(0, kKidSize);
  });
  if (key == keys.end()) return std::nullopt;
  const std::string_view nonce = whole.substr(kKidSize, crypto_secretbox_NONCEBYTES);
  const std::string_view box = whole.substr(kHeadSize);
  std::string text(box.size() - crypto_secretbox_MACBYTES, '\0');
  if (crypto_secretbox_open_easy(octets(text), octets(box), box.size(), octets(nonce),
                                 key->data()) != 0) {
    return std::nullopt;
  }
  // Sealed by us, so its shape is ours; another release may still have written another one.
  files::Findings findings("token");
  const Json json = files::read_json(text, findings);
  Members read{json};
  if (read.whole_number("v") != kForm) return std::nullopt;
  const Instant sealed{std::chrono::seconds{read.whole_number("t")}};
  if (now - sealed >= kTokenLife) return std::nullopt;
  return from_json(json);
}

}  // namespace zheli::server
