// What ops/test told the tests of a lane, programs that they run, and containers on the lane's own daemon.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import assert from 'node:assert/strict';

const run = promisify(execFile);

export const setting = name => {
  const value = process.env[name];
  assert.ok(value, `${name} is not set: run these tests with ops/test`);
  return value;
};

/** Runs a program to its end; answers what it printed, or throws with it. */
export const output = async (program, args, options = {}) => {
  const { stdout, stderr } = await run(program, args, { timeout: 120_000, maxBuffer: 16 << 20, ...options });
  return { stdout, stderr };
};

export const docker = async (...args) => (await output('docker', args)).stdout.trim();

/** Starts a container that lives until it is removed; SIGKILL as its stop signal, so that a restart takes no grace time. */
export const startContainer = (name, ...options) =>
  docker('run', '-d', '--network', 'none', '--stop-signal', 'SIGKILL', '--name', name, ...options,
    setting('SM_IMAGE'), 'sleep', '86400');

export const startedAt = name => docker('inspect', '--format', '{{.State.StartedAt}}', name);
