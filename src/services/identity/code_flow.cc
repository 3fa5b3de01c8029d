#include "services/identity/code_flow.h"

#include <fmt/format.h>

#include <initializer_list>
#include <utility>

#include "core/base64.h"
#include "files/json_tree.h"
#include "ledger/hash.h"

namespace zheli::identity {
namespace {

constexpr std::size_t kCodeMax = 2048;  // bytes

/// As application/x-www-form-urlencoded: everything but letters, digits and -._~ escaped.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string form(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out += '&';
    out.append(name).append("=").append(escaped(value));
  }
  return out;
}

std::string text_of(const files::Json& json, std::string_view member) {
  const files::Json* const found = json.find(member);
  return found != nullptr && found->is(files::Json::Kind::text) ? found->text : std::string();
}

/// Whether what is sent to an address can be read on the way.
bool is_safe(std::string_view address) {
  for (const std::string_view here : {"http://localhost", "http://127.0.0.1", "http://[::1]"}) {
    if (!address.starts_with(here)) continue;
    const std::string_view rest = address.substr(here.size());
    return rest.empty() || rest[0] == ':' || rest[0] == '/';
  }
  return address.starts_with("https://");
}

std::string value_of(const std::map<std::string, std::string>& query, const char* name) {
  const auto found = query.find(name);
  return found == query.end() ? std::string() : found->second;
}

}  // namespace

std::string discovery_address(std::string_view issuer) {
  if (issuer.ends_with('/')) issuer.remove_suffix(1);
  return fmt::format("{}/.well-known/openid-configuration", issuer);
}

core::Result<Issuer> read_issuer(std::string_view json, std::string_view expected_name) {
  files::Findings findings("issuer");
  const files::Json tree = files::read_json(json, findings);
  if (!findings.problems().empty()) return core::Error{"the issuer's description is no JSON"};
  const Issuer issuer{text_of(tree, "issuer"), text_of(tree, "authorization_endpoint"),
                      text_of(tree, "token_endpoint"), text_of(tree, "jwks_uri")};
  if (issuer.name != expected_name)
    return core::Error{"the description found there is another issuer's"};
  for (const std::string* address : {&issuer.authorization, &issuer.token, &issuer.keys}) {
    if (!is_safe(*address))
      return core::Error{
          "the issuer's description needs authorization_endpoint, token_endpoint and jwks_uri, "
          "each of https"};
  }
  return issuer;
}

Attempt make_attempt(std::span<const unsigned char, 96> chance) {
  const auto part = [&](std::size_t at) {
    return core::base64url({reinterpret_cast<const char*>(chance.data()) + at, 32});
  };
  return {.state = part(0), .nonce = part(32), .verifier = part(64)};
}

std::string authorization_address(const Issuer& issuer, const Client& client,
                                  const Attempt& attempt) {
  const std::string challenge = core::base64url(ledger::bytes_of(ledger::sha256(attempt.verifier)));
  const char separator = issuer.authorization.find('?') == std::string::npos ? '?' : '&';
  return issuer.authorization + separator +
         form({{"response_type", "code"},
               {"scope", "openid"},
               {"client_id", client.id},
               {"redirect_uri", client.callback},
               {"state", attempt.state},
               {"nonce", attempt.nonce},
               {"code_challenge", challenge},
               {"code_challenge_method", "S256"}});
}

core::Result<std::string> read_callback(const std::map<std::string, std::string>& query,
                                        const Attempt& attempt, const Issuer& issuer) {
  if (attempt.state.empty() || value_of(query, "state") != attempt.state)
    return core::Error{"state: is not this sign-in's"};
  if (query.contains("iss") && value_of(query, "iss") != issuer.name)
    return core::Error{"iss: another issuer answered"};
  if (query.contains("error")) return core::Error{"the issuer did not sign in"};
  std::string code = value_of(query, "code");
  if (code.empty() || code.size() > kCodeMax) return core::Error{"code: is not there"};
  return code;
}

std::string token_body(const Client& client, const Attempt& attempt, std::string_view code) {
  return form({{"grant_type", "authorization_code"},
               {"code", code},
               {"redirect_uri", client.callback},
               {"client_id", client.id},
               {"code_verifier", attempt.verifier}});
}

core::Result<std::string> read_token_answer(std::string_view json) {
  files::Findings findings("token answer");
  const files::Json tree = files::read_json(json, findings);
  std::string token = text_of(tree, "id_token");
  if (!findings.problems().empty() || token.empty())
    return core::Error{"the issuer's answer holds no ID token"};
  return token;
}

}  // namespace zheli::identity
