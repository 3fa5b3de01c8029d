#include "room/good.h"

#include <nlohmann/json.hpp>

const char* const kAsked = "身份证";
