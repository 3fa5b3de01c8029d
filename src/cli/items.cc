// zheli items: what the counter handles.
#include <fmt/format.h>

#include <memory>

#include "assistant/pack_files/read_pack.h"
#include "cli/commands.h"
#include "cli/read_folder.h"
#include "files/json_text.h"

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
    fmt::print("  {:<40} {} ({}){}\n", item->id, item->everyday, item->title,
               item->one_card ? " *" : "");
  }
}

std::string as_json(const Items& items) {
  files::JsonText to(files::JsonText::Layout::indented);
  to.objects(items, [&](const knowledge::Item* item) {
    to.field("id", item->id);
    to.field("title", item->title);
    to.field("everyday", item->everyday);
    to.field("domain", item->domain);
    to.field("one_card", item->one_card);
    to.field("names", item->names);
    to.field("summary", item->summary);
    to.field("english");
    to.object([&] {
      to.field("title", item->english.title);
      to.field("everyday", item->english.everyday);
      to.field("summary", item->english.summary);
    });
  });
  return std::move(to).take();
}

void list(const Options& options) {
  const pack_files::ReadPack read = pack_files::read_pack(read_folder(pack_folder(options.pack)));
  const knowledge::Pack& pack = read.pack;
  if (!read.problems.empty()) {
    fmt::print(stderr, "zheli: {} problems in this pack; zheli pack check lists them\n",
               read.problems.size());
  }
  Items listed;
  bool found = false;
  for (const knowledge::Domain& domain : pack.domains) {
    if (!options.domain.empty() && domain.id != options.domain) continue;
    found = true;
    const Items items = items_of(pack, domain.id);
    listed.insert(listed.end(), items.begin(), items.end());
    if (!options.json) print_domain(domain, items);
  }
  if (!found) {
    fmt::print(stderr, "zheli: {}\n",
               files::unknown("domain", options.domain, files::ids_of(pack.domains)));
    throw Exit{2};
  }
  fmt::print("{}\n", options.json ? as_json(listed) : "* one card is enough");
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
