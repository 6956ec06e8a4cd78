// The judge judged: results that were tampered with must not pass.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemsOf, readResults } from './results.mjs';
import { mayBeSkipped, runs } from './runs.mjs';

const passed = { id: 'ping', status: 'SUCCESS' };
const judged = (...checks) => problemsOf(checks, mayBeSkipped);

describe('the judge', () => {
  test('passes a scenario whose checks succeeded', () => assert.deepEqual(judged(passed, { id: 'note', status: 'INFO' }), []));

  for (const status of ['FAILURE', 'WARNING', 'SKIPPED', 'success', 'SOMETHING_NEW', undefined]) {
    test(`does not pass one check that is ${status} among others`, () =>
      assert.equal(judged(passed, { id: 'x', status, errorMessage: 'planted' }).length, 1));
  }

  test('says what the suite said', () =>
    assert.deepEqual(judged(passed, { id: 'x', status: 'WARNING', errorMessage: 'planted' }), ['WARNING x: planted']));

  test('does not pass a scenario that checked nothing', () => {
    assert.equal(judged().length, 1);
    assert.equal(judged({ id: 'note', status: 'INFO' }).length, 1);
  });

  test('does not pass a scenario that was not run', () => assert.equal(problemsOf(undefined, mayBeSkipped).length, 1));

  test('lets only the named check be skipped, and not fail', () => {
    assert.deepEqual(judged({ id: 'tasks-status-notifications', status: 'SKIPPED' }), []);
    assert.equal(judged({ id: 'tasks-lifecycle', status: 'SKIPPED' }).length, 2);
    assert.equal(judged({ id: 'tasks-status-notifications', status: 'FAILURE' }).length, 2);
  });
});

describe('the results of a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-results-'));
  const leave = (name, checks) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'checks.json'), JSON.stringify(checks));
  };
  before(() => {
    leave('server-server-sse-polling-2026-11-24T10-00-00-000Z', [passed]);
    leave('server-json-schema-2020-12-2026-11-24T10-00-01-000Z', [passed]);
    leave('server-json-schema-2020-12-2026-11-24T10-00-02-000Z', [{ id: 'again', status: 'FAILURE' }]);
    mkdirSync(join(folder, 'server-ping-2026-11-24T10-00-03-000Z'));
    writeFileSync(join(folder, 'console.txt'), 'Total: 2 passed, 0 failed');
  });
  after(() => rmSync(folder, { recursive: true }));

  test('are found under the name of their scenario', () =>
    assert.deepEqual([...readResults(folder).keys()].sort(), ['json-schema-2020-12', 'ping', 'server-sse-polling']));

  test('of a scenario that ran twice count both times', () =>
    assert.equal(problemsOf(readResults(folder).get('json-schema-2020-12'), mayBeSkipped).length, 1));

  test('of a scenario that broke off are no pass', () =>
    assert.equal(problemsOf(readResults(folder).get('ping'), mayBeSkipped).length, 1));

  test('are an error when the suite changed how it names them', () => {
    leave('renamed', [passed]);
    assert.throws(() => readResults(folder), /renamed/);
  });
});

test('the scenarios that the suite does not score are among those that must pass', () => {
  const [older, newer, first] = runs.map(run => run.scenarios);
  for (const name of ['server-session-lifecycle', 'json-schema-2020-12', 'server-sse-polling']) assert.ok(older.includes(name));
  for (const name of ['json-schema-2020-12', 'http-header-validation', 'http-custom-header-server-validation']) assert.ok(newer.includes(name));
  for (const name of ['json-schema-2020-12', 'server-sse-polling']) assert.ok(first.includes(name));
  assert.equal(newer.filter(name => name.startsWith('tasks-')).length, 10);
  assert.deepEqual(runs.map(run => new Set(run.scenarios).size), [33, 50, 32]);
});
