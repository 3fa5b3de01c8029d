#include "server/token.h"

#include <sodium.h>

#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "core/check.h"
#include "files/json_text.h"
#include "files/json_tree.h"

namespace zheli::server {
namespace {

using dialogue::Conversation;
using files::Json;

constexpr std::size_t kTokenMax = 8192;
constexpr int kForm = 2;  // of the JSON inside; one more whenever a field changes its meaning
const core::Error kRefused{
    "the conversation token was changed or belongs to another server; start a new conversation"};
const core::Error kOtherForm{
    "the conversation token was written by another release; start a new conversation"};

std::string encode(std::string_view bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), kVariant);
  text.pop_back();  // the terminating NUL
  return text;
}

std::optional<std::string> decode(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                       text.data(), text.size(), nullptr, &size, nullptr,
                                       sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  if (failed != 0) return std::nullopt;
  bytes.resize(size);
  return bytes;
}

std::string signature(std::string_view bytes, const TokenKey& key) {
  std::string mac(crypto_auth_BYTES, '\0');
  crypto_auth(reinterpret_cast<unsigned char*>(mac.data()),
              reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), key.data());
  return mac;
}

std::string to_json(const Conversation& conversation) {
  files::JsonText to;
  to.object([&] {
    to.field("v", kForm);
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
  conversation.misses = static_cast<int>(read.member("m", Json::Kind::number).whole().value_or(0));
  conversation.english = read.flag("e");
  if (!read.whole) return std::nullopt;
  return conversation;
}

}  // namespace

core::Result<TokenKey> read_key(std::string_view hex) {
  TokenKey key{};
  std::size_t size = 0;
  while (!hex.empty() && (hex.back() == '\n' || hex.back() == '\r')) hex.remove_suffix(1);
  const int failed =
      sodium_hex2bin(key.data(), key.size(), hex.data(), hex.size(), nullptr, &size, nullptr);
  if (failed != 0 || size != key.size() || hex.size() != 2 * key.size()) {
    return core::Error{"a token key is 64 hexadecimal digits"};
  }
  return key;
}

std::string write_key(const TokenKey& key) {
  std::string hex(key.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), key.data(), key.size());
  hex.pop_back();
  return hex;
}

TokenKey random_key() {
  CHECK(sodium_init() >= 0);
  TokenKey key{};
  randombytes_buf(key.data(), key.size());
  return key;
}

std::string sign(const Conversation& conversation, const TokenKey& key) {
  const std::string bytes = to_json(conversation);
  return encode(bytes) + "." + encode(signature(bytes, key));
}

core::Result<Conversation> verify(std::string_view token, const TokenKey& key) {
  const std::size_t dot = token.find('.');
  if (token.size() > kTokenMax || dot == std::string_view::npos) return kRefused;
  const auto bytes = decode(token.substr(0, dot));
  const auto mac = decode(token.substr(dot + 1));
  if (!bytes || !mac || mac->size() != crypto_auth_BYTES) return kRefused;
  const int failed = crypto_auth_verify(reinterpret_cast<const unsigned char*>(mac->data()),
                                        reinterpret_cast<const unsigned char*>(bytes->data()),
                                        bytes->size(), key.data());
  if (failed != 0) return kRefused;
  // Signed by us, so its shape is ours; another release may still have written another one.
  files::Findings findings("token");
  const Json json = files::read_json(*bytes, findings);
  const Json* form = json.find("v");
  if (form == nullptr || form->whole() != kForm) return kOtherForm;
  std::optional<Conversation> read = from_json(json);
  if (!read) return kOtherForm;
  return *std::move(read);
}

}  // namespace zheli::server
