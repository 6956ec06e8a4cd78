// The other side: an AI agent, played by the official TypeScript client over HTTPS with the agent's token.
import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { setting } from './host.mjs';

const url = `https://127.0.0.1:${setting('SM_PORT')}/mcp`;
const token = () => readFileSync(`${setting('SM_STATE')}/agent.token`, 'utf8').trim();

const answer = result => {
  assert.notEqual(result.isError, true, JSON.stringify(result.content));
  return JSON.parse(result.content.map(part => part.text).join('\n'));
};

/** An agent whose program calls itself that. */
export const connectAgent = async name => {
  const client = new Client({ name, version: '1' }, { capabilities: {}, versionNegotiation: { mode: 'auto' } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url),
    { requestInit: { headers: { Authorization: `Bearer ${token()}` } } }));
  const call = async (tool, args) => answer(await client.callTool({ name: tool, arguments: args }));
  return {
    /** Asks for a change that takes people; answers with the record of the operation, which waits for them. */
    ask: async (container, action, reason) => {
      const record = await call('containers_lifecycle', { container, action, reason, wait_s: 0 });
      assert.equal(record.status, 'approval_required', JSON.stringify(record));
      return record;
    },
    /** The record of an operation as soon as it is decided and done. */
    ending: async record => {
      let now;
      do now = await call('operations_get', { operation_id: record.operation_id, wait_s: 20 });
      while (now.status === 'running');
      return now;
    },
    close: () => client.close(),
  };
};
