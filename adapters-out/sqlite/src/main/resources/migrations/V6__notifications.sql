-- The outbox: what people outside are told about approvals. A row comes in the transaction of the change that it tells of,
-- and 'queued' is the entry of that. What the approval is about is NULL where its record cannot be read.

CREATE TABLE notification(
  queued INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  topic TEXT NOT NULL,
  approval TEXT NOT NULL,
  at TEXT NOT NULL,
  operation TEXT,
  target TEXT,
  risk TEXT,
  expires TEXT,
  state TEXT NOT NULL CHECK(state IN ('due', 'delivered', 'failed', 'dropped')),
  since TEXT NOT NULL,
  why TEXT
) STRICT;

CREATE INDEX notification_open ON notification(state, queued) WHERE state IN ('due', 'failed');
