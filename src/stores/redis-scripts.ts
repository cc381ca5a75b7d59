import { createHash } from "node:crypto";

/** What Redis runs as one step, and the name it is called by once Redis has seen it. */
export interface RedisScript {
  readonly text: string;
  readonly sha: string;
}

/**
 * `owner` is a hash: `client`, and `at`, the number of its latest call. What is called later has the higher number, and a
 * script whose number is not higher does nothing: a call of a connection that broke may reach Redis long after its caller
 * gave it up and called again.
 */
const scripts = {
  /** KEYS facts; ARGV name, value, … → all that hold then */
  settle: `
for i = 1, #ARGV, 2 do redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 1]) end
return redis.call('HGETALL', KEYS[1])`,

  /** KEYS owner texts spaces; ARGV client number space → keys and texts in turn, nothing where there is no such space */
  take: `
local mine = redis.call('HGET', KEYS[1], 'client') == ARGV[1]
if not mine or tonumber(redis.call('HGET', KEYS[1], 'at')) < tonumber(ARGV[2]) then
  redis.call('HSET', KEYS[1], 'client', ARGV[1], 'at', ARGV[2])
end
if redis.call('SISMEMBER', KEYS[3], ARGV[3]) == 0 then return false end
return redis.call('HGETALL', KEYS[2])`,

  /**
   * KEYS owner texts held spaces credentials; ARGV client number space afresh, then four lists, each after its length:
   * keys and texts in turn, keys that go, credentials that come, credentials that go → whether it was written
   */
  write: `
if redis.call('HGET', KEYS[1], 'client') ~= ARGV[1] then return 0 end
if tonumber(redis.call('HGET', KEYS[1], 'at')) >= tonumber(ARGV[2]) then return 0 end
local space = ARGV[3]
local function forget(credential)
  redis.call('SREM', KEYS[3], credential)
  if redis.call('HGET', KEYS[5], credential) == space then redis.call('HDEL', KEYS[5], credential) end
end
redis.call('HSET', KEYS[1], 'at', ARGV[2])
redis.call('SADD', KEYS[4], space)
if ARGV[4] == '1' then
  for _, credential in ipairs(redis.call('SMEMBERS', KEYS[3])) do forget(credential) end
  redis.call('DEL', KEYS[2])
end
local at = 5
local function list()
  local first = at + 1
  at = first + tonumber(ARGV[at])
  return first, at - 1
end
local first, last = list()
for i = first, last, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
first, last = list()
for i = first, last do redis.call('HDEL', KEYS[2], ARGV[i]) end
first, last = list()
for i = first, last do
  redis.call('SADD', KEYS[3], ARGV[i])
  redis.call('HSETNX', KEYS[5], ARGV[i], space)
end
first, last = list()
for i = first, last do forget(ARGV[i]) end
return 1`,

  /** KEYS owner…; ARGV client number */
  release: `
for _, owner in ipairs(KEYS) do
  if redis.call('HGET', owner, 'client') == ARGV[1] and tonumber(redis.call('HGET', owner, 'at')) < tonumber(ARGV[2]) then
    redis.call('DEL', owner)
  end
end
return 1`,

  /** KEYS owner texts held spaces credentials; ARGV client number space → whether there was one */
  drop: `
if redis.call('HGET', KEYS[1], 'client') == ARGV[1] and tonumber(redis.call('HGET', KEYS[1], 'at')) >= tonumber(ARGV[2]) then
  return 0
end
for _, credential in ipairs(redis.call('SMEMBERS', KEYS[3])) do
  if redis.call('HGET', KEYS[5], credential) == ARGV[3] then redis.call('HDEL', KEYS[5], credential) end
end
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
return redis.call('SREM', KEYS[4], ARGV[3])`,
};

/** The scripts of a store in Redis, by what they do. */
export const redisScripts = Object.fromEntries(
  Object.entries(scripts).map(([name, text]) => [name, { text, sha: createHash("sha1").update(text).digest("hex") }]),
) as Readonly<Record<keyof typeof scripts, RedisScript>>;
