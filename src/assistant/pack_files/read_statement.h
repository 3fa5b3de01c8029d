// Statements and materials: facts of public service with their source, condition and dates. See
// "A statement" in docs/formats/pack.md. Tested by read_pack_test.cc.
#pragma once

#include <string_view>
#include <vector>

#include "assistant/knowledge/pack.h"
#include "assistant/pack_files/english.h"
#include "files/fields.h"

namespace zheli::pack_files {

using files::Fields;
using knowledge::Fact;
using knowledge::Material;
using knowledge::Pack;
using knowledge::Statement;

/// What a field's statements may hold besides text.
enum class StatementKind {
  plain,       // one statement at a time: overlapping ones are a problem
  conditions,  // a list of which each is shown
  fee,         // with `amount` and `unit`
  online,      // with `possible`
  deadline     // with `days` and `unit`
};

/// The statement or list of statements under `key`; empty if absent.
std::vector<Statement> read_statements(Fields& item, std::string_view key, StatementKind kind,
                                       const std::vector<Fact>& facts, const English& english);

/// `pack` holds the registers.
std::vector<Material> read_materials(Fields& item, const Pack& pack, const std::vector<Fact>& facts,
                                     const English& english);

/// `verified` and `source`: a verified statement names its source.
struct Backing {
  bool verified = false;
  std::vector<std::string> sources;
};
Backing read_backing(Fields& fields);

}  // namespace zheli::pack_files
