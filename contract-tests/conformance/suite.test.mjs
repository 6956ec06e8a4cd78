// The official suite against our engine, every run over plain HTTP and once more over HTTPS with a token. ops/test
// starts the server and tells where it is.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startForwarder } from './forwarder.mjs';
import { count, problemsOf, readResults } from './results.mjs';
import { mayBeSkipped, runs } from './runs.mjs';

const { SM_PLAIN_URL, SM_HTTPS_URL, SM_TOKEN, SM_CA, SM_OUT, ...environment } = process.env;
assert.ok(SM_PLAIN_URL && SM_HTTPS_URL && SM_TOKEN && SM_CA && SM_OUT, 'run these tests with ops/test --conformance');
const LIMIT = 180_000;

// The suite only tests protection against DNS rebinding under this name.
const asLocalhost = address => {
  const url = new URL(address);
  url.hostname = 'localhost';
  return url.href;
};

const forwarders = [];
after(() => Promise.all(forwarders.map(forwarder => forwarder.close())));

const ways = [
  { way: 'HTTP', reach: async () => asLocalhost(SM_PLAIN_URL) },
  {
    way: 'HTTPS with a token',
    reach: async () => {
      const forwarder = await startForwarder(asLocalhost(SM_HTTPS_URL), { ca: readFileSync(SM_CA), token: SM_TOKEN });
      forwarders.push(forwarder);
      return forwarder.url;
    },
  },
];

const runSuite = ({ program, options }, url, folder) => new Promise(resolve => {
  mkdirSync(folder, { recursive: true });
  const arguments_ = [`node_modules/${program}/dist/index.js`, 'server', '--url', url, ...options, '-o', folder];
  execFile(process.execPath, arguments_, { env: environment, timeout: LIMIT, maxBuffer: 64 << 20 },
    (error, stdout, stderr) => {
      writeFileSync(join(folder, 'console.txt'), stdout + stderr);
      resolve(error ? error.code ?? error.signal : 0);
    });
});

for (const { way, reach } of ways) {
  for (const run of runs) {
    describe(`${run.name} over ${way}`, () => {
      const folder = join(SM_OUT, `${run.folder}-${way.split(' ')[0].toLowerCase()}`);
      let ending;
      let results;

      before(async () => {
        ending = await runSuite(run, await reach(), folder);
        results = readResults(folder);
      });

      for (const scenario of run.scenarios) {
        test(scenario, () => assert.deepEqual(problemsOf(results.get(scenario), mayBeSkipped), []));
      }

      test('what the suite runs besides these passes too', () => {
        const others = [...results].filter(([scenario]) => !run.scenarios.includes(scenario));
        assert.deepEqual(others.flatMap(([scenario, checks]) =>
          problemsOf(checks, mayBeSkipped).map(problem => `${scenario}: ${problem}`)), []);
      });

      test(`at least ${run.passes} checks pass`, t => {
        const checks = [...results.values()].flat();
        t.diagnostic(['SUCCESS', 'FAILURE', 'WARNING', 'SKIPPED']
          .map(status => `${count(checks, status)} ${status.toLowerCase()}`).join(', '));
        assert.ok(count(checks, 'SUCCESS') >= run.passes);
      });

      test('the suite itself ends well', () => assert.equal(ending, 0));
    });
  }
}
