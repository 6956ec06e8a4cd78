// What the interop tests share. ops/test starts the server and tells where everything is through SM_* variables.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import assert from 'node:assert/strict';
import { output, setting, startContainer, startedAt } from './host.mjs';

export { docker, output, startContainer, startedAt } from './host.mjs';
export const repository = setting('SM_REPO');
export const state = setting('SM_STATE');
export const port = setting('SM_PORT');
export const url = `https://127.0.0.1:${port}/mcp`;
export const tokenFile = `${state}/agent.token`;
export const caFile = `${state}/ca.pem`;
export const sdkClient = setting('SM_SDK_CLIENT');
export const token = () => readFileSync(tokenFile, 'utf8').trim();

/** The ledger's entries in their order, read beside the running server. */
export const ledgerEntries = () => {
  const ledger = new DatabaseSync(`${state}/ledger.db`, { readOnly: true });
  try {
    return ledger.prepare('SELECT entry FROM audit_entry ORDER BY idx').all().map(row => JSON.parse(row.entry));
  } finally {
    ledger.close();
  }
};

/**
 * What the ledger shows of the reads that were called while this ran: client, tool and the protocol's revision. A client
 * that falls back to the older revision in silence is seen here.
 */
export const callsDuring = async use => {
  const before = ledgerEntries().length;
  await use();
  return ledgerEntries().slice(before).filter(entry => entry.type === 'op.read')
    .map(({ client, op }) => `${client.name} ${op.name} ${client.proto}`);
};

/** The ledger holds exactly one restart of this container: the intent first, then its outcome. */
export const assertRestartIsRecorded = containerId => {
  const entries = ledgerEntries();
  const intents = entries.filter(entry => entry.type === 'op.started'
    && entry.op.name === 'containers_lifecycle.restart' && entry.target[0].id === containerId);
  assert.equal(intents.length, 1, 'one intent for the container');
  const outcomes = entries.filter(entry => entry.type === 'op.succeeded' && entry.op.id === intents[0].op.id);
  assert.equal(outcomes.length, 1, 'one outcome for the intent');
  assert.ok(intents[0].seq < outcomes[0].seq, 'the intent is recorded before the outcome');
};

/** Runs a client that restarts the container and checks on the engine and in the ledger that it happened. */
export const assertRestarts = async (name, restart) => {
  const id = await startContainer(name);
  const before = await startedAt(name);
  await restart();
  assert.notEqual(await startedAt(name), before, 'the engine started the container anew');
  assertRestartIsRecorded(id);
};

/** The client configuration that ops/quickstart prints, from the functions it prints it with. */
export const snippet = async (name, to = {}) =>
  (await output('bash', ['-c', '. "$1/ops/lib/snippets.sh"; "$2" "$3" "$4" "$5"', '-',
    repository, `${name}_snippet`, to.url ?? url, to.tokenFile ?? tokenFile, to.caFile ?? caFile])).stdout;

/** The systemmanager command's own call of a tool, as the agent. */
export const call = async (tool, args, at = { state, port }) =>
  (await output(`${repository}/ops/systemmanager`,
    ['call', tool, JSON.stringify(args), '--state', at.state, '--port', String(at.port)])).stdout;

/** Starts a program and answers once its output matches; 'stop' ends it. */
export const startUntil = (program, args, pattern, options = {}) => new Promise((resolve, reject) => {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
  let text = '';
  const limit = setTimeout(() => { child.kill(); reject(new Error(`no ${pattern} within 60 s:\n${text}`)); }, 60_000);
  const ended = new Promise(done => child.once('close', done));
  const stop = async () => { child.kill('SIGTERM'); await ended; return text; };
  const look = chunk => {
    text += chunk;
    if (pattern.test(text)) { clearTimeout(limit); resolve({ stop, text: () => text }); }
  };
  child.stdout.on('data', look);
  child.stderr.on('data', look);
  child.once('error', reject);
  ended.then(() => { clearTimeout(limit); reject(new Error(`ended without ${pattern}:\n${text}`)); });
});
