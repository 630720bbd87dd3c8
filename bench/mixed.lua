-- Asks for the paths of a file in any order; with a second argument, each connection rests so many milliseconds between.
local paths, rest = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do paths[#paths + 1] = line end
  rest = tonumber(arguments[2] or "0")
  math.randomseed(20)
end

function request() return wrk.format("GET", paths[math.random(#paths)]) end

function delay() return rest end

function done(summary, latency, _)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status
  io.write(string.format(
    '{"requests": %d, "microseconds": %d, "failed": %d, "timeouts": %d, "p50": %d, "p99": %d}\n',
    summary.requests, summary.duration, failed, summary.errors.timeout, latency:percentile(50), latency:percentile(99)
  ))
end
