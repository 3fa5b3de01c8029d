#include "ledger/policy.h"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/fault.h"

namespace zheli::ledger {
namespace {

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == line.npos) return words;
    const std::size_t end = std::min(line.find_first_of(" \t", begin), line.size());
    words.push_back(line.substr(begin, end - begin));
    line.remove_prefix(end);
  }
}

core::Error not_a_line(std::string_view why) {
  return {std::string(why)};
}

}  // namespace

/// One line of a policy after the other. Each reads what it can and says why where it cannot.
struct PolicyReader {
  using Words = std::vector<std::string_view>;
  using Trouble = std::optional<core::Error>;

  Policy policy{};
  bool has_quorum = false;
  std::vector<bool> is_member{};  // of a group, by the party's place

  std::optional<std::size_t> find(std::string_view name) const {
    const auto& all = policy.parties_;
    const auto found = std::ranges::find(all, name, &Policy::Party::name);
    if (found == all.end()) return std::nullopt;
    return found - all.begin();
  }

  Trouble add(Policy::Party party) {
    if (party.name == "none" || find(party.name))
      return not_a_line("this name is taken; names of witnesses and groups differ");
    policy.parties_.push_back(std::move(party));
    is_member.push_back(false);
    return std::nullopt;
  }

  Trouble log(const Words& words) {
    if (words.size() < 2 || words.size() > 3) return not_a_line("log VKEY [URL]");
    const auto key = VerifierKey::read(words[1]);
    if (!key) return key.error();
    if (key.value().type() == KeyType::cosignature) return not_a_line("this is a witness's key");
    if (std::ranges::find(policy.logs_, key.value()) != policy.logs_.end())
      return not_a_line("this log is listed already");
    policy.logs_.push_back(key.value());
    return std::nullopt;
  }

  Trouble witness(const Words& words) {
    if (words.size() < 3 || words.size() > 4) return not_a_line("witness NAME VKEY [URL]");
    const auto key = VerifierKey::read(words[2]);
    if (!key) return key.error();
    if (key.value().type() != KeyType::cosignature) return not_a_line("this is a log's key");
    for (const Policy::Party& other : policy.parties_)
      if (other.key && *other.key == key.value()) return not_a_line("this key is listed already");
    return add({.name = std::string(words[1]),
                .key = key.value(),
                .url = std::string(words.size() == 4 ? words[3] : ""),
                .members = {}});
  }

  Trouble group(const Words& words) {
    if (words.size() < 4) return not_a_line("group NAME all|any|K MEMBER…");
    Policy::Party made{.name = std::string(words[1]), .key = {}, .url = {}, .members = {}};
    for (const std::string_view name : std::span(words).subspan(3)) {
      const std::optional<std::size_t> member = find(name);
      if (!member) return not_a_line(fmt::format("no line before this one defines {}", name));
      if (is_member[*member]) return not_a_line(fmt::format("{} is in a group already", name));
      is_member[*member] = true;
      made.members.push_back(*member);
    }
    const std::size_t count = made.members.size();
    const std::string_view how_many = words[2];
    made.wanted = how_many == "all"   ? count
                  : how_many == "any" ? 1
                                      : read_count(how_many).value_or(0);
    if (made.wanted < 1 || made.wanted > count)
      return not_a_line("of n members all, any, or a number from 1 to n");
    return add(std::move(made));
  }

  Trouble quorum(const Words& words) {
    if (words.size() != 2) return not_a_line("quorum NAME|none");
    if (has_quorum) return not_a_line("the quorum was said before");
    has_quorum = true;
    if (words[1] == "none") return std::nullopt;
    const std::optional<std::size_t> party = find(words[1]);
    if (!party) return not_a_line(fmt::format("no line before this one defines {}", words[1]));
    policy.quorum_ = *party;
    return std::nullopt;
  }

