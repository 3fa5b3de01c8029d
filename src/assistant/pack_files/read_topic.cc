#include "assistant/pack_files/read_topic.h"

#include <fmt/format.h>

#include <algorithm>

#include "assistant/pack_files/read_asking.h"
#include "core/contains.h"

namespace zheli::pack_files {

using files::ids_of;
using files::unknown;
using knowledge::Question;
namespace {

constexpr std::size_t kListedMin = 2;
constexpr std::size_t kListedMax = 4;  // what one list of the dialogue holds

const Question* find_question(const Pack& pack, const std::string& id) {
  const auto found = std::find_if(pack.questions.begin(), pack.questions.end(),
                                  [&](const Question& one) { return one.id == id; });
  return found == pack.questions.end() ? nullptr : &*found;
}

/// The question must lead to every item of the topic; without one its items are listed.
void check_split(Fields& fields, const Topic& topic, const std::vector<std::string>& items,
                 const Pack& pack) {
  if (topic.question.empty()) {
    if (items.size() >= kListedMin && items.size() <= kListedMax) return;
    fields.findings().add(
        fields.line_of("members"),
        fmt::format("topic \"{}\" has {} items; {} to {} are listed, more need a \"question\"",
                    topic.id, items.size(), kListedMin, kListedMax));
    return;
  }
  const Question* question = find_question(pack, topic.question);
  if (question == nullptr) {
    fields.findings().add(fields.line_of("question"),
                          unknown("question", topic.question, ids_of(pack.questions)));
    return;
  }
  for (const std::string& item : items) {
    const bool led =
        std::any_of(question->leads.begin(), question->leads.end(),
                    [&](const knowledge::Lead& lead) { return core::contains(lead.items, item); });
    if (led) continue;
    fields.findings().add(fields.line_of("question"),
                          fmt::format("no answer to \"{}\" leads to {}, which topic \"{}\" holds",
                                      topic.question, item, topic.id));
  }
}

Topic read_topic(Fields& fields, const English& english, const Pack& pack, std::string id) {
  Topic topic;
  topic.id = std::move(id);
  topic.line = fields.line();
  topic.title = fields.text("title");
  english.read(fields, [&](Fields& in_english) { topic.english = in_english.text("title"); });
  topic.names = fields.texts("names");
  topic.members = fields.texts("members");
  topic.question = fields.text_if_any("question");
  std::vector<std::string> known = ids_of(pack.topics);
  for (const knowledge::Item& item : pack.items) known.push_back(item.id);
  bool all_known = true;
  for (const std::string& member : topic.members) {
    if (core::contains(known, member)) continue;
    all_known = false;
    fields.findings().add(fields.line_of("members"),
                          unknown("item, or topic that stands above,", member, known));
  }
  if (all_known) check_split(fields, topic, knowledge::items_of(pack, topic), pack);
  return topic;
}

}  // namespace

std::vector<Topic> read_topics(const Node& root, const English& english, const Pack& pack,
                               Findings& findings) {
  Pack so_far;
  so_far.items = pack.items;
  so_far.questions = pack.questions;
  Fields file(root, "topics.yaml", findings);
  read_askings<Topic>(file, "topics", "a topic", [&](Fields& fields, std::string id) {
    so_far.topics.push_back(read_topic(fields, english, so_far, std::move(id)));
    return so_far.topics.back();
  });
  file.done();
  return std::move(so_far.topics);
}

}  // namespace zheli::pack_files
