-- A credential is believed as far as the entries say the same: that it was taken back is found by its id. An expression and
-- no column, because SQLite computes every column that an index holds at each insert, and these entries are few.
CREATE INDEX audit_entry_token_revoked ON audit_entry(json_extract(entry, '$.token.cred'))
WHERE type = 'auth.token_revoked';
