-- For wrk: the page, or with the argument "days" another known-at in each request, so that no answer is kept anywhere;
-- at the end "requests-per-second p99-in-microseconds errors", which bench/web.c reads.
local day, path = 0, nil

function init(args)
  path = wrk.path
  if args[1] == "days" then
    request = function()
      day = (day + 1) % 336
      return wrk.format(nil, string.format("%s?known-at=2020-%02d-%02d", path, day % 12 + 1, math.floor(day / 12) + 1))
    end
  end
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("%f %f %d\n", summary.requests / summary.duration * 1e6, latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
