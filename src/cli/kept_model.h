// A trained model is kept between two starts: learning takes seconds, reading what was learned a
// fraction of one. One file for a pack and a program (docs/formats/model.md), in the folder that
// ZHELI_CACHE names, else in the user's cache folder.
//
// A file that is damaged, or a folder that cannot be written to, is told on standard error and
// costs the time of learning, never an answer. Tested by tests/cases/cli/kept_model.sh.
#pragma once

#include "assistant/dialogue/training.h"
#include "files/problem.h"

namespace zheli::cli {

/// The model kept for `pack`, whose files are `bytes`, and this program; where there is none, one
/// is trained and kept.
dialogue::Trained kept_or_trained(const knowledge::Pack& pack, const files::Folder& bytes,
                                  int threads);

}  // namespace zheli::cli
