#include "assistant/pack_files/read_form.h"

#include <fmt/format.h>

namespace zheli::pack_files {

using files::ids_of;
using files::refuse_twice;
using files::unknown;
using knowledge::Field;
using knowledge::FieldType;
using knowledge::Form;
using knowledge::Pack;
namespace {

const std::vector<std::string> kTypes = {"text", "long-text", "date", "phone",
                                         "id-number"};  // enum FieldType

Field read_field(const Node& node, const English& english, const Pack& pack, Findings& findings) {
  Fields fields(node, "a field", findings);
  Field field;
  field.id = fields.id();
  field.label = fields.text("label");
  field.ask = fields.text_if_any("ask");
  const std::vector<std::string> registers = ids_of(pack.registers);
  if (const auto choice = fields.choice("register", registers))
    field.register_id = registers[*choice];
  fields.need("type");
  if (const auto type = fields.choice("type", kTypes)) field.type = static_cast<FieldType>(*type);
  field.sensitive = fields.flag("sensitive").value_or(false);
  field.kept = fields.text("kept");
  english.need(fields, [&](Fields& said) {
    field.english = {said.text("label"), text_beside(said, "ask", field.ask), said.text("kept")};
  });
  fields.done();
  if (field.ask.empty() && fields.find("register") == nullptr) {
    findings.add(fields.line(),
                 fmt::format("field \"{}\" has neither \"ask\" nor \"register\"; say "
                             "where it comes from",
                             field.id));
  }
  return field;
}

}  // namespace

Form read_form(const Node& root, const English& english, const Pack& pack, Findings& findings) {
  Fields file(root, "fields.yaml", findings);
  Form form;
  form.always = file.texts_if_any("always");
  form.describe = file.text("describe");
  english.need(file, [&](Fields& said) { form.english.describe = said.text("describe"); });
  if (form.describe.find("{material}") == std::string::npos)
    findings.add(file.line_of("describe"), "\"describe\" must hold {material}");
  file.need("fields");
  file.each("fields", [&](const Node& node) {
    Field field = read_field(node, english, pack, findings);
    refuse_twice(form.fields, field.id, node.line, findings);
    form.fields.push_back(std::move(field));
  });
  const std::vector<std::string> known = ids_of(form.fields);
  for (const std::string& id : form.always) {
    const Field* const field = form.field(id);
    if (field == nullptr) {
      findings.add(file.line_of("always"), unknown("field", id, known));
    } else if (field->ask.empty()) {
      findings.add(file.line_of("always"), fmt::format("field \"{}\" has no \"ask\"", id));
    }
  }
  file.done();
  return form;
}

}  // namespace zheli::pack_files
