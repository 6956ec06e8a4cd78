// A host without Docker: the server serves all the same, and says what is missing.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.mjs';
import { call, output, repository, startUntil } from './support.mjs';

const systemmanager = `${repository}/ops/systemmanager`;

describe('without Docker', () => {
  const folder = mkdtempSync(join(tmpdir(), 'systemmanager-no-docker-'));
  const at = { state: join(folder, 'state'), port: 0 };
  let server;

  before(async () => {
    at.port = await freePort();
    await output(systemmanager, ['init', '--state', at.state]);
    server = await startUntil(systemmanager, ['serve', '--state', at.state, '--port', String(at.port),
      '--admin-port', String(await freePort()), '--docker', `unix://${folder}/nothing.sock`], /"serving/);
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  test('the status of the host is answered', async () => assert.match(await call('system_status', {}, at), /\S/));

  test('a container tool says that the engine is unreachable and shows no path', async () => {
    const failed = await call('containers_list', {}, at).then(text => ({ stdout: text, code: 0 }), error => error);
    assert.equal(failed.code, 1, 'the command says that the call failed');
    const said = `${failed.stdout}${failed.stderr}`;
    assert.match(said, /engine_unreachable/);
    assert.ok(!said.includes('nothing.sock'), said);
  });

  test('and after that the status is still answered', async () =>
    assert.match(await call('system_status', {}, at), /\S/));
});
