-- wrk … -- NAME [QUESTIONS.tsv]: the file's questions in turn, each thread from another one on, so that no answer can be
-- kept ready; without a file, /healthz.
local requests, at = {}, 0
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
function init(args)
  if not args[2] then requests[1] = wrk.format("GET", "/healthz") return end
  for line in io.lines(args[2]) do
    local question = line:match("^([^#\t][^\t]*)\t")
    if question then
      local text = question:gsub('[\\"]', "\\%0")
      requests[#requests + 1] = wrk.format("POST", "/api/v1/ask", {["Content-Type"] = "application/json"}, '{"text":"' .. text .. '"}')
    end
  end
  at = number * 397
end
function request()
  at = at % #requests + 1
  return requests[at]
end
done = function(summary, latency)
  io.write(string.format("%.0f answers/s, median %.1f ms, p99 %.1f ms, %d errors\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
