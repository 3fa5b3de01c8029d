-- wrk: questions in turn, so that no answer can be kept ready.
local questions = {"身份证掉了咋弄", "老公户口在安徽想迁到湖州", "驾驶证到期换证", "港澳通行证多少钱", "怎么查违章", "今天天气怎么样",
  "居住证去哪里办", "二手车过户要什么材料", "孩子办护照要带什么", "被打了派出所不立案怎么办"}
local at = 0
request = function()
  at = at % #questions + 1
  return wrk.format("POST", "/api/v1/ask", {["Content-Type"] = "application/json"}, '{"text":"' .. questions[at] .. at .. '"}')
end
done = function(summary, latency)
  io.write(string.format("http      %.0f answers/s, median %.1f ms, p99 %.1f ms, %d errors\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
