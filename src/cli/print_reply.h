// A reply as a person reads it in a terminal. Every sentence comes from the pack.
#pragma once

#include <string>

#include "assistant/dialogue/reply.h"

namespace zheli::cli {

/// The whole reply: what was understood, the guide, the question back with numbered options.
std::string reply_text(const knowledge::Pack& pack, const dialogue::Reply& reply);

/// How the reply came about, step by step, with the candidates it rejected.
std::string explanation_text(const dialogue::Reply& reply);

}  // namespace zheli::cli
