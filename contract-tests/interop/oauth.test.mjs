// A real, certified authorization server and the official TypeScript client, which finds it by our 401 alone: machine to
// machine, and as a person who logs in and consents.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client, ClientCredentialsProvider, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import { another, browser, deskOfAPerson, logIn, redirect, secret, startProvider } from './authorization-server.mjs';
import { freePort } from './ports.mjs';
import { output, repository, startUntil, state as firstState } from './support.mjs';

const systemmanager = `${repository}/ops/systemmanager`;

const textOf = result => {
  assert.notEqual(result.isError, true, JSON.stringify(result.content));
  return result.content.map(part => part.text).join('\n');
};

for (const { era, version, options } of [
  { era: 'legacy', version: '2025-11-25', options: {} },
  { era: 'modern', version: '2026-07-28', options: { versionNegotiation: { mode: 'auto' } } },
]) {
  describe(`OAuth with the TypeScript client, ${era} era`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'systemmanager-oauth-'));
    const state = join(folder, 'state');
    let provider;
    let server;
    let url;

    before(async () => {
      const port = await freePort();
      const resource = `https://127.0.0.1:${port}/mcp`;
      url = new URL(resource);
      provider = await startProvider(await freePort(), resource);
      await output(systemmanager, ['init', '--state', state]);
      // The certificate of the other server: its authority is the one that this process trusts.
      appendFileSync(join(state, 'systemmanager.yaml'), [
        'tls:', `  certificate: ${firstState}/keys/server.pem`, `  key: ${firstState}/keys/server.key`,
        'oauth:', `  issuer: ${provider.issuer}`, `  keys: ${provider.issuer}/jwks`, `  resource: ${resource}`, '',
      ].join('\n'));
      server = await startUntil(systemmanager, ['serve', '--simulated', '--state', state, '--port', String(port),
        '--admin-port', String(await freePort())], /"serving/);
    });
    after(async () => {
      await server?.stop();
      await provider?.stop();
      rmSync(folder, { recursive: true });
    });

    const client = () => new Client({ name: `oauth-${era}`, version: '1' }, { capabilities: {}, ...options });

    const entries = () => {
      const ledger = new DatabaseSync(`${state}/ledger.db`, { readOnly: true });
      try {
        return ledger.prepare('SELECT entry FROM audit_entry ORDER BY idx').all().map(row => JSON.parse(row.entry));
      } finally {
        ledger.close();
      }
    };

    const machine = scope =>
      new ClientCredentialsProvider({ clientId: 'ci-bot', clientSecret: secret, expectedIssuer: provider.issuer, scope });

    test('a machine finds the authorization server by our 401 and calls a tool', async () => {
      const authProvider = machine();
      const bot = client();
      await bot.connect(new StreamableHTTPClientTransport(url, { authProvider }));
      try {
        assert.equal(bot.getNegotiatedProtocolVersion(), version);
        assert.match(textOf(await bot.callTool({ name: 'containers_list', arguments: {} })), /web/);
      } finally {
        await bot.close();
      }
      const token = authProvider.tokens().access_token;
      const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
      assert.equal(claims.aud, url.href, 'the client asked for a token for us');
      assert.equal(claims.scope, 'docker:read system:read', 'and for the scopes that our challenge names');
      const last = entries().findLast(entry => entry.type === 'op.read');
      assert.equal(last.actor.sub, 'agent:oauth.ci-bot');
      assert.equal(last.actor.auth, 'oauth');
      assert.ok(!JSON.stringify(entries()).includes(token), 'no entry holds the token');
    });

    test('a token that is too weak becomes a stronger one by our 403', async () => {
      const authProvider = machine();
      const bot = client();
      await bot.connect(new StreamableHTTPClientTransport(url, { authProvider }));
      try {
        textOf(await bot.callTool({ name: 'containers_lifecycle', arguments: { container: 'web', action: 'restart' } }));
      } finally {
        await bot.close();
      }
      const claims = JSON.parse(Buffer.from(authProvider.tokens().access_token.split('.')[1], 'base64url'));
      assert.deepEqual(claims.scope.split(' ').sort(), ['docker:operate', 'docker:read', 'system:read']);
      assert.ok(entries().some(entry => entry.type === 'authz.denied' && entry.actor.sub === 'agent:oauth.ci-bot'));
    });

    test('a person logs in, consents, and their client calls a tool', async () => {
      const { saved, authProvider } = deskOfAPerson();
      const first = new StreamableHTTPClientTransport(url, { authProvider });
      await assert.rejects(client().connect(first), UnauthorizedError);
      assert.equal(saved.redirect.searchParams.get('resource'), url.href);
      assert.equal(saved.redirect.searchParams.get('code_challenge_method'), 'S256');

      const { callback, forms } = await logIn(browser(), saved.redirect, 'ada', redirect);
      assert.deepEqual(forms, ['login', 'consent']);
      await first.finishAuth(callback.searchParams);

      const desk = client();
      await desk.connect(new StreamableHTTPClientTransport(url, { authProvider }));
      try {
        assert.equal(desk.getNegotiatedProtocolVersion(), version);
        assert.match(textOf(await desk.callTool({ name: 'system_status', arguments: {} })), /\S/);
      } finally {
        await desk.close();
      }
      assert.equal(entries().findLast(entry => entry.type === 'op.read').actor.sub, 'agent:oauth.ada');
    });

    const tokenFor = async parameters => {
      const answer = await fetch(`${provider.issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`ci-bot:${encodeURIComponent(secret)}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'docker:read', ...parameters }),
      });
      return (await answer.json()).access_token;
    };

    for (const [title, parameters, why] of [
      ['a token for another server is refused, though the same authorization server signed it', { resource: another }, 'wrong_audience'],
      ['a token that is no JWT is refused', { scope: '' }, 'malformed'],
    ]) {
      test(title, async () => {
        const refused = await fetch(url, {
          method: 'POST', body: '{}',
          headers: { authorization: `Bearer ${await tokenFor(parameters)}`, 'content-type': 'application/json' },
        });
        assert.equal(refused.status, 401);
        assert.equal(refused.headers.get('www-authenticate'), `Bearer error="invalid_token", `
          + `resource_metadata="${url.origin}/.well-known/oauth-protected-resource/mcp", scope="docker:read system:read"`);
        assert.equal(entries().at(-1).type, 'auth.failed');
        assert.equal(entries().at(-1).outcome.code, why);
      });
    }
  });
}
