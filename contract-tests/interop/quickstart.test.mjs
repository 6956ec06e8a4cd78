// ops/quickstart as a newcomer runs it, on the simulated host.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.mjs';
import { output, repository, snippet } from './support.mjs';

describe('ops/quickstart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'systemmanager-quickstart-'));
  // A space in the path, because people have such folders.
  const state = join(folder, 'my state');
  const { NODE_EXTRA_CA_CERTS, DOCKER_HOST, ...environment } = process.env;
  const quickstart = (...args) =>
    output(`${repository}/ops/quickstart`, ['--state', state, ...args], { env: environment, cwd: folder });
  let port;
  let first;

  before(async () => {
    port = String(await freePort());
    first = (await quickstart('--simulated', '--port', port)).stdout;
  });
  after(async () => {
    await quickstart('--stop');
    rmSync(folder, { recursive: true });
  });

  test('makes the state, and keeps the token from others', () =>
    assert.equal(statSync(join(state, 'agent.token')).mode & 0o777, 0o600));

  test('prints the operator secret once, and keeps it nowhere in the clear', () => {
    const secret = /^operator secret: (\S+)$/m.exec(first);
    assert.ok(secret, first);
    assert.ok(!readFileSync(join(state, 'server.log'), 'utf8').includes(secret[1]));
    assert.ok(!readFileSync(join(state, 'systemmanager.yaml'), 'utf8').includes(secret[1]));
  });

  test('prints the answers of real calls', () => {
    assert.match(first, /as the agent: system_status\n\S/);
    assert.match(first, /and containers_list\n\S/);
  });

  test("tells where the operators' console is, and there it is", async () => {
    const [address] = /^https:\/\/localhost:\d+\/console$/m.exec(first);
    const { stdout } = await output('curl', ['-sS', '--cacert', join(state, 'ca.pem'), '-o', '/dev/null', '-w', '%{http_code} %{content_type}', address]);
    assert.equal(stdout, '401 text/html;charset=utf-8');
  });

  // After 10 s the answer becomes a stream.
  test('the command prints an answer that it had to wait for', async () => {
    const call = ['call', 'containers_lifecycle', '{"container":"db","action":"stop","wait_s":12}', '--state', state, '--port', port];
    const { stdout } = await output(`${repository}/ops/systemmanager`, call, { env: environment });
    assert.match(stdout, /"status":"approval_required"/);
  });

  test('prints the configuration that the other tests execute', async () => {
    const to = { tokenFile: join(state, 'agent.token'), caFile: join(state, 'ca.pem') };
    for (const name of ['claude_code', 'vscode', 'cursor']) {
      const text = (await snippet(name, to)).replaceAll(/127\.0\.0\.1:\d+/g, `127.0.0.1:${port}`);
      assert.ok(first.includes(text), `the ${name} snippet is printed`);
    }
  });

  test('run twice keeps its state and leaves the server running', async () => {
    const token = readFileSync(join(state, 'agent.token'), 'utf8');
    const pid = readFileSync(join(state, 'quickstart.pid'), 'utf8');
    const { stdout } = await quickstart('--simulated', '--port', port);
    assert.match(stdout, /left running/);
    assert.doesNotMatch(stdout, /operator secret: /);
    assert.equal(readFileSync(join(state, 'agent.token'), 'utf8'), token);
    assert.equal(readFileSync(join(state, 'quickstart.pid'), 'utf8'), pid);
  });

  test('run with other options replaces the server', async () => {
    const pid = readFileSync(join(state, 'quickstart.pid'), 'utf8');
    port = String(await freePort());
    const { stdout } = await quickstart('--simulated', '--port', port);
    assert.match(stdout, /replaced/);
    assert.notEqual(readFileSync(join(state, 'quickstart.pid'), 'utf8'), pid);
  });

  test('refuses a port that something else holds, and says so', async () => {
    const holder = createServer();
    const held = await freePort();
    await new Promise(resolve => holder.listen(held, '127.0.0.1', resolve));
    try {
      await assert.rejects(
        output(`${repository}/ops/quickstart`, ['--simulated', '--state', join(folder, 'other'), '--port', String(held)],
          { env: environment }),
        error => error.code === 1 && /port \d+ is taken by another program/.test(error.stderr));
    } finally {
      holder.close();
    }
  });

  test('stops the server when asked', async () => {
    const pid = Number(readFileSync(join(state, 'quickstart.pid'), 'utf8'));
    assert.match((await quickstart('--stop')).stdout, /stopped the server/);
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });
});
