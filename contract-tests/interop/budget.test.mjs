// What an agent pays for an answer, measured on real containers.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { call, docker } from './support.mjs';

// What a compose project runs: the hub's own images, a publisher's, and one from a registry of one's own.
const images = ['nginx:1.27-alpine', 'postgres:17.2-alpine', 'acme/storefront-web:2.14.3',
  'registry.example.com/acme/payments-api:1.9.0'];
const names = Array.from({ length: 50 }, (_, index) => `svc-${String(index + 1).padStart(2, '0')}`);

describe('50 containers', () => {
  before(async () => {
    for (const image of images) await docker('tag', process.env.SM_IMAGE, image);
    for (const [index, name] of names.entries()) {
      await docker('create', '--network', 'none', '--stop-signal', 'SIGKILL', '--name', name,
        '--label', 'com.docker.compose.project=storefront', '--label', `com.docker.compose.service=${name}`,
        images[index % images.length], 'sleep', '86400');
    }
    await docker('start', ...names);
  });
  after(() => docker('rm', '-f', ...names));

  test('are listed in at most 4.1 kB', async t => {
    const answer = await call('containers_list', { limit: 50, match: 'svc-*' });
    for (const name of names) assert.ok(answer.includes(name), `${name} is listed`);
    const bytes = Buffer.byteLength(answer.trimEnd());
    t.diagnostic(`50 containers in ${bytes} bytes`);
    assert.ok(bytes <= 4100, `${bytes} bytes`);
  });
});
