-- Approvals: what waits for people, and what became of it. The record is the whole of it; the other columns are what it
-- is found by. 'open' is 1 while it is pending or approved, and NULL afterwards.

CREATE TABLE approval(
  asked INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  operation TEXT NOT NULL UNIQUE,
  requester TEXT NOT NULL,
  digest TEXT NOT NULL,
  state TEXT NOT NULL,
  since TEXT NOT NULL,
  open INTEGER CHECK(open = 1),
  record TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX approval_open ON approval(requester, digest) WHERE open = 1;
CREATE INDEX approval_denied ON approval(requester, digest, since) WHERE state = 'denied';

-- Whose account it is: for whom an agent acts, or which human an operator is.
ALTER TABLE token ADD COLUMN person TEXT;

-- Operators from before roles decided anything decide as operators.
UPDATE token SET roles = '["operator"]' WHERE subject GLOB 'operator:*' AND roles = '[]';

-- One row for each request: how it stands now, by the last entry that moved it.
DROP VIEW v_approvals;

CREATE VIEW v_approvals AS
SELECT
  r.idx, r.time AS requested, r.actor AS requester,
  json_extract(r.entry, '$.approval.id') AS approval_id,
  r.op, coalesce(json_extract(r.entry, '$.target[0].name'), json_extract(r.entry, '$.target[0].kind')) AS target, r.risk,
  json_extract(r.entry, '$.approval.need') AS need,
  (SELECT group_concat(g.actor, ' ') FROM v_entries g
   WHERE g.type = 'approval.granted' AND g.op_id = r.op_id) AS approvers,
  CASE l.type WHEN 'op.started' THEN 'consumed' ELSE json_extract(l.entry, '$.approval.state') END AS state,
  l.time AS changed, l.actor AS changed_by
FROM v_entries r
JOIN v_entries l ON l.idx = (
  SELECT max(x.idx) FROM v_entries x
  WHERE x.op_id = r.op_id AND x.idx >= r.idx
    AND (x.type = 'op.started' OR (x.type GLOB 'approval.*' AND x.type <> 'approval.viewed')))
WHERE r.type = 'approval.requested';
