#include "server/server.h"

// RESTinio 0.6.16 of Debian 12; its headers are not free of the warnings we treat as errors.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Woverloaded-virtual"
#pragma GCC diagnostic ignored "-Wextra-semi"
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#include <restinio/http_server_run.hpp>
#pragma GCC diagnostic pop

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

namespace zheli::server {
namespace {

// A body above kBodyMax is answered; one above this is not read to its end, the connection is cut.
constexpr std::size_t kCutOff = 4 * kBodyMax;
constexpr std::chrono::seconds kIdleMax{60};

struct Traits : restinio::traits_t<restinio::asio_timer_manager_t, restinio::null_logger_t> {};

std::string method_of(const restinio::request_t& request) {
  return std::string(restinio::string_view_t(request.header().method().c_str()));
}

Request read(const restinio::request_t& request) {
  Request out;
  out.method = method_of(request);
  const auto path = request.header().path();
  out.path = percent_decoded({path.data(), path.size()}, false);
  const auto query = request.header().query();
  out.query = read_query({query.data(), query.size()});
  out.body = request.body();
  const auto encodings = request.header().opt_value_of(restinio::http_field::accept_encoding);
  out.accepts_gzip = encodings && encodings->find("gzip") != restinio::string_view_t::npos;
  return out;
}

/// Headers every answer carries: nothing of ours may be framed, sniffed or told to others.
template <typename Builder>
void add_headers(Builder& builder, const Response& response) {
  builder.append_header(restinio::http_field::content_type, response.content_type);
  builder.append_header("X-Content-Type-Options", "nosniff");
  builder.append_header("Referrer-Policy", "no-referrer");
  builder.append_header("X-Frame-Options", "DENY");
  for (const auto& [name, value] : response.headers) builder.append_header(name, value);
}

restinio::request_handling_status_t answer(Service& service,
                                           const restinio::request_handle_t& request) {
  Response response;
  try {
    response = service.handle(read(*request));
  } catch (const std::exception& failure) {
    fmt::print(stderr, "zheli: a request failed: {}\n", failure.what());
    response = problem(500, "Internal error", "the request could not be answered");
  }
  auto builder = request->create_response(restinio::http_status_line_t{
      restinio::http_status_code_t{static_cast<std::uint16_t>(response.status)},
      response.status < 400 ? "OK" : "Problem"});
  add_headers(builder, response);
  if (!request->header().should_keep_alive()) builder.connection_close();
  if (method_of(*request) != "HEAD") builder.set_body(std::move(response.body));
  return builder.done();
}

}  // namespace

void serve(Service& service, const ServerOptions& options) {
  restinio::server_settings_t<Traits> settings;
  settings.address(options.address)
      .port(options.port)
      .buffer_size(8 * 1024)
      .max_pipelined_requests(16)
      .concurrent_accepts_count(8)
      .read_next_http_message_timelimit(kIdleMax)
      .write_http_response_timelimit(kIdleMax)
      .handle_request_timeout(kIdleMax)
      .incoming_http_msg_limits(
          restinio::incoming_http_msg_limits_t{}.max_body_size(kCutOff).max_url_size(16 * 1024))
      .acceptor_options_setter(
          [](auto& acceptor) { acceptor.set_option(asio::ip::tcp::acceptor::reuse_address(true)); })
      .socket_options_setter([](auto& socket) { socket.set_option(asio::ip::tcp::no_delay{true}); })
      .request_handler([&service](const restinio::request_handle_t& request) {
        return answer(service, request);
      });
  restinio::http_server_t<Traits> network{restinio::own_io_context(), std::move(settings)};
  restinio::run(restinio::on_thread_pool(static_cast<std::size_t>(options.threads),
                                         restinio::use_break_signal_handling(), network));
}

}  // namespace zheli::server
