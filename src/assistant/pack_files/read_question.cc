#include "assistant/pack_files/read_question.h"

#include "assistant/pack_files/read_asking.h"

namespace zheli::pack_files {

using files::ids_of;
using files::unknown;
using knowledge::Fact;
using knowledge::Facts;
using knowledge::Item;
using knowledge::Lead;
namespace {

Facts read_sets(Fields& fields, const std::vector<std::string>& items, const Pack& pack) {
  const Node* node = fields.find("sets");
  Facts sets;
  if (node == nullptr) return sets;
  Fields keys(*node, "\"sets\"", fields.findings());
  std::vector<Fact> facts = pack.facts;
  for (const std::string& id : items) {
    const Item* item = pack.item(id);
    if (item != nullptr) facts.insert(facts.begin(), item->facts.begin(), item->facts.end());
  }
  for (const Fact& fact : facts) {
    const auto chosen = keys.choice(fact.id, ids_of(fact.options));
    if (chosen) sets[fact.id] = fact.options[*chosen].id;
  }
  keys.done();
  return sets;
}

Lead read_lead(Fields& fields, const Pack& pack) {
  Lead lead;
  lead.items = fields.texts("items");
  for (const std::string& id : lead.items) {
    if (pack.item(id) != nullptr) continue;
    fields.findings().add(fields.line_of("items"), unknown("item", id, ids_of(pack.items)));
  }
  lead.sets = read_sets(fields, lead.items, pack);
  return lead;
}

Question read_question(Fields& fields, const English& english, const Pack& pack,
                       std::vector<Mention>& mentions) {
  Question question;
  question.options = read_options(fields, english, [&](Fields& option, Option&) {
    question.leads.push_back(read_lead(option, pack));
  });
  read_wording(fields, english, question);
  question.before = fields.texts_if_any("before");
  const knowledge::Place place{fields.findings().file(), fields.line_of("before")};
  for (const std::string& one : question.before) mentions.push_back({one, place});
  return question;
}

}  // namespace

std::vector<Question> read_questions(const Node& root, const English& english, const Pack& pack,
                                     Findings& findings, std::vector<Mention>& mentions) {
  Fields file(root, "a file of questions", findings);
  std::vector<Question> questions =
      read_askings<Question>(file, "questions", "a question", [&](Fields& fields, std::string id) {
        Question question = read_question(fields, english, pack, mentions);
        question.id = std::move(id);
        return question;
      });
  read_words_of(file, "says", askings_of(questions), &Option::says, 1);
  read_words_of(file, "answers", askings_of(questions), &Option::answers, 1);
  file.done();
  return questions;
}

}  // namespace zheli::pack_files
