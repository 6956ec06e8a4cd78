// The stdio bridge that VS Code and Cursor start, with the configuration that ops/quickstart prints for them.
import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { caFile, callsDuring, snippet, startUntil, token, url } from './support.mjs';

// What an editor does with its entry: start the command with these arguments, add these variables.
const connectAs = async entry => {
  const client = new Client({ name: 'interop-editor', version: '1' }, { capabilities: {} });
  await client.connect(new StdioClientTransport({
    command: entry.command, args: entry.args, env: { ...process.env, ...entry.env }, stderr: 'ignore',
  }));
  return client;
};

const editors = [
  { editor: 'VS Code', name: 'vscode', servers: config => config.servers },
  { editor: 'Cursor', name: 'cursor', servers: config => config.mcpServers },
];

describe('mcp-remote', () => {
  for (const { editor, name, servers } of editors) {
    test(`connects ${editor} with the configuration that quickstart prints`, async () => {
      const text = await snippet(name);
      assert.ok(!text.includes(token()), 'the configuration does not hold the token itself');
      const client = await connectAs(servers(JSON.parse(text)).systemmanager);
      try {
        assert.ok((await client.listTools()).tools.some(tool => tool.name === 'containers_list'));
        const calls = await callsDuring(async () => {
          const status = await client.callTool({ name: 'system_status', arguments: {} });
          assert.notEqual(status.isError, true);
          const list = await client.callTool({ name: 'containers_list', arguments: {} });
          assert.notEqual(list.isError, true);
        });
        // The bridge itself knows the older era only; in which one it speaks is its own client's choice.
        assert.deepEqual(calls.map(call => call.replace(/^interop-editor \(via .*?\)/, 'bridged')),
          ['bridged system_status 2025-11-25', 'bridged containers_list 2025-11-25']);
      } finally {
        await client.close();
      }
    });
  }

  test('its own check client connects', async () => {
    const client = await startUntil('mcp-remote-client',
      [url, '--header', 'Authorization:${AUTH_HEADER}', '--transport', 'http-only'], /Connected successfully/,
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile, AUTH_HEADER: `Bearer ${token()}` } });
    await client.stop();
  });
});
