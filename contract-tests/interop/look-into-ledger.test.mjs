// The ledger of the running server as operators look into it: the commands, the views by Debian's own sqlite3, and an
// export checked by ops/verify-export.sh, which shares no code with the server.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, ledgerEntries, output, repository, state } from './support.mjs';

const audit = async (...words) =>
  (await output(`${repository}/ops/systemmanager`, ['audit', ...words, '--state', state])).stdout;
const verify = (file, keys) => output(`${repository}/ops/verify-export.sh`, [file, keys])
  .then(({ stdout }) => ({ code: 0, said: stdout }), error => ({ code: error.code, said: error.stdout }));

describe('looking into the ledger', () => {
  const folder = mkdtempSync(join(tmpdir(), 'systemmanager-look-'));
  const keys = join(folder, 'keys');
  const file = join(folder, 'entries.jsonl');

  before(async () => {
    await call('system_status', {});
    const { log } = ledgerEntries()[0];
    writeFileSync(keys, `${log.vkey}\n${log.epoch_vkey}\n`);
    await new Promise(resolve => setTimeout(resolve, 2500)); // the note follows within a second or two
    await audit('export', '--to', file);
  });
  after(() => rmSync(folder, { recursive: true }));

  const changed = how => {
    const copy = join(folder, 'changed.jsonl');
    cpSync(file, copy);
    cpSync(`${file}.note`, `${copy}.note`);
    how(copy);
    return verify(copy, keys);
  };

  test('an export verifies by itself', async () => {
    const { code, said } = await verify(file, keys);
    assert.equal(code, 0, said);
    assert.match(said, /^OK: \S+\/systemmanager\/audit\/1 size=\d+ root=[0-9a-f]{64}/);
  });

  test('an export with a changed, a lost or an added line does not', async () => {
    const text = readFileSync(file, 'utf8');
    const lines = text.trimEnd().split('\n');
    const plants = [text.replace('"v":1', '"v":2'), `${lines.slice(1).join('\n')}\n`, `${[...lines, lines[0]].join('\n')}\n`,
      `${[lines[1], lines[0], ...lines.slice(2)].join('\n')}\n`, text.trimEnd(), `${text}x`];
    for (const plant of plants) {
      assert.match((await changed(copy => writeFileSync(copy, plant))).said, /^FAIL: /);
    }
  });

  test('each view answers to sqlite3 beside the running server', async () => {
    const sql = readFileSync(`${repository}/adapters-out/sqlite/src/main/resources/migrations/V2__views.sql`, 'utf8');
    const views = [...sql.matchAll(/CREATE VIEW (\w+)/g)].map(([, name]) => name);
    assert.equal(views.length, 8);
    for (const view of views) {
      const { stdout } = await output('sqlite3', ['-readonly', `${state}/ledger.db`, `SELECT count(*) FROM ${view}`]);
      assert.match(stdout, /^\d+\n$/, view);
    }
  });

  test('the command finds what an agent did, and proves it', async () => {
    const [found] = (await audit('query', '--tool', 'system_status', '--limit', '1', '--json')).trim().split('\n').map(JSON.parse);
    assert.equal(found.type, 'op.read');
    const proof = join(folder, 'proof');
    const { seq } = JSON.parse(readFileSync(file, 'utf8').split('\n')[1]);
    writeFileSync(proof, await audit('prove', String(seq)));
    const { stdout } = await output(`${repository}/ops/systemmanager`, ['audit', 'prove', '--check', proof, '--keys', keys]);
    assert.match(stdout, /^OK: entry 1 of \d+ in \S+\/systemmanager\/audit\/1\n/);
  });
});
