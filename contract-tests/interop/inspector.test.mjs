// The MCP Inspector's two commands, 'mcp-inspector --cli' and 'mcpdo', in both eras. Their default is the older one; the
// newer one is asked for, and the ledger says what was spoken in the end.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callsDuring, output, startContainer, token, url } from './support.mjs';

const eras = [{ era: 'legacy', revision: '2025-11-25' }, { era: 'modern', revision: '2026-07-28' }];
const container = 'interop-inspector';
const tools = ['system_status', 'containers_list'];

describe('MCP Inspector', () => {
  const folder = mkdtempSync(join(tmpdir(), 'systemmanager-inspector-'));
  const environment = { ...process.env, HOME: folder };

  // The token stands in a file that only we can read, not in an argument list.
  const configFor = era => {
    const file = join(folder, `${era}.json`);
    const server = { type: 'streamable-http', url, headers: { Authorization: `Bearer ${token()}` }, protocolEra: era };
    writeFileSync(file, JSON.stringify({ mcpServers: { systemmanager: server } }), { mode: 0o600 });
    return file;
  };

  const assertListed = listed => {
    for (const name of tools) assert.ok(listed.tools.some(tool => tool.name === name), `${name} is listed`);
  };

  const assertAnswered = (tool, result) => {
    assert.notEqual(result.isError, true, JSON.stringify(result));
    assert.match(result.content[0].text, /\S/);
    if (tool === 'containers_list') assert.ok(result.content[0].text.includes(container), result.content[0].text);
  };

  before(() => startContainer(container));
  after(() => rmSync(folder, { recursive: true }));

  for (const { era, revision } of eras) {
    test(`its CLI lists and calls tools in the ${era} era`, async () => {
      const cli = async (...args) => JSON.parse((await output('mcp-inspector',
        ['--cli', '--config', configFor(era), '--server', 'systemmanager', '--format', 'json', ...args],
        { env: { ...environment, MCP_INSPECTOR_SECRET_STORE: 'memory' } })).stdout).result;
      assertListed(await cli('--method', 'tools/list'));
      const calls = await callsDuring(async () => {
        for (const tool of tools) assertAnswered(tool, await cli('--method', 'tools/call', '--tool-name', tool));
      });
      assert.deepEqual(calls, tools.map(tool => `inspector-cli ${tool} ${revision}`));
    });
  }

  describe('mcpdo', () => {
    const home = join(folder, 'mcpdo');
    mkdirSync(home);
    // Its daemon lives on between the calls, in this home.
    const mcpdo = async (...args) => (await output('mcpdo', args,
      { env: { ...environment, HOME: home, MCP_INSPECTOR_SECRET_STORE: 'file' } })).stdout;
    after(() => mcpdo('daemon', 'stop'));

    for (const { era, revision } of eras) {
      test(`lists and calls tools in the ${era} era`, async () => {
        const at = `@${era}`;
        const ask = async (...args) => JSON.parse(await mcpdo('--config', configFor(era), at, ...args, '--format', 'json'));
        assert.equal((await ask('connect', 'systemmanager')).protocolEra, era);
        assertListed(await ask('tools/list'));
        const calls = await callsDuring(async () => {
          for (const tool of tools) assertAnswered(tool, await ask('tools/call', tool));
        });
        assert.deepEqual(calls, tools.map(tool => `inspector-cli ${tool} ${revision}`));
        await ask('disconnect');
      });
    }
  });
});
