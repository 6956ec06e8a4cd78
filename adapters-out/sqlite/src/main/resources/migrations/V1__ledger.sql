-- The audit log. What is queried is what is hashed: every column but the first three is computed
-- from the entry's own text, so it cannot disagree with the bytes under the leaf hash. Here are only
-- those that an index holds and the two that nearly every question names, for SQLite computes all of
-- them at each insert; the view v_entries computes the others when they are read.
CREATE TABLE audit_entry(
  idx INTEGER PRIMARY KEY,
  entry TEXT NOT NULL,
  leaf BLOB NOT NULL CHECK(length(leaf) = 32),
  time TEXT GENERATED ALWAYS AS (json_extract(entry, '$.time')) VIRTUAL,
  type TEXT GENERATED ALWAYS AS (json_extract(entry, '$.type')) VIRTUAL,
  request_id TEXT GENERATED ALWAYS AS (json_extract(entry, '$.req.id')) VIRTUAL,
  op_id TEXT GENERATED ALWAYS AS (json_extract(entry, '$.op.id')) VIRTUAL,
  grant_id TEXT GENERATED ALWAYS AS (json_extract(entry, '$.grant.id')) VIRTUAL
) STRICT;

-- A correlation id leads an operator to its entry; an operation id leads to its intent and end.
CREATE INDEX audit_entry_request ON audit_entry(request_id) WHERE request_id IS NOT NULL;
CREATE INDEX audit_entry_operation ON audit_entry(op_id) WHERE op_id IS NOT NULL;

-- A standing grant is believed as far as its entries say the same: these are found by its id.
CREATE INDEX audit_entry_grant ON audit_entry(grant_id, type) WHERE grant_id IS NOT NULL;

-- Guard rails against mistakes, not against someone who owns the file. The insert rule also stops
-- INSERT OR REPLACE, which passes a delete trigger by: what is there is sealed. It looks after the
-- insert, because before it every computed column would be computed once more.
CREATE TRIGGER audit_entry_goes_on_the_end AFTER INSERT ON audit_entry
WHEN NEW.idx < coalesce((SELECT size FROM audit_seal), 0)
  OR (NEW.idx > 0 AND NOT EXISTS (SELECT 1 FROM audit_entry WHERE idx = NEW.idx - 1))
BEGIN
  SELECT RAISE(ABORT, 'an audit entry goes on the end');
END;

CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE ON audit_entry
BEGIN
  SELECT RAISE(ABORT, 'an audit entry is not changed');
END;

-- Set by a prune, in its transaction: the entries below size are in an archive and not here. entry
-- is the index of the audit.pruned that says so.
CREATE TABLE audit_floor(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  size INTEGER NOT NULL CHECK(size > 0 AND size % 256 = 0),
  entry INTEGER NOT NULL CHECK(entry >= size)
) STRICT;

CREATE TRIGGER audit_floor_only_rises BEFORE UPDATE ON audit_floor
WHEN NEW.size < OLD.size
BEGIN
  SELECT RAISE(ABORT, 'the floor of the log only rises');
END;

CREATE TRIGGER audit_floor_is_not_deleted BEFORE DELETE ON audit_floor
BEGIN
  SELECT RAISE(ABORT, 'the floor of the log only rises');
END;

CREATE TRIGGER audit_entry_is_not_deleted BEFORE DELETE ON audit_entry
WHEN OLD.idx >= (SELECT coalesce(max(size), 0) FROM audit_floor)
BEGIN
  SELECT RAISE(ABORT, 'an audit entry is not deleted');
END;

-- The stored nodes of the Merkle tree (RFC 6962) over the leaves: level k holds the roots of the
-- complete subtrees of 256^k entries. Everything else of the tree is computed from these.
CREATE TABLE audit_node(
  level INTEGER NOT NULL CHECK(level >= 1),
  idx INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK(length(hash) = 32),
  PRIMARY KEY(level, idx)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_node_is_not_changed BEFORE UPDATE ON audit_node
BEGIN
  SELECT RAISE(ABORT, 'a node of the tree is not changed');
END;

CREATE TRIGGER audit_node_is_not_deleted BEFORE DELETE ON audit_node
BEGIN
  SELECT RAISE(ABORT, 'a node of the tree is not deleted');
END;

-- Written in every commit: a MAC over the checkpoint of that size, which needs the epoch's seed.
CREATE TABLE audit_seal(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  size INTEGER NOT NULL,
  seal BLOB NOT NULL CHECK(length(seal) = 32)
) STRICT;

-- The latest signed note (C2SP signed-note over a tlog-checkpoint), at most a second behind.
CREATE TABLE audit_head(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  size INTEGER NOT NULL,
  note TEXT NOT NULL
) STRICT;

-- What is too long to stand in an entry, by the keyed digest under which the entry names it. It can
-- be let go earlier than the entry.
CREATE TABLE audit_blob(
  digest TEXT PRIMARY KEY,
  data BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Signed notes that stay. epoch: of the log right after the entry log.key_rotated, signed by the
-- epoch's key before it, the one after it and the log's. prune: of the log at the cut. witness: one
-- that somebody else signed too.
CREATE TABLE audit_checkpoint(
  size INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('epoch', 'prune', 'witness')),
  note TEXT NOT NULL,
  PRIMARY KEY(size, kind)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_checkpoint_is_not_changed BEFORE UPDATE ON audit_checkpoint
BEGIN
  SELECT RAISE(ABORT, 'a kept note is not changed');
END;

CREATE TRIGGER audit_checkpoint_is_not_deleted BEFORE DELETE ON audit_checkpoint
BEGIN
  SELECT RAISE(ABORT, 'a kept note is not deleted');
END;

-- Operation records. intent is the index of the audit entry that opened it: the order of opening.
CREATE TABLE operation(
  intent INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  caller TEXT NOT NULL,
  idem_key TEXT,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  created TEXT NOT NULL,
  updated TEXT NOT NULL,
  record TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX operation_key ON operation(caller, idem_key) WHERE idem_key IS NOT NULL;
CREATE INDEX operation_caller ON operation(caller, intent);
CREATE INDEX operation_status ON operation(status, intent);

-- What is kept of credentials: never the secret. issued is the index of the audit entry.
CREATE TABLE token(
  issued INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  secret TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  scopes TEXT NOT NULL,
  roles TEXT NOT NULL,
  created TEXT NOT NULL,
  expires TEXT,
  revoked TEXT
) STRICT;
