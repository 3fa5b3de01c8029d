// Libraries that belong to another file.
#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/beast/http.hpp>
#include <nlohmann/json.hpp>
#include <sqlite3.h>
#include <xlsxwriter.h>
#include <yaml-cpp/yaml.h>
