// zheli items: what the counter handles.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "assistant/pack_files/read_pack.h"
#include "cli/commands.h"
#include "cli/read_folder.h"

namespace zheli::cli {
namespace {

struct Options {
  std::string pack;
  std::string domain;
  bool json = false;
};

using Items = std::vector<const knowledge::Item*>;

Items items_of(const knowledge::Pack& pack, const std::string& domain) {
  Items items;
  for (const knowledge::Item& item : pack.items) {
    if (item.domain == domain) items.push_back(&item);
  }
  return items;
}

void print_domain(const knowledge::Domain& domain, const Items& items) {
  fmt::print("{} ({}, {})\n", domain.title, domain.id, items.size());
  for (const knowledge::Item* item : items) {
    fmt::print("  {:<40} {}{}\n", item->id, item->title, item->one_card ? " *" : "");
  }
}

nlohmann::ordered_json as_json(const knowledge::Item& item) {
  return {{"id", item.id},
          {"title", item.title},
          {"domain", item.domain},
          {"one_card", item.one_card},
          {"names", item.names},
          {"summary", item.summary},
          {"english", {{"title", item.english.title}, {"summary", item.english.summary}}}};
}

void list(const Options& options) {
  const pack_files::ReadPack read = pack_files::read_pack(read_folder(pack_folder(options.pack)));
  const knowledge::Pack& pack = read.pack;
  if (!read.problems.empty()) {
    fmt::print(stderr, "zheli: {} problems in this pack; zheli pack check lists them\n",
               read.problems.size());
  }
  auto listed = nlohmann::ordered_json::array();
  bool found = false;
  for (const knowledge::Domain& domain : pack.domains) {
    if (!options.domain.empty() && domain.id != options.domain) continue;
    found = true;
    const Items items = items_of(pack, domain.id);
    for (const knowledge::Item* item : items) listed.push_back(as_json(*item));
    if (!options.json) print_domain(domain, items);
  }
  if (!found) {
    fmt::print(stderr, "zheli: {}\n",
               files::unknown("domain", options.domain, files::ids_of(pack.domains)));
    throw Exit{2};
  }
  fmt::print("{}\n", options.json ? listed.dump(2) : "* one card is enough");
}

}  // namespace

Command items_command() {
  const auto options = std::make_shared<Options>();
  return {.name = "items",
          .what = "List what the counter handles",
          .options = {{"--pack", &options->pack,
                       "the pack's folder (default: $ZHELI_PACK, packs/huzhou-police)"},
                      {"--domain", &options->domain, "only this domain, by its id"},
                      {"--json", &options->json, "as JSON"}},
          .footer =
              "Examples:\n"
              "  zheli items\n"
              "  zheli items --domain id-card\n"
              "  zheli items --json --pack packs/huzhou-police",
          .run = [options] { list(*options); }};
}

}  // namespace zheli::cli
