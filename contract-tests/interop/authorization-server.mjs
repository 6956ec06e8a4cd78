// A real, certified authorization server, and a browser as small as can be in front of it.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider, { errors } from 'oidc-provider';

export const secret = 'a secret of this test alone';
export const redirect = 'http://127.0.0.1:1/callback';

const key = (kid, ...how) => ({ ...generateKeyPairSync(...how).privateKey.export({ format: 'jwk' }), kid, use: 'sig' });

export const another = 'https://another.example/mcp';

/**
 * The authorization server: it signs access tokens for our server and for another one.
 * @param clients besides the machine `ci-bot` and the program `desk` of a person
 */
export const startProvider = async (port, resource, clients = []) => {
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
      ...clients,
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

/** A browser as small as can be: it keeps cookies, and follows nothing by itself. */
export const browser = () => {
  const cookies = new Map();
  return async (url, form) => {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET', redirect: 'manual', body: form,
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...form && { 'sec-fetch-site': 'same-origin' },
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      cookies.set(name, value);
    }
    return answer;
  };
};

/** Follows redirects from there, and logs that person in where it is asked to, until one leads to a page of that prefix. */
export const logIn = async (go, start, person, prefix) => {
  const forms = [];
  let here = start;
  let answer = await go(start);
  for (let steps = 0; steps < 20; steps++) {
    const location = answer.headers.get('location');
    if (location) {
      here = new URL(location, here);
      if (here.href.startsWith(prefix)) return { callback: here, forms };
      answer = await go(here);
      continue;
    }
    const page = await answer.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(page);
    assert.ok(action, `a form is shown: ${answer.status} ${page}`);
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)[1];
    forms.push(prompt);
    const filled = new URLSearchParams(prompt === 'login' ? { prompt, login: person, password: 'any' } : { prompt });
    here = new URL(action[1], here);
    answer = await go(here, filled);
  }
  throw new Error('the authorization server redirects without end');
};

/** What the TypeScript SDK wants of the program `desk`, with which a person logs in; `saved` has the page to send them to. */
export const deskOfAPerson = () => {
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
  return { saved, authProvider };
};
