// The official TypeScript client sends its person to the page of a request that waits, a real, certified authorization
// server says who they are, and the held retry brings what came of it.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import { browser, deskOfAPerson, logIn, redirect, startProvider } from './authorization-server.mjs';
import { freePort } from './ports.mjs';
import { output, repository, startUntil, state as firstState } from './support.mjs';

const systemmanager = `${repository}/ops/systemmanager`;
const stop = { name: 'containers_lifecycle', arguments: { container: 'db', action: 'stop', reason: 'moved to another host' } };

describe('URL elicitation with the TypeScript client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'systemmanager-elicitation-'));
  const state = join(folder, 'state');
  const secretFile = join(folder, 'secret');
  let provider;
  let server;
  let url;
  let callback;

  before(async () => {
    const port = await freePort();
    const adminPort = await freePort();
    url = new URL(`https://127.0.0.1:${port}/mcp`);
    callback = `https://127.0.0.1:${adminPort}/console/signed-in`;
    provider = await startProvider(await freePort(), url.href, [
      { client_id: 'console', token_endpoint_auth_method: 'none', grant_types: ['authorization_code'],
        response_types: ['code'], redirect_uris: [callback] },
    ]);
    const { stdout: said } = await output(systemmanager, ['init', '--state', state]);
    writeFileSync(secretFile, /operator secret: (\S+)/.exec(said)[1], { mode: 0o600 });
    appendFileSync(join(state, 'systemmanager.yaml'), [
      'admin:', `  url: https://127.0.0.1:${adminPort}`,
      'tls:', `  certificate: ${firstState}/keys/server.pem`, `  key: ${firstState}/keys/server.key`,
      'oauth:', `  issuer: ${provider.issuer}`, `  keys: ${provider.issuer}/jwks`, `  resource: ${url.href}`,
      '  client_id: console', `  authorization_endpoint: ${provider.issuer}/auth`,
      `  token_endpoint: ${provider.issuer}/token`, '  first_scopes: docker:read,docker:operate', '',
    ].join('\n'));
    server = await startUntil(systemmanager, ['serve', '--simulated', '--state', state, '--port', String(port),
      '--admin-port', String(adminPort)], /"serving/);
  });
  after(async () => {
    await server?.stop();
    await provider?.stop();
    rmSync(folder, { recursive: true });
  });

  const types = () => {
    const ledger = new DatabaseSync(`${state}/ledger.db`, { readOnly: true });
    try {
      return ledger.prepare('SELECT entry FROM audit_entry ORDER BY idx').all().map(row => JSON.parse(row.entry).type);
    } finally {
      ledger.close();
    }
  };

  /** The client of a person who logged in; it shows pages to that function. */
  const clientOf = async (person, shown) => {
    const { saved, authProvider } = deskOfAPerson();
    const made = () => new Client({ name: 'desk', version: '1' },
      { capabilities: { elicitation: { url: {} } }, versionNegotiation: { mode: 'auto' } });
    const first = new StreamableHTTPClientTransport(url, { authProvider });
    await assert.rejects(made().connect(first), UnauthorizedError);
    const { callback: back } = await logIn(browser(), saved.redirect, person, redirect);
    await first.finishAuth(back.searchParams);
    const client = made();
    client.setRequestHandler('elicitation/create', request => shown(request.params));
    await client.connect(new StreamableHTTPClientTransport(url, { authProvider }));
    assert.equal(client.getNegotiatedProtocolVersion(), '2026-07-28');
    return client;
  };

  /** That person opens a page in a browser of their own. */
  const open = async (page, person) => {
    const go = browser();
    const { callback: back } = await logIn(go, new URL(page), person, callback);
    const answer = await go(back);
    return { go, status: answer.status, text: await answer.text() };
  };

  const operator = async (...command) => (await output(systemmanager,
    ['approvals', ...command, '--state', state, '--secret-file', secretFile])).stdout;

  const record = result => JSON.parse(result.content[0].text);
  const approvalOf = page => page.slice(page.lastIndexOf('/') + 1);

  test('a person opens the page and another one agrees: the call ends with what was done', async () => {
    const pages = [];
    const client = await clientOf('ada', async ({ mode, url: page, message }) => {
      assert.equal(mode, 'url');
      assert.match(message, /containers_lifecycle\.stop of db/);
      pages.push(page);
      const own = await open(page, 'ada');
      assert.equal(own.status, 200);
      assert.match(own.text, /approval_required/);
      assert.equal((await open(page, 'eve')).status, 404, 'nobody else sees it');
      const { digest } = JSON.parse(await operator('show', approvalOf(page), '--json'));
      await operator('approve', approvalOf(page), '--digest', digest);
      return { action: 'accept' };
    });
    try {
      assert.equal(record(await client.callTool(stop)).status, 'succeeded');
    } finally {
      await client.close();
    }
    assert.equal(pages.length, 1);
    assert.equal(types().filter(type => type === 'op.started').length, 1);
  });

  test('a person takes their request back on the page, and the call ends so', async () => {
    const client = await clientOf('ada', async ({ url: page }) => {
      const { go, text } = await open(page, 'ada');
      const ticket = /name="ticket" value="([^"]+)"/.exec(text)[1];
      const taken = await go(new URL(`${page}/take-back`), new URLSearchParams({ ticket }));
      assert.match(await taken.text(), /cancelled/);
      return { action: 'accept' };
    });
    try {
      assert.equal(record(await client.callTool({ ...stop, arguments: { ...stop.arguments, action: 'start' } })).status,
        'cancelled');
    } finally {
      await client.close();
    }
    assert.equal(types().filter(type => type === 'op.started').length, 1, 'that of the test before');
  });
});
