// The ledger of the running server, checked by ops/verify-audit.sh, which shares no code with the server.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, output, repository, state } from './support.mjs';

const verify = (ledger, keys) => output(`${repository}/ops/verify-audit.sh`, [ledger, keys])
  .then(({ stdout }) => ({ code: 0, said: stdout }), error => ({ code: error.code, said: error.stdout }));

describe('ops/verify-audit.sh', () => {
  const folder = mkdtempSync(join(tmpdir(), 'systemmanager-audit-'));
  const keys = join(folder, 'keys');
  const copy = join(folder, 'ledger.db');

  // What somebody does who owns the file, is stopped by no trigger and has no key.
  const tamperedWith = async (...statements) => {
    rmSync(copy, { force: true });
    const source = new DatabaseSync(`${state}/ledger.db`, { readOnly: true });
    source.exec(`VACUUM INTO '${copy}'`);
    source.close();
    const database = new DatabaseSync(copy);
    for (const { name } of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all()) {
      database.exec(`DROP TRIGGER ${name}`);
    }
    for (const statement of statements) assert.ok(database.prepare(statement).run().changes > 0, statement);
    database.close();
    return verify(copy, keys);
  };

  before(async () => {
    await call('system_status', {});
    const ledger = new DatabaseSync(`${state}/ledger.db`, { readOnly: true });
    const opened = JSON.parse(ledger.prepare('SELECT entry FROM audit_entry WHERE idx = 0').get().entry);
    ledger.close();
    assert.equal(opened.type, 'log.opened');
    writeFileSync(keys, `${opened.log.vkey}\n${opened.log.epoch_vkey}\n`);
    await new Promise(resolve => setTimeout(resolve, 2500)); // the note follows within a second or two
  });
  after(() => rmSync(folder, { recursive: true }));

  test('accepts the ledger of a running server', async () => {
    const { code, said } = await verify(`${state}/ledger.db`, keys);
    assert.equal(code, 0, said);
    assert.match(said, /^OK: \S+\/systemmanager\/audit\/1 size=\d+ root=[0-9a-f]{64}, /);
  });

  test('accepts a copy of it', async () => assert.equal((await tamperedWith()).code, 0));

  const plants = {
    'an entry': `UPDATE audit_entry SET entry = replace(entry, '"v":1', '"v":2') WHERE idx = 3`,
    'a hash': 'UPDATE audit_entry SET leaf = zeroblob(32) WHERE idx = 3',
    'the note kept at a change of keys': "UPDATE audit_checkpoint SET note = replace(note, char(10), char(10) || '1')",
    'the size in the note': "UPDATE audit_head SET note = replace(note, char(10), char(10) || '1')",
  };
  for (const [what, statement] of Object.entries(plants)) {
    test(`finds ${what} changed`, async () => assert.match((await tamperedWith(statement)).said, /^FAIL: /));
  }

  test('finds an entry removed', async () =>
    assert.match((await tamperedWith('DELETE FROM audit_entry WHERE idx = 3')).said, /^FAIL: entries are missing/));

  test('finds the note of a change of keys removed', async () =>
    assert.match((await tamperedWith('DELETE FROM audit_checkpoint')).said, /^FAIL: there is no note of the change of keys/));

  test('finds two entries swapped', async () =>
    assert.match((await tamperedWith('UPDATE audit_entry SET idx = -1 WHERE idx = 3',
      'UPDATE audit_entry SET idx = 3 WHERE idx = 4', 'UPDATE audit_entry SET idx = 4 WHERE idx = -1')).said, /^FAIL: /));

  test('does not believe another key', async () => {
    const other = join(folder, 'other');
    const [log] = readFileSync(keys, 'utf8').split('\n');
    const name = log.split('+')[0];
    writeFileSync(other, `${name}+00000000+${Buffer.alloc(33, 1).toString('base64')}\n`);
    assert.match((await verify(`${state}/ledger.db`, other)).said, /^FAIL: /);
  });
});
