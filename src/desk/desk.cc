#include "desk/desk.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "desk/record_text.h"
#include "ledger/hash.h"

namespace zheli::desk {
namespace {

using identity::Action;
using identity::Instant;
using identity::Leave;
using identity::Who;
using store::Account;
using store::Connection;

constexpr std::size_t kNameMax = 40;

template <typename... F>
struct Overloaded : F... {
  using F::operator()...;
};

std::vector<std::string> words(const std::set<identity::Role>& roles) {
  std::vector<std::string> all;
  for (const identity::Role role : roles) all.emplace_back(word(role));
  return all;
}

/// What a command says of itself: in its record, and so that the same one is known again.
Fields fields_of(const Command& command) {
  const auto account = [](const char* what) { return Fields{{"what", what}}; };
  const auto role = [](const char* what, identity::Role one) {
    return Fields{{"what", what}, {"role", std::string(word(one))}};
  };
  return std::visit(
      Overloaded{
          [&](const AddAccount& add) {
            return Fields{{"what", "made"}, {"name", add.name}, {"roles", words(add.roles)}};
          },
          [&](const GiveRole& give) { return role("given", give.role); },
          [&](const TakeRole& take) { return role("taken", take.role); },
          [&](const Disable&) { return account("disabled"); },
          [&](const Enable&) { return account("enabled"); },
          [&](const MakeLink&) { return account("link"); },
          [&](const Reset&) { return account("reset"); },
          [&](const EndSessions&) { return account("signed_out"); },
      },
      command);
}

ledger::Kind kind_of(const Command& command) {
  const bool is_role =
      std::holds_alternative<GiveRole>(command) || std::holds_alternative<TakeRole>(command);
  return is_role ? ledger::Kind::role : ledger::Kind::account;
}

constexpr ledger::Kind kOfTheHouse[] = {ledger::Kind::role, ledger::Kind::account,
                                        ledger::Kind::key, ledger::Kind::setting};

/// The account that a command changes; empty where it makes one.
std::string subject_of(const Command& command) {
  return std::visit(Overloaded{[](const AddAccount&) { return std::string(); },
                               [](const auto& one) { return one.account; }},
                    command);
}

std::string hash_of(const Command& command) {
  const std::string text = record_text(fields_of(command), {{}, "", subject_of(command)}, {});
  return std::string(ledger::bytes_of(ledger::sha256(text)));
}

bool needs_link(const Command& command) {
  return std::holds_alternative<AddAccount>(command) || std::holds_alternative<MakeLink>(command) ||
         std::holds_alternative<Reset>(command);
}

/// Chance that a transaction needs: made before it, since a transaction may run more than once.
struct Chances {
  std::string account;  // 32 hexadecimal digits
  std::string link;
};

Chances chances() {
  std::array<unsigned char, 16> id;
  std::array<unsigned char, 32> link;
  randombytes_buf(id.data(), id.size());
  randombytes_buf(link.data(), link.size());
  Chances made{.account = {}, .link = identity::write_token(link)};
  for (const unsigned char byte : id) made.account += fmt::format("{:02x}", byte);
  return made;
}

/// One order inside its transaction.
class Step {
 public:
  Step(Connection& connection, const store::Records& records, const Order& order,
       const std::string& by, Instant now)
      : to_(connection), records_(records), order_(order), by_(by), now_(now) {}

  std::variant<Outcome, Refusal> run(const Chances& chances) {
    const auto before = store::done(to_, by_, order_.key);
    if (before && before->command != hash_of(order_.command)) return Refusal::key_used;
    if (before) return Outcome{before->subject, before->record, ""};
    const auto* const add = std::get_if<AddAccount>(&order_.command);
    const std::string subject = add != nullptr ? chances.account : subject_of(order_.command);
    if (auto no = add != nullptr ? make(*add, subject) : change(subject)) return *no;
    Outcome outcome{subject, record(subject), ""};
    if (needs_link(order_.command)) {
      store::end_links(to_, subject);
      store::add_link(to_, *identity::hash_of(chances.link), subject, now_ + identity::kLinkLife);
      outcome.link = chances.link;
    }
    store::add_done(to_, by_, order_.key, {hash_of(order_.command), outcome.record, subject}, now_);
    return outcome;
  }

 private:
  std::optional<Refusal> make(const AddAccount& add, const std::string& id) {
    if (!is_account_name(add.name) || add.roles.empty()) return Refusal::unusable;
    if (store::account_named(to_, add.name)) return Refusal::taken;
    store::add_account(to_, id, add.name);
    for (const identity::Role role : add.roles) store::give_role(to_, id, role);
    records_.make_holder(to_, id);
    return std::nullopt;
  }

