// Libraries that belong to another file.
#include <CLI/CLI.hpp>
#include <asio.hpp>
#include <nlohmann/json.hpp>
#include <restinio/all.hpp>
#include <sqlite3.h>
#include <xlsxwriter.h>
#include <yaml-cpp/yaml.h>
