// One tool that answers 1 kB, on createMcpHandler and node:https. Arguments: the PEM files of the certificate and of its
// key. Prints TYPESCRIPT_SDK_URL=… and serves until its input ends.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';

const [certificate, key] = process.argv.slice(2);
const text = 'A line of thirty-two characters.'.repeat(32);

function fixture() {
    const server = new McpServer({ name: 'fixture', version: '1.0' });
    server.registerTool('kilobyte', { description: 'Answers 1 kB.' }, async () => ({ content: [{ type: 'text', text }] }));
    return server;
}

const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, toNodeHandler(createMcpHandler(fixture)));
server.listen(0, '127.0.0.1', () => console.log(`TYPESCRIPT_SDK_URL=https://localhost:${server.address().port}/mcp`));
process.stdin.resume().on('end', () => process.exit(0));
