// A real, certified authorization server and the official TypeScript client, which finds it by our 401 alone: machine to
// machine, and as a person who logs in and consents.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client, ClientCredentialsProvider, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import Provider, { errors } from 'oidc-provider';
import { freePort } from './ports.mjs';
import { output, repository, startUntil, state as firstState } from './support.mjs';

const systemmanager = `${repository}/ops/systemmanager`;
const secret = 'a secret of this test alone';
const redirect = 'http://127.0.0.1:1/callback';

const key = (kid, ...how) => ({ ...generateKeyPairSync(...how).privateKey.export({ format: 'jwk' }), kid, use: 'sig' });

const another = 'https://another.example/mcp';

/** The authorization server: it signs access tokens for our server and for another one. */
const startProvider = async (port, resource) => {
  const issuer = `http://127.0.0.1:${port}`;
  const resourceServer = audience => ({
    scope: 'docker:read docker:operate system:read', audience, accessTokenFormat: 'jwt', accessTokenTTL: 300,
    jwt: { sign: { alg: 'ES256' } },
  });
  const provider = new Provider(issuer, {
    jwks: { keys: [key('ec', 'ec', { namedCurve: 'P-256' }), key('rsa', 'rsa', { modulusLength: 2048 })] },
    cookies: { keys: ['only for this test'] },
    clients: [
      { client_id: 'ci-bot', client_secret: secret, grant_types: ['client_credentials'], response_types: [], redirect_uris: [] },
      { client_id: 'desk', token_endpoint_auth_method: 'none', application_type: 'native',
        grant_types: ['authorization_code'], response_types: ['code'], redirect_uris: [redirect] },
    ],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_, indicator) => {
          if (indicator !== resource && indicator !== another) throw new errors.InvalidTarget();
          return resourceServer(indicator);
        },
      },
    },
    findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  });
  const server = createServer(provider.callback());
  await new Promise(resolve => server.listen(port, '127.0.0.1', resolve));
  return { issuer, stop: () => new Promise(resolve => { server.close(resolve); server.closeAllConnections(); }) };
};

/** A browser as small as can be: follows redirects, keeps cookies, fills in the one form that it is shown. */
const logInAndConsent = async start => {
  const cookies = new Map();
  const go = async (url, form) => {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET', redirect: 'manual', body: form,
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      cookies.set(name, value);
    }
    return answer;
  };
  const forms = [];
  let answer = await go(start);
  for (let steps = 0; steps < 20; steps++) {
    const location = answer.headers.get('location');
    if (location?.startsWith(redirect)) return { callback: new URL(location), forms };
    if (location) {
      answer = await go(new URL(location, start));
      continue;
    }
    const page = await answer.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(page);
    assert.ok(action, `a form is shown: ${answer.status} ${page}`);
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)[1];
    forms.push(prompt);
    const filled = new URLSearchParams(prompt === 'login' ? { prompt, login: 'ada', password: 'any' } : { prompt });
    answer = await go(new URL(action[1], start), filled);
  }
  throw new Error('the authorization server redirects without end');
};

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
      const saved = {};
      const authProvider = {
        redirectUrl: redirect,
        clientMetadata: { client_name: 'desk', redirect_uris: [redirect], token_endpoint_auth_method: 'none' },
        clientInformation: () => ({ client_id: 'desk' }),
        tokens: () => saved.tokens,
        saveTokens: tokens => { saved.tokens = tokens; },
        redirectToAuthorization: to => { saved.redirect = to; },
        saveCodeVerifier: verifier => { saved.verifier = verifier; },
        codeVerifier: () => saved.verifier,
        saveDiscoveryState: discovered => { saved.discovered = discovered; },
        discoveryState: () => saved.discovered,
      };
      const first = new StreamableHTTPClientTransport(url, { authProvider });
      await assert.rejects(client().connect(first), UnauthorizedError);
      assert.equal(saved.redirect.searchParams.get('resource'), url.href);
      assert.equal(saved.redirect.searchParams.get('code_challenge_method'), 'S256');

      const { callback, forms } = await logInAndConsent(saved.redirect);
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
