#include "store/witnesses.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>

#include "ledger/witness.h"
#include "store/connection.h"

namespace zheli::store {
namespace {

using Clock = std::chrono::steady_clock;

/// What an answer other than 200 and 409 says (c2sp.org/tlog-witness).
std::string meaning(int status) {
  const char* const why = status == 403   ? "it does not trust the log's key"
                          : status == 404 ? "it does not know the log"
                          : status == 409 ? "another asks it about this log"
                          : status == 422 ? "it saw another log of this name"
                                          : "no answer of the protocol";
  return fmt::format("answers {}: {}", status, why);
}

ledger::Policy policy_of(const ledger::VerifierKey& log, const ledger::VerifierKey& witness) {
  return ledger::Policy::read(
             fmt::format("log {}\nwitness w {}\nquorum w\n", log.text(), witness.text()))
      .take();
}

/// Does `work` for each at once, on threads that have ended when it returns.
template <class All, class F>
auto at_once(All& all, F work) {
  using T = std::invoke_result_t<F&, decltype(*all.begin())>;
  std::vector<std::future<T>> asked;
  for (auto& one : all) asked.push_back(std::async(std::launch::async, [&] { return work(one); }));
  std::vector<T> answers;
  for (std::future<T>& one : asked) answers.push_back(one.get());
  return answers;
}

}  // namespace

Witnesses::Witnesses(const ledger::VerifierKey& log, std::vector<Witness> all,
                     std::chrono::milliseconds rest)
    : rest_(rest) {
  for (Witness& witness : all) {
    ledger::Policy policy = policy_of(log, witness.key);
    all_.push_back({.witness = std::move(witness), .policy = std::move(policy)});
  }
}

/// The head of the newest checkpoint that it shows; nothing where it saw none, or is in trouble.
std::optional<ledger::Head> Witnesses::newest(One& one) {
  const core::Result<WitnessReply> reply = one.witness.newest();
  if (!reply) {
    one.trouble = "is away: " + reply.error().message;
    return std::nullopt;
  }
  one.trouble.clear();
  if (reply.value().status == 404) return std::nullopt;
  const auto opened = ledger::open(reply.value().body, one.policy);
  if (reply.value().status == 200 && opened) return opened.value().checkpoint.head;
  one.trouble = "shows no checkpoint of this log that it cosigned";
  return std::nullopt;
}

std::vector<Witnesses::Seen> Witnesses::seen() {
  const auto heads = at_once(all_, [](One& one) { return newest(one); });
  std::vector<Seen> seen;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (!heads[i]) continue;
    all_[i].size = heads[i]->size;
    seen.push_back({all_[i].witness.name, *heads[i]});
  }
  return seen;
}

/// After 409: the size that it says it saw. More leaves than there are it must show; then nothing
/// may be written any more.
bool Witnesses::learn_size(One& one, const std::string& body, const ledger::Head& head) {
  const auto size = body.ends_with('\n')
                        ? ledger::read_count(std::string_view(body).substr(0, body.size() - 1))
                        : std::nullopt;
  if (!size) {
    one.trouble = "answers 409 without a size";
    return false;
  }
  if (*size <= head.size) {
    one.size = *size;
    return true;
  }
  const std::optional<ledger::Head> shown = newest(one);
  if (shown && shown->size > head.size) {
    refuse(
        fmt::format("the witness {} saw {} leaves of this log, and the database has {}: it is "
                    "an old copy. Nothing is written to it until `zheli ledger restore` has "
                    "brought the others back",
                    one.witness.name, shown->size, head.size));
  }
  one.trouble = "says that it saw more leaves than there are, and does not show it";
  return false;
}

std::optional<ledger::SignatureLine> Witnesses::ask(One& one, const std::string& note,
                                                    const ledger::Checkpoint& checkpoint,
                                                    const ledger::Fetch& files) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    const ledger::Head& head = checkpoint.head;
    auto path = ledger::Tiles(head.size, files).consistency(std::min(one.size, head.size));
    if (!path) throw Failure(Failure::Kind::other, path.error().message);
    const core::Result<WitnessReply> reply =
        one.witness.add_checkpoint(to_string(ledger::AddCheckpoint{one.size, path.take(), note}));
    if (!reply) {
      one.trouble = "is away: " + reply.error().message;
      return std::nullopt;
    }
    const auto& [status, body] = reply.value();
    if (status == 409 && attempt == 0) {
      if (!learn_size(one, body, head)) return std::nullopt;
      continue;
    }
    auto line = status == 200 ? ledger::cosignature_in(body, to_string(checkpoint), one.witness.key)
                              : std::nullopt;
    if (line) {
      one.size = head.size;
      one.has_cosigned = true;
    }
    one.trouble = line ? "" : status == 200 ? "its cosignature does not fit" : meaning(status);
    return line;
  }
  return std::nullopt;
}

std::vector<ledger::SignatureLine> Witnesses::cosign(const std::string& note,
                                                     const ledger::Checkpoint& checkpoint,
                                                     const ledger::Fetch& files) {
  const auto now = Clock::now();
  const auto lines = at_once(all_, [&](One& one) -> std::optional<ledger::SignatureLine> {
    if (now < one.rests_until) return std::nullopt;
    one.has_cosigned = false;
    auto line = ask(one, note, checkpoint, files);
    if (!line) one.rests_until = Clock::now() + rest_;
    return line;
  });
  std::vector<ledger::SignatureLine> good;
  for (const std::optional<ledger::SignatureLine>& line : lines)
    if (line) good.push_back(*line);
  return good;
}

bool Witnesses::is_due(std::uint64_t size) const {
  return std::ranges::any_of(all_, [&](const One& one) {
    return !(one.has_cosigned && one.size == size) && Clock::now() >= one.rests_until;
  });
}

std::vector<WitnessState> Witnesses::states() const {
  std::vector<WitnessState> states;
  for (const One& one : all_) states.push_back({one.witness.name, one.trouble});
  return states;
}

}  // namespace zheli::store
