#include "assistant/dialogue/own_texts.h"

namespace zheli::dialogue {

std::vector<std::string> texts_of(const knowledge::Pack& pack, std::string_view label) {
  std::vector<std::string> out;
  if (const knowledge::Referral* referral = pack.referral(label)) {
    return {referral->title, referral->who, referral->say};
  }
  if (const knowledge::Topic* topic = pack.topic(label)) {
    out = topic->names;
    out.push_back(topic->title);
    return out;
  }
  const knowledge::Item* item = pack.item(label);
  if (item == nullptr) return out;
  for (const knowledge::Outcome& outcome : item->outcomes) {
    out.push_back(outcome.title);
    out.push_back(outcome.say);
  }
  for (const knowledge::Fact& fact : item->facts) {
    out.push_back(fact.ask);
    for (const knowledge::Option& option : fact.options) out.push_back(option.label);
  }
  for (const knowledge::Material& material : item->materials) {
    out.push_back(material.name);
    out.push_back(material.note);
  }
  for (const auto* statements : {&item->who, &item->conditions}) {
    for (const knowledge::Statement& one : *statements) out.push_back(one.text);
  }
  return out;
}

}  // namespace zheli::dialogue
