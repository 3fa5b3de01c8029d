// An id that stands somewhere in a pack's folder; looked up once everything is read.
#pragma once

#include <string>

#include "assistant/knowledge/pack.h"

namespace zheli::pack_files {

using knowledge::Place;

struct Mention {
  std::string id;
  Place place;
};

}  // namespace zheli::pack_files
