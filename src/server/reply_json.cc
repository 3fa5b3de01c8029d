#include "server/reply_json.h"

#include "assistant/dialogue/decide.h"
#include "assistant/dialogue/facet.h"

namespace zheli::server {
namespace {

using dialogue::Shown;
using knowledge::Hold;
using knowledge::in_language;
using knowledge::Item;
using knowledge::Material;
using knowledge::Pack;
using knowledge::Statement;

constexpr const char* kHolds[] = {"carry", "register", "form", "bring"};
constexpr const char* kCans[] = {"yes", "no", "later"};
constexpr const char* kPossibles[] = {"yes", "no", "part"};

void statements(JsonText& to, std::string_view name, const Pack& pack, bool english,
                const dialogue::ShownStatements& all) {
  to.field(name);
  to.objects(all, [&](const Shown<Statement>& one) {
    to.field("name", in_language(english, one.what->name, one.what->english.name));
    to.field("text", dialogue::shown_text(pack, english, *one.what));
    to.field("condition", one.condition);
    to.field("verified", one.what->verified);
    to.field("sources", one.what->sources);
  });
}

void material_fields(JsonText& to, const Pack& pack, const Shown<Material>& shown, bool english) {
  const Material& material = *shown.what;
  to.field("name", in_language(english, material.name, material.english.name));
  to.field("hold", kHolds[static_cast<std::size_t>(material.hold)]);
  to.field("note", in_language(english, material.note, material.english.note));
  to.field("condition", shown.condition);
  to.field("verified", material.verified);
  to.field("sources", material.sources);
  for (const knowledge::Register& one : pack.registers) {
    if (material.hold != Hold::from_register || one.id != material.register_id) continue;
    to.field("register", in_language(english, one.title, one.english.title));
    to.field("owner", in_language(english, one.owner, one.english.owner));
  }
}

/// An item by its names.
void titled_fields(JsonText& to, const Item& item) {
  to.field("item", item.id);
  to.field("title", item.title);
  to.field("title_en", item.english.title);
  to.field("everyday", item.everyday);
  to.field("everyday_en", item.english.everyday);
}

/// null where there is none.
void put_titled(JsonText& to, const Item* item) {
  if (item == nullptr) return to.put(nullptr);
  to.object([&] { titled_fields(to, *item); });
}

void put_options(JsonText& to, const knowledge::Asking& asked, bool english) {
  to.objects(asked.options, [&](const knowledge::Option& option) {
    to.field("id", option.id);
    to.field("label", in_language(english, option.label, option.english.label));
  });
}

void put_referral(JsonText& to, const knowledge::Referral* referral, bool english) {
  if (referral == nullptr) return to.put(nullptr);
  to.object([&] {
    to.field("id", referral->id);
    to.field("title", in_language(english, referral->title, referral->english.title));
    to.field("who", in_language(english, referral->who, referral->english.who));
    to.field("say", in_language(english, referral->say, referral->english.say));
    to.field("phone", referral->phone);
    to.field("url", referral->url);
    to.field("call", referral->call);
    to.field("verified", referral->verified);
  });
}

void put_ask(JsonText& to, const std::optional<dialogue::AskBack>& ask, bool english) {
  if (!ask) return to.put(nullptr);
  to.object([&] {
    to.field("about");
    put_titled(to, ask->item);
    asking_fields(to, *ask->question, english);
  });
}

void put_facts(JsonText& to, const std::vector<dialogue::KnownFact>& facts, bool english) {
  to.objects(facts, [&](const dialogue::KnownFact& known) {
    to.field("id", known.fact->id);
    to.field("ask", in_language(english, known.fact->ask, known.fact->english.ask));
    to.field("option", known.option->id);
    to.field("label", in_language(english, known.option->label, known.option->english.label));
    to.field("stated", known.stated);
    to.field("options");
    put_options(to, *known.fact, english);
  });
}

void put_proof(JsonText& to, const dialogue::Proof& proof) {
  if (proof.lesson == nullptr) return to.put(nullptr);
  to.object([&] {
    to.field("lesson", proof.lesson->question);
    to.field("similarity", proof.similarity);
    to.field("probability", proof.probability);
  });
}

void put_nearest(JsonText& to, const std::optional<dialogue::Nearest>& nearest, bool english) {
  if (!nearest) return to.put(nullptr);
  to.object([&] {
    to.field("condition", nearest->condition);
    to.field("title",
             in_language(english, nearest->outcome->title, nearest->outcome->english.title));
    to.field("say", in_language(english, nearest->outcome->say, nearest->outcome->english.say));
  });
}

void place_fields(JsonText& to, const knowledge::ServicePlace& place, bool english) {
  to.field("id", place.id);
  to.field("title", in_language(english, place.title, place.english.title));
  to.field("district", place.district);
  to.field("serves", place.serves);
  to.field("except", place.except);
  to.field("address", in_language(english, place.address, place.english.address));
  to.field("hours", in_language(english, place.hours, place.english.hours));
  to.field("phone", place.phone);
  to.field("latitude");
  place.position ? to.put(place.position->latitude) : to.put(nullptr);
  to.field("longitude");
  place.position ? to.put(place.position->longitude) : to.put(nullptr);
  to.field("verified", place.verified);
  to.field("sources", place.sources);
}

}  // namespace

void item_fields(JsonText& to, const Item& item) {
  titled_fields(to, item);
  to.field("summary", item.summary);
  to.field("summary_en", item.english.summary);
  to.field("domain", item.domain);
  to.field("one_card", item.one_card);
}

void places_fields(JsonText& to, const Pack& pack, const std::string& district, bool english) {
  std::vector<const knowledge::ServicePlace*> shown;
  for (const knowledge::ServicePlace& place : pack.service_places) {
    if (district.empty() || place.district == district) shown.push_back(&place);
  }
  to.field("places");
  to.objects(shown, [&](const auto* place) { place_fields(to, *place, english); });
}

void imprint_fields(JsonText& to, const knowledge::Imprint& imprint) {
  to.field("operator", imprint.run_by);
  to.field("operator_en", imprint.english.run_by);
  to.field("icp", imprint.icp);
  to.field("police_filing", imprint.police_filing);
  to.field("privacy", imprint.privacy);
  to.field("privacy_en", imprint.english.privacy);
  to.field("accessibility", imprint.accessibility);
  to.field("accessibility_en", imprint.english.accessibility);
}

void asking_fields(JsonText& to, const knowledge::Asking& asked, bool english) {
  to.field("id", asked.id);
  to.field("ask", in_language(english, asked.ask, asked.english.ask));
  to.field("options");
  put_options(to, asked, english);
  to.field("unsure", in_language(english, asked.unsure, asked.english.unsure));
}

void outcome_fields(JsonText& to, const Pack& pack, const knowledge::Outcome& outcome,
                    bool english) {
  to.field("id", outcome.id);
  to.field("title", in_language(english, outcome.title, outcome.english.title));
  to.field("say", in_language(english, outcome.say, outcome.english.say));
  to.field("steps", outcome.steps_in(english));
  to.field("can", kCans[static_cast<std::size_t>(outcome.can)]);
  to.field("goto");
  put_titled(to, pack.item(outcome.go_to));
}

void guide_fields(JsonText& to, const Pack& pack, const dialogue::Guide& guide, bool english) {
  const Item& item = *guide.item;
  item_fields(to, item);
  to.field("outcomes");
  to.objects(guide.outcomes, [&](const auto* one) { outcome_fields(to, pack, *one, english); });
  to.field("materials");
  to.objects(guide.materials, [&](const auto& one) { material_fields(to, pack, one, english); });
  statements(to, "who", pack, english, guide.who);
  statements(to, "conditions", pack, english, guide.conditions);
  statements(to, "online", pack, english, guide.online);
  to.field("online_possible");
  item.online_possible ? to.put(kPossibles[static_cast<std::size_t>(*item.online_possible)])
                       : to.put(nullptr);
  statements(to, "counter", pack, english, guide.counter);
  statements(to, "statutory", pack, english, guide.statutory);
  statements(to, "promised", pack, english, guide.promised);
  statements(to, "fee", pack, english, guide.fee);
  statements(to, "result", pack, english, guide.result);
  to.field("basis", item.basis);
  to.field("places");
  to.objects(guide.places, [&](const auto* place) { place_fields(to, *place, english); });
  to.field("nearest");
  put_nearest(to, guide.nearest, english);
  to.field("related");
  to.array(item.related, [&](const std::string& id) { put_titled(to, pack.item(id)); });
  to.field("unverified_note", dialogue::phrase(pack, english, "unverified"));
}

void explanation_fields(JsonText& to, const dialogue::Explanation& explanation) {
  to.field("normalised", explanation.normalised);
  to.field("canonical", explanation.canonical);
  to.field("terms", explanation.terms);
  to.field("heard", explanation.heard);
  to.field("labels");
  to.objects(explanation.labels, [&](const auto& one) {
    to.field("label", one.first);
    to.field("probability", one.second);
  });
  to.field("outside", explanation.outside);
  to.field("none_meant", explanation.none_meant);
  to.field("refuse_at", explanation.refuse_at);
  to.field("danger", explanation.danger);
  to.field("covering", explanation.covering);
  to.field("lessons");
  to.objects(explanation.lessons, [&](const dialogue::NearLesson& near) {
    to.field("question", near.lesson->question);
    to.field("label", near.lesson->label);
    to.field("similarity", near.similarity);
  });
  to.field("steps", explanation.steps);
}

void reply_fields(JsonText& to, const Pack& pack, const dialogue::Reply& reply, bool explain) {
  const bool english = reply.next.english;
  to.field("lang", english ? "en" : "zh");
  to.field("move", dialogue::name(reply.move));
  to.field("facet", dialogue::name(reply.facet));
  to.field("say", reply.say);
  to.field("guides");
  to.objects(reply.guides,
             [&](const dialogue::Guide& guide) { guide_fields(to, pack, guide, english); });
  to.field("question");
  put_ask(to, reply.ask, english);
  to.field("candidates");
  to.objects(reply.candidates, [&](const dialogue::Candidate& candidate) {
    item_fields(to, *pack.item(candidate.item));
    to.field("probability", candidate.probability);
  });
  to.field("referral");
  put_referral(to, reply.referral, english);
  to.field("facts");
  put_facts(to, reply.facts, english);
  to.field("proof");
  put_proof(to, reply.proof);
  if (!explain) return;
  to.field("explanation");
  to.object([&] { explanation_fields(to, reply.explanation); });
}

}  // namespace zheli::server
