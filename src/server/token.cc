#include "server/token.h"

#include <sodium.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/check.h"
#include "files/json_text.h"

namespace zheli::server {
namespace {

using dialogue::Conversation;
using Json = nlohmann::ordered_json;

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

Conversation from_json(const Json& json) {
  Conversation conversation;
  for (const Json& one : json.at("c")) {
    conversation.candidates.push_back({one.at(0).get<std::string>(), one.at(1).get<double>()});
  }
  conversation.settled = json.at("k").get<bool>();
  conversation.second = json.at("s").get<std::string>();
  conversation.facts = json.at("f").get<knowledge::Facts>();
  conversation.pending = json.at("p").get<std::string>();
  conversation.unsure = json.at("u").get<std::vector<std::string>>();
  conversation.answered = json.at("a").get<std::vector<std::string>>();
  conversation.misses = json.at("m").get<int>();
  conversation.english = json.at("e").get<bool>();
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
  try {
    const Json json = Json::parse(*bytes);
    if (json.value("v", 1) != kForm) return kOtherForm;
    return from_json(json);
  } catch (const Json::exception&) {
    return kOtherForm;
  }
}

}  // namespace zheli::server
