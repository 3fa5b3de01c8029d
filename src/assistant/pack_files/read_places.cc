#include "assistant/pack_files/read_places.h"

#include <fmt/format.h>

#include <map>

#include "assistant/pack_files/read_statement.h"
#include "core/contains.h"

namespace zheli::pack_files {

using files::ids_of;
using files::refuse_twice;
using files::unknown;
using knowledge::District;
using knowledge::Item;
using knowledge::Position;
using knowledge::ServicePlace;
namespace {

/// Reads places.yaml; holds what its entries share.
class PlacesReader {
 public:
  PlacesReader(const English& english, Pack& pack, Findings& findings)
      : english_(english), pack_(pack), findings_(findings) {}

  void read(const Node& root) {
    Fields file(root, "places.yaml", findings_);
    file.need("districts");
    file.each("districts", [&](const Node& node) { read_district(node); });
    file.need("places");
    file.each("places", [&](const Node& node) { read_place(node); });
    file.done();
  }

 private:
  void read_district(const Node& node) {
    Fields fields(node, "a district", findings_);
    District district{fields.id(), fields.text("title"), {}, fields.texts("words")};
    english_.need(fields, [&](Fields& said) { district.english = said.text("title"); });
    fields.done();
    refuse_twice(pack_.districts, district.id, fields.line_of("id"), findings_);
    for (const std::string& word : district.words) {
      const std::string& owner = heard_.emplace(word, district.id).first->second;
      if (owner == district.id) continue;
      findings_.add(fields.line_of("words"),
                    fmt::format("word \"{}\" stands under {} too; keep it under one", word, owner));
    }
    pack_.districts.push_back(std::move(district));
  }

  void read_place(const Node& node) {
    Fields fields(node, "a place", findings_);
    ServicePlace place;
    place.id = fields.id();
    place.title = fields.text("title");
    read_where(fields, place);
    place.serves = fields.texts("serves");
    place.except = fields.texts_if_any("except");
    place.address = fields.text_if_any("address");
    place.hours = fields.text_if_any("hours");
    place.phone = fields.text("phone");
    Backing backing = read_backing(fields);
    place.verified = backing.verified;
    place.sources = std::move(backing.sources);
    english_.need(fields, [&](Fields& said) {
      place.english = {said.text("title"), text_beside(said, "address", place.address),
                       text_beside(said, "hours", place.hours)};
    });
    fields.done();
    check_served(fields, place);
    refuse_twice(pack_.service_places, place.id, fields.line_of("id"), findings_);
    pack_.service_places.push_back(std::move(place));
  }

  void read_where(Fields& fields, ServicePlace& place) {
    const std::vector<std::string> districts = ids_of(pack_.districts);
    if (const auto choice = fields.choice("district", districts)) {
      place.district = districts[*choice];
    }
    const Node* node = fields.find("position");
    if (node == nullptr) return;
    Fields position(*node, "\"position\"", findings_);
    place.position =
        Position{position.number("latitude", -90, 90), position.number("longitude", -180, 180)};
    position.done();
  }

  void check_served(Fields& fields, const ServicePlace& place) {
    const std::vector<std::string> domains = ids_of(pack_.domains);
    const std::vector<std::string> items = ids_of(pack_.items);
    for (const std::string& id : place.serves) {
      if (core::contains(domains, id) || core::contains(items, id)) continue;
      findings_.add(fields.line_of("serves"), unknown("domain or item", id, domains));
    }
    for (const std::string& id : place.except) {
      const Item* item = pack_.item(id);
      if (item == nullptr) {
        findings_.add(fields.line_of("except"), unknown("item", id, items));
      } else if (!core::contains(place.serves, item->domain)) {
        findings_.add(fields.line_of("except"),
                      fmt::format("\"{}\" is in no domain of \"serves\"; drop it", id));
      }
    }
  }

  const English& english_;
  Pack& pack_;
  Findings& findings_;
  std::map<std::string, std::string> heard_;  // word → district
};

}  // namespace

void read_places(const Node& root, const English& english, Pack& pack, Findings& findings) {
  PlacesReader(english, pack, findings).read(root);
}

}  // namespace zheli::pack_files
