-- Leases permits of one rate to a node. One call, one key slot, the server's clock.
--
-- The bucket is one instant, `spent`: every permit due before it has been handed out. It lies up to a burst in the
-- past (permits held) or in the future (permits promised). A node is given what it wants; what the bucket does not
-- hold is promised, and told when it falls due. So nodes that want more than there is queue up in the order they
-- asked, and none has to poll.
--
-- KEYS  1 bucket (hash)   2 nodes alive (zset, by last call)   3 nodes asking (zset, by last call that wanted permits)
-- ARGV  1 node   2 permits wanted   3 permits its next message needs   4 permits given back, or spent without asking
--       when negative   5 permits per second   6 burst   7 lease, in microseconds of the rate   8 a silent node is
--       forgotten after, microseconds; 0: leaves now
-- Returns permits usable now, permits promised, from and until which microsecond from now those fall due evenly
-- (nothing granted: ask again after `until`), nodes alive.

local node = ARGV[1]
local wanted, need, returned = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local interval = 1000000 / tonumber(ARGV[5])
local burst, lease, expiry = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])

local ASKING_MICROS = 500000
local KEY_LIFE_MILLIS = 86400000

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local function mark(key, micros)
  redis.call('ZADD', key, string.format('%.0f', now), node)
  redis.call('ZREMRANGEBYSCORE', key, '-inf', string.format('(%.0f', now - micros))
  redis.call('PEXPIRE', key, KEY_LIFE_MILLIS)
end

if expiry > 0 then
  mark(KEYS[2], expiry)
else
  redis.call('ZREM', KEYS[2], node)
  redis.call('ZREM', KEYS[3], node)
end
if wanted > 0 then
  mark(KEYS[3], ASKING_MICROS)
end

-- A bucket nobody has seen before starts with one permit, not with a burst: it may have been lost, not new.
local spent = now - interval
local state = redis.call('HMGET', KEYS[1], 'spent', 'at', 'rate')
if state[1] then
  -- A clock that stepped back (another master) takes the instants with it; another rate keeps the permits.
  local held = math.max(now, tonumber(state[2])) - tonumber(state[1])
  if state[3] ~= ARGV[5] then
    held = held * tonumber(state[3]) * interval / 1000000
  end
  spent = now - held
end
-- Given back first, cut to the burst, then charged: an outage must not leave a full bucket to nodes that kept spending.
spent = math.max(spent - math.max(0, returned) * interval, now - burst * interval)
spent = spent - math.min(0, returned) * interval

local ready, promised, from, till = 0, 0, 0, 0
if wanted > 0 then
  local asking = redis.call('ZCARD', KEYS[3])
  local ahead = spent - now
  local ahead_max = 2 * lease + asking * interval
  if ahead > ahead_max then
    till = ahead - ahead_max
  else
    local held = math.max(0, math.floor(-ahead / interval))
    local fair = math.floor(lease / interval / asking)
    local granted = math.min(wanted, math.max(1, need, held, fair))
    ready = math.min(granted, held)
    promised = granted - ready
    from = math.max(0, spent + ready * interval - now)
    spent = spent + granted * interval
    till = math.max(0, spent - now)
  end
end

redis.call('HSET', KEYS[1], 'spent', string.format('%.2f', spent), 'at', string.format('%.0f', now), 'rate', ARGV[5])
redis.call('PEXPIRE', KEYS[1], KEY_LIFE_MILLIS)
return {ready, promised, math.ceil(from), math.ceil(till), redis.call('ZCARD', KEYS[2])}
