// The official TypeScript SDK's first line, which most clients of today are built on. It knows the older era only.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { callsDuring, startContainer, token, url } from './support.mjs';

describe('TypeScript SDK 1.x', () => {
  const container = 'interop-typescript-1';
  const client = new Client({ name: 'interop-1', version: '1' }, { capabilities: {} });
  const transport = new StreamableHTTPClientTransport(new URL(url),
    { requestInit: { headers: { Authorization: `Bearer ${token()}` } } });

  before(async () => {
    await startContainer(container);
    await client.connect(transport);
  });
  after(async () => {
    await transport.terminateSession();
    await client.close();
  });

  test('speaks 2025-11-25, in a session', () => {
    assert.equal(transport.protocolVersion, '2025-11-25');
    assert.match(transport.sessionId, /^[!-~]{22,}$/);
  });

  test('lists the tools', async () => {
    const names = (await client.listTools()).tools.map(tool => tool.name);
    for (const name of ['system_status', 'containers_list']) assert.ok(names.includes(name), `${name} is among ${names}`);
  });

  test('reads the status and the containers, and the ledger has it in that revision', async () => {
    const calls = await callsDuring(async () => {
      const status = await client.callTool({ name: 'system_status', arguments: {} });
      assert.match(status.content[0].text, /\S/);
      assert.notEqual(status.isError, true);
      const list = await client.callTool({ name: 'containers_list', arguments: {} });
      assert.ok(list.content[0].text.includes(container), list.content[0].text);
    });
    assert.deepEqual(calls, ['interop-1 system_status 2025-11-25', 'interop-1 containers_list 2025-11-25']);
  });
});
