// A store in a folder that goes away, with its log, for tests of the desk.
#pragma once

#include <string>

#include "desk/desk.h"
#include "desk/sign_in.h"
#include "store/small_database.h"
#include "store/store.h"

namespace zheli::desk {

inline constexpr identity::Instant kNow{std::chrono::seconds(1'796'025'600)};
inline constexpr identity::Cost kCheap{.passes = 1, .memory_bytes = 8192};

struct SmallHouse {
  store::TemporaryFolder folder;
  store::Store store{
      {.database = (folder / "small.db").string(),
       .master_key = folder / "master.key",
       .log = store::LogOptions{
           .origin = "log.example", .keys = {store::log_key()}, .folder = folder / "log"}}};
  Desk desk{store};
  SignIn sign_in{store, {.site = {"zheli.example", "https://zheli.example"}, .cost = kCheap}};
  int orders = 0;

  std::variant<Outcome, Refusal> act(const Command& command, const identity::Who& who = machine()) {
    return desk.act({command, fmt::format("order-{}", ++orders)}, who, kNow);
  }
  /// An account's id.
  std::string add(const std::string& name, identity::Role role) {
    return std::get<Outcome>(act(AddAccount{name, {role}})).account;
  }
  /// One that has the password "a long password".
  std::string add_with_password(const std::string& name, identity::Role role) {
    const auto made = std::get<Outcome>(act(AddAccount{name, {role}}));
    sign_in.set_password(made.link, "a long password", kNow);
    return made.account;
  }
  std::string record(std::int64_t id) {
    return store.read(
        [&](store::Connection& from) { return store.records().open(from, id)->record; });
  }
  std::int64_t leaves() {
    return store.read([](store::Connection& from) {
      return from.run("SELECT COUNT(*) FROM record")[0].whole(0);
    });
  }
};

}  // namespace zheli::desk
