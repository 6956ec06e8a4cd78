// The official TypeScript client in both generations of the protocol. The era is asserted: on a server with a defect
// in its discovery the client falls back to the older one in silence and everything else stays green.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { assertRestarts, token, url } from './support.mjs';

const eras = [
  { era: 'legacy', version: '2025-11-25', options: {} },
  { era: 'modern', version: '2026-07-28', options: { versionNegotiation: { mode: 'auto' } } },
];

const textOf = result => {
  assert.notEqual(result.isError, true, JSON.stringify(result.content));
  return result.content.map(part => part.text).join('\n');
};

for (const { era, version, options } of eras) {
  describe(`TypeScript client, ${era} era`, () => {
    const container = `interop-typescript-${era}`;
    const client = new Client({ name: `interop-${era}`, version: '1' }, { capabilities: {}, ...options });

    const headers = { Authorization: `Bearer ${token()}` };
    const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });

    before(() => client.connect(transport));
    after(() => client.close());

    test(`speaks ${version}`, () => assert.equal(client.getNegotiatedProtocolVersion(), version));

    test('lists the tools', async () => {
      const names = (await client.listTools()).tools.map(tool => tool.name);
      for (const name of ['containers_list', 'containers_get', 'containers_logs', 'containers_lifecycle',
        'system_status', 'operations_get', 'policy_explain']) {
        assert.ok(names.includes(name), `${name} is among ${names}`);
      }
    });

    test('reads the status of the host', async () =>
      assert.match(textOf(await client.callTool({ name: 'system_status', arguments: {} })), /\S/));

    test('restarts a real container, which the ledger shows', () => assertRestarts(container, async () =>
      textOf(await client.callTool({
        name: 'containers_lifecycle',
        arguments: { container, action: 'restart', reason: 'interop test of the TypeScript client' },
      }))));

    test('lists the container', async () =>
      assert.match(textOf(await client.callTool({ name: 'containers_list', arguments: {} })), new RegExp(container)));

    if (era === 'legacy') {
      test('has a session, which is gone once the client ends it', async () => {
        const id = transport.sessionId;
        assert.match(id, /^[!-~]{22,}$/);
        await transport.terminateSession();
        const answer = await fetch(url, {
          method: 'POST',
          headers: { ...headers, 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream',
            'Mcp-Session-Id': id },
          body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
        });
        assert.equal(answer.status, 404);
      });
    } else {
      test('has no session', () => assert.equal(transport.sessionId, undefined));
    }
  });
}
