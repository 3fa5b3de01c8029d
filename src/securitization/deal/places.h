// Where each part of a deal's terms stands in deal.yaml. Tested by read_deal_test.cc.
#pragma once

#include <map>
#include <string>

namespace zheli::deal {

/// A part as waterfall::TermsProblem names it ("tranches.A", "waterfalls.normal[3]") → its line.
using Places = std::map<std::string, int>;

/// The line of "waterfalls.normal[3].when": that of the longest place it begins with; else 1.
int line_of(const Places& places, const std::string& at);

}  // namespace zheli::deal