  std::optional<Refusal> change(const std::string& id) {
    const std::optional<Account> was = store::account(to_, id);
    if (!was) return Refusal::unknown;
    if (order_.version && *order_.version != was->version) return Refusal::stale;
    if (!changes(*was)) return Refusal::unusable;
    store::take_version(to_, id, was->version);
    std::visit([&](const auto& one) { apply(one); }, order_.command);
    return std::nullopt;
  }

  /// Whether there is anything to change.
  bool changes(const Account& was) const {
    return std::visit(Overloaded{
                          [&](const GiveRole& give) { return !was.roles.contains(give.role); },
                          [&](const TakeRole& take) { return was.roles.contains(take.role); },
                          [&](const Disable&) { return !was.is_disabled; },
                          [&](const Enable&) { return was.is_disabled; },
                          [&](const auto&) { return true; },
                      },
                      order_.command);
  }

  void apply(const AddAccount&) {}
  void apply(const MakeLink&) {}
  void apply(const GiveRole& give) { store::give_role(to_, give.account, give.role); }
  void apply(const TakeRole& take) { store::take_role(to_, take.account, take.role); }
  void apply(const Disable& disable) {
    store::set_disabled(to_, disable.account, true);
    store::end_sessions(to_, disable.account);
    store::end_links(to_, disable.account);
  }
  void apply(const Enable& enable) { store::set_disabled(to_, enable.account, false); }
  void apply(const Reset& reset) {
    store::set_password(to_, reset.account, "");
    store::drop_passkeys(to_, reset.account);
    store::end_sessions(to_, reset.account);
  }
  void apply(const EndSessions& end) { store::end_sessions(to_, end.account); }

  std::int64_t record(const std::string& subject) {
    return records_.append(to_, subject, kind_of(order_.command), [&](const store::Turn& turn) {
      Fields fields = fields_of(order_.command);
      fields["account"] = subject;
      return record_text(std::move(fields), {now_, by_, subject}, turn);
    });
  }

  Connection& to_;
  const store::Records& records_;
  const Order& order_;
  const std::string& by_;
  const Instant now_;
};

}  // namespace

std::optional<Refusal> refusal_of(Leave leave) {
  if (leave == Leave::no) return Refusal::not_allowed;
  if (leave == Leave::prove_first) return Refusal::prove_first;
  return std::nullopt;
}

bool is_account_name(std::string_view name) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto fits = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
  };
  return name.size() >= 2 && name.size() <= kNameMax && is_letter(name.front()) &&
         std::ranges::all_of(name, fits);
}

Who machine() {
  return {.account = "system", .roles = {identity::Role::admin}, .is_proven = true};
}

std::variant<Outcome, Refusal> Desk::act(const Order& order, const Who& who, Instant now) {
  const identity::Subject subject{.owners = {}, .author = subject_of(order.command)};
  if (auto no = refusal_of(may(who, Action::administer, subject))) return *no;
  if (order.key.empty() || order.key.size() > kKeyMax || !store::is_storable(order.key))
    return Refusal::unusable;
  const Chances made = chances();
  return store_.write([&](Connection& to) {
    return Step(to, store_.records(), order, who.account, now).run(made);
  });
}

std::variant<std::vector<Account>, Refusal> Desk::accounts(const Who& who) {
  if (auto no = refusal_of(may(who, Action::audit, {}))) return *no;
  return store_.read([](Connection& from) { return store::accounts(from); });
}

std::variant<std::vector<store::OwnedSession>, Refusal> Desk::sessions(const Who& who,
                                                                       Instant now) {
  if (auto no = refusal_of(may(who, Action::audit, {}))) return *no;
  return store_.read([&](Connection& from) {
    std::vector<store::OwnedSession> all = store::sessions(from);
    std::erase_if(all, [&](const auto& one) { return !identity::is_alive(one.session, now); });
    return all;
  });
}

std::variant<std::vector<Change>, Refusal> Desk::changes(const Who& who) {
  if (auto no = refusal_of(may(who, Action::audit, {}))) return *no;
  return store_.read([&](Connection& from) {
    std::vector<Change> all;
    for (const std::int64_t id : store::Records::newest(from, kOfTheHouse, kChangesMax)) {
      if (auto opening = store_.records().open(from, id))
        all.push_back({id, std::move(opening->record)});
    }
    return all;
  });
}

std::variant<std::optional<ledger::Proof>, Refusal> Desk::receipt(const Who& who,
                                                                  std::int64_t record) {
  if (auto no = refusal_of(may(who, Action::audit, {}))) return *no;
  const bool is_the_houses = store_.read([&](Connection& from) {
    const auto opening = store_.records().open(from, record);
    return opening && std::ranges::find(kOfTheHouse, opening->kind) != std::end(kOfTheHouse);
  });
  if (!is_the_houses) return Refusal::unknown;
  return store_.receipt(record);
}

}  // namespace zheli::desk
