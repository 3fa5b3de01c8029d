// Reference figures for tests: the folder is named by ZHELI_PEERS; without it a test skips.
#pragma once

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace zheli::pricing {

inline std::optional<nlohmann::json> peer(const std::string& file) {
  const char* folder = std::getenv("ZHELI_PEERS");
  if (folder == nullptr) return std::nullopt;
  std::ifstream in(std::string(folder) + "/" + file);
  if (!in) return std::nullopt;
  return nlohmann::json::parse(in);
}

}  // namespace zheli::pricing
