#include "assistant/pack_files/read_english.h"

namespace zheli::pack_files {

void read_english(files::Fields& fields, const std::function<void(files::Fields&)>& read) {
  const files::Node* node = fields.find("english");
  if (node == nullptr) return;
  files::Fields english(*node, "\"english\"", fields.findings());
  read(english);
  english.done();
}

std::string text_beside(files::Fields& english, std::string_view key, const std::string& chinese) {
  return chinese.empty() ? std::string() : english.text(key);
}

}  // namespace zheli::pack_files
