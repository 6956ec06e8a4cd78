// Claude Code with the lines that ops/quickstart prints for it. Its 'mcp list' really connects; it ends with 0 even
// when a server fails, so what it says is read.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startForwarder } from './forwarder.mjs';
import { caFile, output, port, snippet, state } from './support.mjs';

const listAfter = async setup => {
  const home = mkdtempSync(join(tmpdir(), 'systemmanager-claude-'));
  try {
    const { NODE_EXTRA_CA_CERTS, ...environment } = process.env;
    const { stdout } = await output('sh', ['-ec', `${await setup(home)}\nclaude mcp list`],
      { cwd: home, env: { ...environment, HOME: home, CLAUDE_CONFIG_DIR: join(home, '.claude'),
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' } });
    return stdout;
  } finally {
    rmSync(home, { recursive: true });
  }
};

test('Claude Code connects with the lines that quickstart prints', async () =>
  assert.match(await listAfter(() => snippet('claude_code')), /systemmanager: .* ✔ Connected/));

// It only lists, which the ledger does not record; so what it says on the way is noted, between it and the server.
test('Claude Code speaks 2026-07-28, and asks for the tools in it', async () => {
  const seen = [];
  const own = name => readFileSync(join(state, 'keys', name));
  const forwarder = await startForwarder(`https://localhost:${port}/mcp`, { ca: readFileSync(caFile),
    tls: { cert: own('server.pem'), key: own('server.key') }, seen: what => seen.push(what) });
  try {
    assert.match(await listAfter(() => snippet('claude_code', { url: forwarder.url })), /✔ Connected/);
  } finally {
    await forwarder.close();
  }
  const said = seen.map(({ headers, status }) => [headers['mcp-protocol-version'], headers['mcp-method'], status].join(' '));
  for (const method of ['server/discover', 'tools/list']) {
    assert.ok(said.includes(`2026-07-28 ${method} 200`), `${method} is among\n${said.join('\n')}`);
  }
  assert.deepEqual(said.filter(line => !line.startsWith('2026-07-28 ')), [], 'nothing in another revision');
});

test('Claude Code does not connect with a token that the server never made', async () => {
  const wrong = home => {
    const file = join(home, 'wrong.token');
    writeFileSync(file, `sm_${'0'.repeat(43)}`);
    return snippet('claude_code', { tokenFile: file });
  };
  const said = await listAfter(wrong);
  assert.match(said, /systemmanager: /);
  assert.doesNotMatch(said, /Connected/);
});

test('Claude Code does not connect without the private CA', async () =>
  assert.doesNotMatch(await listAfter(async () =>
    (await snippet('claude_code', { caFile: '/dev/null' }))), /Connected/));
