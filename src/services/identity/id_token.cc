#include "services/identity/id_token.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "core/base64.h"

namespace zheli::identity {
namespace {

using files::Json;

constexpr std::size_t kTokenMax = 16 * 1024;  // bytes
constexpr std::size_t kSubjectMax = 255;      // bytes, by the standard
constexpr double kSkew = 60;                  // seconds

struct Parts {
  std::string_view signed_part;  // header "." claims, as they came
  Json header, claims;
  std::string signature;
};

std::optional<Json> read_part(std::string_view text) {
  const std::optional<std::string> bytes = core::from_base64url(text);
  if (!bytes) return std::nullopt;
  files::Findings findings("token");
  Json json = files::read_json(*bytes, findings);
  if (!findings.problems().empty() || !json.is(Json::Kind::object)) return std::nullopt;
  return json;
}

std::optional<Parts> read_parts(std::string_view token) {
  if (token.size() > kTokenMax || std::ranges::count(token, '.') != 2) return std::nullopt;
  const std::size_t first = token.find('.'), last = token.rfind('.');
  const auto header = read_part(token.substr(0, first));
  const auto claims = read_part(token.substr(first + 1, last - first - 1));
  const auto signature = core::from_base64url(token.substr(last + 1));
  if (!header || !claims || !signature) return std::nullopt;
  return Parts{token.substr(0, last), *header, *claims, *signature};
}

std::string text_of(const Json& json, std::string_view member) {
  const Json* const found = json.find(member);
  return found != nullptr && found->is(Json::Kind::text) ? found->text : std::string();
}

std::optional<double> seconds_of(const Json& json, std::string_view member) {
  const Json* const found = json.find(member);
  return found == nullptr ? std::nullopt : found->number();
}

/// The set's key that the header names; where it names none, the only one of its algorithm.
const IssuerKey* key_of(const Json& header, std::span<const IssuerKey> keys) {
  const std::string id = text_of(header, "kid"), algorithm = text_of(header, "alg");
  const auto is_meant = [&](const IssuerKey& key) {
    return word(key.algorithm) == algorithm && (header.find("kid") == nullptr || key.id == id);
  };
  const auto found = std::ranges::find_if(keys, is_meant);
  if (found == keys.end()) return nullptr;
  const bool is_only = std::ranges::count_if(keys, is_meant) == 1;
  return is_only || header.find("kid") != nullptr ? &*found : nullptr;
}

/// What of "aud" and "azp" is not right; nullptr where the token is for us and handed to us.
const char* audience_fault(const Json& claims, const std::string& client) {
  const Json* const audience = claims.find("aud");
  if (audience == nullptr) return "aud: is not there";
  const bool is_list = audience->is(Json::Kind::list);
  const auto is_us = [&](const Json& one) { return one.is(client); };
  if (!is_list && !is_us(*audience)) return "aud: the token is for another";
  if (is_list && std::ranges::none_of(audience->children, is_us))
    return "aud: the token is for others";
  const bool names_holder = claims.find("azp") != nullptr;
  if (is_list && audience->children.size() > 1 && !names_holder)
    return "azp: is not there, and the token is for several";
  if (names_holder && text_of(claims, "azp") != client)
    return "azp: the token was given to another";
  return nullptr;
}

const char* time_fault(const Json& claims, double now) {
  const auto expires = seconds_of(claims, "exp"), issued = seconds_of(claims, "iat");
  if (!expires || !issued) return "exp, iat: are not both there";
  if (*expires + kSkew <= now) return "exp: the token has expired";
  if (*issued - kSkew > now) return "iat: the token is of the future";
  const Json* const from = claims.find("nbf");
  if (from != nullptr && from->number().value_or(now + 2 * kSkew) - kSkew > now)
    return "nbf: the token is not valid yet";
  return nullptr;
}

const char* fault_of(const Json& claims, const Expected& expected, Instant now) {
  if (text_of(claims, "iss") != expected.issuer) return "iss: is not our issuer";
  if (const char* fault = audience_fault(claims, expected.client)) return fault;
  if (const char* fault = time_fault(claims, static_cast<double>(now.time_since_epoch().count())))
    return fault;
  if (text_of(claims, "nonce") != expected.nonce || expected.nonce.empty())
    return "nonce: is not this sign-in's";
  const std::string subject = text_of(claims, "sub");
  if (subject.empty() || subject.size() > kSubjectMax) return "sub: must have 1 to 255 bytes";
  return nullptr;
}

}  // namespace

std::variant<SignedIn, UnknownKey, core::Error> check_id_token(std::string_view token,
                                                               std::span<const IssuerKey> keys,
                                                               const Expected& expected,
                                                               Instant now) {
  const std::optional<Parts> parts = read_parts(token);
  if (!parts) return core::Error{"the token is no signed JWT"};
  const std::string algorithm = text_of(parts->header, "alg");
  if (algorithm != word(Algorithm::es256) && algorithm != word(Algorithm::rs256))
    return core::Error{"alg: only ES256 and RS256 are taken"};
  if (parts->header.find("crit") != nullptr)
    return core::Error{"crit: the token needs what nobody here knows"};
  const IssuerKey* const key = key_of(parts->header, keys);
  if (key == nullptr) return UnknownKey{};
  if (!verifies(*key, parts->signed_part, parts->signature))
    return core::Error{"the signature is not the issuer's"};
  if (const char* fault = fault_of(parts->claims, expected, now)) return core::Error{fault};
  return SignedIn{expected.issuer, text_of(parts->claims, "sub")};
}

}  // namespace zheli::identity
