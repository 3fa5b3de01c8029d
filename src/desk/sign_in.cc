#include "desk/sign_in.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/base64.h"
#include "desk/record_text.h"
#include "ledger/hash.h"
#include "store/accounts.h"

namespace zheli::desk {
namespace {

using identity::Instant;
using store::Account;
using store::Connection;

constexpr std::chrono::minutes kChallengeLife{5};
using Challenge = std::array<unsigned char, 32>;

template <std::size_t N>
std::array<unsigned char, N> chance() {
  std::array<unsigned char, N> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string random_token() {
  return identity::write_token(chance<32>());
}

std::optional<Challenge> read_challenge(std::string_view text) {
  const std::optional<std::string> bytes = core::from_base64url(text);
  Challenge challenge;
  if (!bytes || bytes->size() != challenge.size()) return std::nullopt;
  std::ranges::copy(*bytes, challenge.begin());
  return challenge;
}

/// Whether the challenge was ours and is answered for the first time.
bool takes(Connection& to, std::string_view challenge, Instant now) {
  const auto hash = identity::hash_of(challenge);
  return hash && store::take_challenge(to, *hash, now);
}

/// One of the two who may look at a password.
class Looking {
 public:
  explicit Looking(std::counting_semaphore<2>& turns) : turns_(turns) { turns_.acquire(); }
  ~Looking() { turns_.release(); }
  Looking(const Looking&) = delete;
  Looking& operator=(const Looking&) = delete;

 private:
  std::counting_semaphore<2>& turns_;
};

/// The session of a token that is alive, with its account's.
struct Alive {
  std::string hash;
  store::OwnedSession session;
  Account account;
};

std::optional<Alive> alive(Connection& from, std::string_view token, Instant now) {
  const auto hash = identity::hash_of(token);
  const auto session = hash ? store::session(from, *hash) : std::nullopt;
  if (!session || !identity::is_alive(session->session, now)) return std::nullopt;
  auto account = store::account(from, session->account);
  if (!account || account->is_disabled) return std::nullopt;
  return Alive{*hash, *session, *std::move(account)};
}

}  // namespace

std::string place_of(std::string_view name, std::string_view address) {
  std::string text = "zheli/try/1";
  for (const std::string_view part : {name, address}) text.append(1, '\0').append(part);
  return std::string(ledger::bytes_of(ledger::sha256(text)));
}

SignIn::SignIn(store::Store& store, SignInOptions options)
    : store_(store),
      options_(std::move(options)),
      nobodys_(identity::kept_form(random_token(), chance<16>(), options_.cost)) {}

Entered SignIn::enter(Connection& to, const std::string& account, std::string_view token,
                      Instant now, bool is_proven) const {
  store::drop_ended(to, now);
  identity::Session session{.begun = now, .seen = now, .proven = {}};
  if (is_proven) session.proven = now;
  store::add_session(to, *identity::hash_of(token), account, session);
  return {std::string(token)};
}

void SignIn::record(Connection& to, const std::string& account, const char* what,
                    Instant now) const {
  store_.records().append(to, account, ledger::Kind::account, [&](const store::Turn& turn) {
    return record_text({{"account", account}, {"what", what}}, {now, account, account}, turn);
  });
}

Entry SignIn::by_password(const std::string& name, const std::string& password,
                          const std::string& address, Instant now) {
  if (!store::is_storable(name) || password.size() > identity::kPasswordMax) return Wrong{};
  const std::string place = place_of(name, address);
  const auto barred = store_.write([&](Connection& to) {
    const auto until = identity::next_try(store::tries(to, place, now - identity::kTriesSpan), now);
    if (!until) store::add_try(to, place, {now, false});
    return until;
  });
  if (barred) return Barred{*barred};
  const auto account =
      store_.read([&](Connection& from) { return store::account_named(from, name); });
  const bool has_password = account && !account->password.empty();
  const bool fits = [&] {
    const Looking turn(looking_);
    return identity::fits(has_password ? account->password : nobodys_, password);
  }();
  if (!fits || !has_password || account->is_disabled) return Wrong{};
  const std::string token = random_token();
  return store_.write([&](Connection& to) -> Entry {
    const auto now_there = store::account(to, account->id);
    if (!now_there || now_there->is_disabled || now_there->password != account->password)
      return Wrong{};
    store::add_try(to, place, {now, true});
    return enter(to, account->id, token, now, false);
  });
}

std::string SignIn::challenge(Instant now) {
  std::string token = random_token();
  store_.write([&](Connection& to) {
    store::drop_ended(to, now);  // whoever only asks for challenges fills no disk
    store::add_challenge(to, *identity::hash_of(token), now + kChallengeLife);
  });
  return token;
}

/// The account whose passkey was shown in answer to a challenge of ours; its counter moves on.
std::optional<std::string> SignIn::taken_passkey(Connection& to, const ShownPasskey& shown,
                                                 Instant now) const {
  const auto challenge = read_challenge(shown.challenge);
  if (!challenge || !takes(to, shown.challenge, now)) return std::nullopt;
  const auto kept = store::passkey(to, shown.id);
  if (!kept) return std::nullopt;
  const auto counter =
      identity::check_assertion(shown.assertion, kept->passkey, *challenge, options_.site);
  const auto account = store::account(to, kept->account);
  if (!counter || !account || account->is_disabled) return std::nullopt;
  store::set_counter(to, kept->passkey.id, counter.value());
  return kept->account;
}

Entry SignIn::by_passkey(const ShownPasskey& shown, Instant now) {
  const std::string token = random_token();
  return store_.write([&](Connection& to) -> Entry {
    const auto account = taken_passkey(to, shown, now);
    if (!account) return Wrong{};
    return enter(to, *account, token, now, true);
  });
}

bool SignIn::prove(std::string_view token, const ShownPasskey& shown, Instant now) {
  return store_.write([&](Connection& to) {
    const auto here = alive(to, token, now);
    const auto account = taken_passkey(to, shown, now);
    if (!here || account != here->account.id) return false;
    store::set_proven(to, here->hash, now);
    return true;
  });
}

std::optional<std::string> SignIn::link_name(std::string_view link, Instant now) {
  const auto hash = identity::hash_of(link);
  if (!hash) return std::nullopt;
  return store_.read([&](Connection& from) -> std::optional<std::string> {
    const auto id = store::link(from, *hash, now);
    const auto account = id ? store::account(from, *id) : std::nullopt;
    if (!account || account->is_disabled) return std::nullopt;
    return account->name;
  });
}

std::variant<Entered, Wrong, identity::Weakness> SignIn::set_password(std::string_view link,
                                                                      const std::string& password,
                                                                      Instant now) {
  const auto name = link_name(link, now);
  if (!name) return Wrong{};
  if (const auto weak = identity::weakness(password, *name)) return *weak;
  const std::string kept = [&] {
    const Looking turn(looking_);
    return identity::kept_form(password, chance<16>(), options_.cost);
  }();
  const std::string token = random_token();
  return store_.write([&](Connection& to) -> std::variant<Entered, Wrong, identity::Weakness> {
    const auto account = store::link(to, *identity::hash_of(link), now);
    if (!account) return Wrong{};
    store::end_links(to, *account);
    store::set_password(to, *account, kept);
    record(to, *account, "password", now);
    return enter(to, *account, token, now, false);
  });
}

Entry SignIn::add_passkey(std::string_view link, const MadePasskey& made, Instant now) {
  const auto hash = identity::hash_of(link);
  const auto challenge = read_challenge(made.challenge);
  if (!hash || !challenge) return Wrong{};
  const auto read = identity::read_registration(made.registration, *challenge, options_.site);
  if (!read) return Wrong{};
  const std::string token = random_token();
  return store_.write([&](Connection& to) -> Entry {
    const auto account = store::link(to, *hash, now);
    if (!account || !takes(to, made.challenge, now) || store::passkey(to, read.value().id))
      return Wrong{};
    store::end_links(to, *account);
    store::add_passkey(to, *account, read.value());
    record(to, *account, "passkey", now);
    return enter(to, *account, token, now, true);
  });
}

std::optional<Present> SignIn::present(std::string_view token, Instant now) {
  auto here = store_.read([&](Connection& from) { return alive(from, token, now); });
  if (!here) return std::nullopt;
  identity::Session& session = here->session.session;
  if (identity::is_stale(session, now)) {
    store_.write([&](Connection& to) { store::set_seen(to, here->hash, now); });
    session.seen = now;
  }
  return Present{{here->account.id, here->account.roles, identity::is_proven(session, now)},
                 here->account.name,
                 identity::ends(session)};
}

void SignIn::sign_out(std::string_view token) {
  const auto hash = identity::hash_of(token);
  if (hash) store_.write([&](Connection& to) { store::end_session(to, *hash); });
}

void SignIn::sign_out_everywhere(std::string_view token, Instant now) {
  store_.write([&](Connection& to) {
    const auto here = alive(to, token, now);
    if (!here) return;
    store::end_sessions(to, here->account.id);
    record(to, here->account.id, "signed_out", now);
  });
}

}  // namespace zheli::desk