  Trouble line(std::string_view text) {
    for (const char c : text)
      if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f)
        return not_a_line("control characters");
    const Words words = words_of(text);
    if (words.empty() || words[0].starts_with('#')) return std::nullopt;
    if (words[0] == "log") return log(words);
    if (words[0] == "witness") return witness(words);
    if (words[0] == "group") return group(words);
    if (words[0] == "quorum") return quorum(words);
    return not_a_line("a line begins with log, witness, group or quorum");
  }
};

core::Result<Policy> Policy::read(std::string_view text) {
  PolicyReader reader;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    if (end == text.npos)
      return fault(Fault::malformed, fmt::format("line {}: it has no newline", number));
    if (const auto trouble = reader.line(text.substr(0, end)))
      return fault(Fault::malformed, fmt::format("line {}: {}", number, trouble->message));
    text.remove_prefix(end + 1);
  }
  if (!reader.has_quorum) return fault(Fault::malformed, "a policy has one line \"quorum NAME\"");
  return reader.policy;
}

bool Policy::is_met_by(const std::vector<bool>& cosigned) const {
  std::vector<bool> met = cosigned;
  for (std::size_t i = 0; i < parties_.size(); ++i) {  // members stand before their groups
    const Party& party = parties_[i];
    if (party.key) continue;
    met[i] = std::ranges::count_if(party.members, [&](std::size_t m) { return met[m]; }) >=
             static_cast<std::ptrdiff_t>(party.wanted);
  }
  return quorum_ == kNobody || met[quorum_];
}

namespace {

core::Error forged(const SignatureLine& line) {
  return fault(Fault::forged, fmt::format("the signature of {} does not fit", line.name));
}

/// Whether each key of the log signed; an Error where one did not, or not this.
std::optional<core::Error> check_log(const Note& note, const Checkpoint& checkpoint,
                                     const Policy& policy) {
  bool is_known = false, has_ed25519 = false;
  for (const VerifierKey& key : policy.logs()) {
    if (key.name() != checkpoint.origin) continue;
    is_known = true;
    bool has_signed = false;
    for (const SignatureLine& line : note.lines) {
      if (!line.is_of(key)) continue;
      if (!key.verifies(note.text, line.signature)) return forged(line);
      has_signed = true;
    }
    has_ed25519 |= has_signed && key.type() == KeyType::ed25519;
    if (!has_signed && key.type() == KeyType::sm2)
      return fault(Fault::unsigned_log, "the log's SM2 line is not there");
  }
  if (!is_known) return fault(Fault::wrong_origin, checkpoint.origin + " is no log of this policy");
  if (!has_ed25519) return fault(Fault::unsigned_log, "the log's Ed25519 line is not there");
  return std::nullopt;
}

}  // namespace

core::Result<Opened> open(std::string_view bytes, const Policy& policy) {
  const core::Result<Note> note = read_note(bytes);
  if (!note) return note.error();
  const core::Result<Checkpoint> checkpoint = read_checkpoint(note.value().text);
  if (!checkpoint) return checkpoint.error();
  if (const auto trouble = check_log(note.value(), checkpoint.value(), policy)) return *trouble;
  Opened opened{checkpoint.value(), {}};
  std::vector<bool> cosigned(policy.parties().size());
  for (std::size_t i = 0; i < cosigned.size(); ++i) {
    const Policy::Party& party = policy.parties()[i];
    for (const SignatureLine& line : note.value().lines) {
      if (!party.key || !line.is_of(*party.key)) continue;
      const std::optional<Instant> at = cosigned_at(note.value().text, line, *party.key);
      if (!at) return forged(line);
      cosigned[i] = true;
      opened.cosigned[party.name] = *at;
    }
  }
  if (!policy.is_met_by(cosigned)) {
    return fault(
        Fault::few_witnesses,
        fmt::format("{} cosigned; the quorum of the policy is not met", opened.cosigned.size()));
  }
  return opened;
}

}  // namespace zheli::ledger
