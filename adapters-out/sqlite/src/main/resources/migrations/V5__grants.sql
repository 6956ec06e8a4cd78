-- Standing grants: what people agreed to in advance. The record is the whole of one; the other columns are what it is
-- found by. over_ms is the moment from which on it answers nothing any more, in milliseconds since 1970.

CREATE TABLE standing_grant(
  made INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  over_ms INTEGER NOT NULL,
  record TEXT NOT NULL
) STRICT;

-- One row for each grant, with who agreed, how often it answered, and how it stands now.
CREATE VIEW v_grants AS
SELECT
  c.idx, c.time AS created, c.actor AS creator,
  c.grant_id,
  json_extract(c.entry, '$.grant.sub') AS agent,
  json_extract(c.entry, '$.grant.op') AS op,
  json_extract(c.entry, '$.grant.names') AS names,
  json_extract(c.entry, '$.grant.expires') AS expires,
  c.actor || coalesce((
    SELECT ' ' || group_concat(v.actor, ' ') FROM v_entries v
    WHERE v.type = 'grant.voted' AND v.grant_id = c.grant_id), '') AS approvers,
  json_extract(c.entry, '$.grant.uses') AS uses,
  coalesce(json_extract(u.entry, '$.grant.used'), 0) AS used,
  u.time AS last_used,
  CASE
    WHEN r.idx IS NOT NULL THEN 'revoked'
    WHEN json_extract(u.entry, '$.grant.remaining') = 0 THEN 'used_up'
    WHEN json_extract(c.entry, '$.grant.expires') < strftime('%Y-%m-%dT%H:%M:%fZ', 'now') THEN 'expired'
    ELSE 'standing'
  END AS state,
  json_extract(c.entry, '$.why.reason') AS reason
FROM v_entries c
LEFT JOIN v_entries u ON u.idx = (
  SELECT max(x.idx) FROM v_entries x
  WHERE x.type = 'grant.used' AND x.grant_id = c.grant_id)
LEFT JOIN v_entries r ON r.idx = (
  SELECT min(x.idx) FROM v_entries x
  WHERE x.type = 'grant.revoked' AND x.grant_id = c.grant_id)
WHERE c.type = 'grant.created';
