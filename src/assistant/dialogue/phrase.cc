#include "assistant/dialogue/phrase.h"

#include "core/check.h"

namespace zheli::dialogue {

std::string phrase(const knowledge::Pack& pack, bool english, const std::string& id,
                   const std::map<std::string, std::string>& places) {
  const auto found = pack.phrases.find(id);
  CHECK(found != pack.phrases.end());
  std::string text = english ? found->second.en : found->second.zh;
  for (const auto& [place, value] : places) {
    const std::string mark = "{" + place + "}";
    if (const auto at = text.find(mark); at != std::string::npos)
      text.replace(at, mark.size(), value);
  }
  return text;
}

}  // namespace zheli::dialogue
