-- What operators ask most, ready made; the reference is docs/reference/audit-format.md. Views only
-- read: nothing in them is kept, and SQLite from 3.38 on can answer them without the server.

-- Every entry, with what is asked for most in columns of their own. The other views are made of it.
CREATE VIEW v_entries AS
SELECT
  idx, time, type,
  json_extract(entry, '$.sev') AS severity,
  json_extract(entry, '$.actor.sub') AS actor,
  json_extract(entry, '$.actor.cred') AS credential,
  json_extract(entry, '$.client.name') AS client,
  request_id,
  json_extract(entry, '$.req.trace') AS trace_id,
  json_extract(entry, '$.op.name') AS op,
  op_id,
  json_extract(entry, '$.op.risk') AS risk,
  json_extract(entry, '$.target[0].id') AS target,
  json_extract(entry, '$.outcome.status') AS outcome,
  grant_id, entry, leaf
FROM audit_entry;

-- One row for each call: the entry that opened it, and for a change the last word on its end.
CREATE VIEW v_ops AS
SELECT
  s.idx, s.time, s.actor, s.op,
  coalesce(json_extract(s.entry, '$.target[0].name'), json_extract(s.entry, '$.target[0].kind')) AS target,
  s.target AS target_id,
  s.risk,
  json_extract(s.entry, '$.decision.effect') AS decision,
  json_extract(s.entry, '$.decision.rule') AS rule,
  CASE WHEN json_extract(s.entry, '$.approval.id') IS NOT NULL THEN (
    SELECT group_concat(a.actor, ' ') FROM v_entries a
    WHERE a.type = 'approval.granted'
      AND json_extract(a.entry, '$.approval.id') = json_extract(s.entry, '$.approval.id')
  ) END AS approvers,
  CASE WHEN s.type = 'op.started' THEN s.time END AS started,
  e.time AS ended,
  CASE s.type
    WHEN 'op.started' THEN coalesce(e.outcome, 'open')
    WHEN 'op.dry_run' THEN 'planned'
    ELSE s.outcome
  END AS outcome,
  json_extract(coalesce(e.entry, s.entry), '$.outcome.code') AS code,
  json_extract(coalesce(e.entry, s.entry), '$.outcome.duration_us') AS duration_us,
  json_extract(s.entry, '$.why.reason') AS reason,
  s.op_id, s.request_id, s.trace_id
FROM v_entries s
LEFT JOIN v_entries e ON s.type = 'op.started' AND e.idx = (
  SELECT max(x.idx) FROM v_entries x
  WHERE x.op_id = s.op_id AND x.idx > s.idx AND x.outcome IS NOT NULL
)
WHERE s.type IN ('op.started', 'op.read', 'op.dry_run', 'op.denied', 'authz.denied', 'audit.queried');

-- Begun and without a certain end: running now, cut off, or nobody could find out.
CREATE VIEW v_open_ops AS
SELECT idx, time, actor, op, target, risk, outcome, reason, op_id
FROM v_ops WHERE outcome IN ('open', 'unknown') AND started IS NOT NULL;

-- One row for each request for an approval, with the last that happened to it.
CREATE VIEW v_approvals AS
SELECT
  r.idx, r.time AS requested, r.actor AS requester,
  json_extract(r.entry, '$.approval.id') AS approval_id,
  r.op, coalesce(json_extract(r.entry, '$.target[0].name'), json_extract(r.entry, '$.target[0].kind')) AS target, r.risk,
  json_extract(r.entry, '$.approval.need') AS need,
  (SELECT group_concat(g.actor, ' ') FROM v_entries g
   WHERE g.type = 'approval.granted' AND g.idx > r.idx
     AND json_extract(g.entry, '$.approval.id') = json_extract(r.entry, '$.approval.id')) AS approvers,
  substr(l.type, length('approval.') + 1) AS state, l.time AS changed, l.actor AS changed_by
FROM v_entries r
JOIN v_entries l ON l.idx = (
  SELECT max(x.idx) FROM v_entries x
  WHERE x.type GLOB 'approval.*' AND x.idx >= r.idx
    AND json_extract(x.entry, '$.approval.id') = json_extract(r.entry, '$.approval.id'))
WHERE r.type = 'approval.requested';

-- What was refused to whom, and by what.
CREATE VIEW v_denied AS
SELECT
  idx, time, actor, op, coalesce(json_extract(entry, '$.target[0].name'), json_extract(entry, '$.target[0].kind')) AS target, risk,
  json_extract(entry, '$.decision.rule') AS rule,
  json_extract(entry, '$.outcome.code') AS code,
  json_extract(entry, '$.outcome.error') AS cause,
  request_id
FROM v_entries WHERE type IN ('op.denied', 'authz.denied');

-- Credentials that were refused; one row can stand for many attempts.
CREATE VIEW v_auth_failures AS
SELECT
  idx, time, json_extract(entry, '$.client.addr') AS address, credential,
  json_extract(entry, '$.outcome.code') AS why, json_extract(entry, '$.count') AS attempts
FROM v_entries WHERE type = 'auth.failed';

-- What changed how the server judges: policy, credentials, keys, settings.
CREATE VIEW v_config_changes AS
SELECT
  idx, time, type, coalesce(actor, json_extract(entry, '$.actor.kind')) AS actor,
  coalesce(
    json_extract(entry, '$.policy.rev'),
    json_extract(entry, '$.token.cred') || coalesce(' for ' || json_extract(entry, '$.token.sub'), ''),
    json_extract(entry, '$.log.epoch_vkey')) AS what
FROM v_entries
WHERE type GLOB 'policy.*' OR type GLOB 'config.*' OR type GLOB 'auth.token_*'
   OR type IN ('authz.role_changed', 'authz.permission_changed', 'log.opened', 'log.key_rotated', 'hmac.key_rotated');

-- Everything in order, to be narrowed by request_id, trace_id, op_id or time.
CREATE VIEW v_timeline AS
SELECT
  idx, time, type, severity, coalesce(actor, json_extract(entry, '$.actor.kind')) AS actor, op,
  coalesce(json_extract(entry, '$.target[0].name'), json_extract(entry, '$.target[0].kind')) AS target, outcome,
  json_extract(entry, '$.outcome.code') AS code,
  json_extract(entry, '$.decision.rule') AS rule,
  json_extract(entry, '$.why.reason') AS reason,
  request_id, trace_id, op_id
FROM v_entries;
