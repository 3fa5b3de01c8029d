#include "assistant/knowledge/process.h"

#include <fmt/format.h>

namespace zheli::knowledge {
namespace {

constexpr std::string_view kMaterial = "{material}";

/// `text` with the material's name in its place.
std::string filled(std::string text, const std::string& name) {
  const std::size_t at = text.find(kMaterial);
  if (at != std::string::npos) text.replace(at, kMaterial.size(), name);
  return text;
}

template <typename T>
bool counts(const T& one, const Facts& facts, core::Date day) {
  return holds(one.when, facts) != Truth::no && one.validity.covers(day);
}

std::optional<Deadline> first_deadline(const std::vector<Statement>& statements, const Facts& facts,
                                       core::Date day) {
  for (const Statement& one : statements) {
    if (one.deadline && counts(one, facts, day)) return one.deadline;
  }
  return std::nullopt;
}

Attend attend_of(const Item& item) {
  if (item.attend) return *item.attend;
  return item.online_possible == Possible::yes ? Attend::never : Attend::once;
}

/// The question by which a material is written down.
Field question_of(const Form& form, const Material& material, std::size_t place) {
  Field field{.id = fmt::format("material-{}", place + 1),
              .label = material.name,
              .ask = filled(form.describe, material.name),
              .register_id = {},
              .type = FieldType::long_text,
              .sensitive = false,
              .kept = {},
              .english = {}};
  if (material.english.name.empty()) return field;
  field.english.label = material.english.name;
  field.english.ask = filled(form.english.describe, material.english.name);
  return field;
}

}  // namespace

std::optional<Process> process_of(const Pack& pack, const Item& item, const Facts& facts,
                                  core::Date day) {
  const Outcome* const outcome = reached(item, facts, day);
  if (!item.law || outcome == nullptr || outcome->can != Can::yes || !outcome->go_to.empty())
    return std::nullopt;
  Process process{.law = *item.law,
                  .attend = attend_of(item),
                  .approvals = item.approvals,
                  .online = item.online_possible && item.online_possible != Possible::no,
                  .asked = {},
                  .pulls = {},
                  .on_site = {},
                  .promised = first_deadline(item.promised, facts, day),
                  .statutory = first_deadline(item.statutory, facts, day),
                  .outcome = outcome->id};
  for (const auto* ids : {&pack.form.always, &item.form}) {
    for (const std::string& id : *ids) process.asked.push_back(*pack.form.field(id));
  }
  for (std::size_t place = 0; place < item.materials.size(); ++place) {
    const Material& one = item.materials[place];
    if (!counts(one, facts, day)) continue;
    if (one.hold == Hold::from_register) process.pulls.push_back(&one);
    if (one.hold == Hold::bring || (one.hold == Hold::form && one.made == Made::on_site))
      process.on_site.push_back(&one);
    if (one.hold == Hold::form && one.made == Made::answer)
      process.asked.push_back(question_of(pack.form, one, place));
  }
  return process;
}

}  // namespace zheli::knowledge
