// The official Java SDK's client, a program of its own: contract-tests/java-sdk-client.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertRestarts, caFile, output, sdkClient, tokenFile, url } from './support.mjs';

const java = join(process.env.JAVA_HOME, 'bin', 'java');
const keytool = join(process.env.JAVA_HOME, 'bin', 'keytool');

test('the Java SDK client lists, reads and restarts a real container, which the ledger shows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'systemmanager-interop-'));
  try {
    const trust = join(folder, 'trust.p12');
    await output(keytool, ['-importcert', '-noprompt', '-alias', 'ca', '-file', caFile,
      '-keystore', trust, '-storetype', 'PKCS12', '-storepass', 'changeit']);
    const container = 'interop-java-sdk';
    await assertRestarts(container, async () => {
      const { stdout } = await output(java, [`-Djavax.net.ssl.trustStore=${trust}`,
        '-Djavax.net.ssl.trustStorePassword=changeit', '-jar', sdkClient, url, tokenFile, container]);
      assert.match(stdout, /^protocol 2025-11-25$/m);
      assert.match(stdout, /^tool containers_lifecycle$/m);
      assert.match(stdout, new RegExp(`^containers_list .*${container}`, 'm'));
      assert.match(stdout, /^system_status .*\S/m);
      assert.match(stdout, /^containers_lifecycle .*\S/m);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
