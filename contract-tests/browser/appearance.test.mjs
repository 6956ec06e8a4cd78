// Every page as people have it before them: in light and dark, on a desk and on a phone. Pictures are kept; with
// SM_WRITE_SCREENSHOTS=1 they become those of docs/how-to/use-the-console.md. These tests run first, by their file's
// name, so that nothing of the others is in the pictures.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { connectAgent } from './agent.mjs';
import { cardPath, openWindow, operatorSecret, reloadUntil, signIn, startBrowser, typeSecret } from './console.mjs';
import { setting, startContainer } from './host.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The narrowest width that WCAG 2.2 asks for (1.4.10, reflow), and that of a phone. */
const narrow = [320, 390];
const desk = { width: 1000, height: 840 };
const phone = { width: 390, height: 844 };

const orders = 'orders-db', mail = 'mail-relay', web = 'web-frontend';

let browser, agent, waitingRecord, doneRecord, deniedRecord, grantPath;

before(async () => {
  browser = await startBrowser();
  agent = await connectAgent('night-watch');
  const owner = ['--label', 'systemmanager.protect=yes', '--label', 'owner=shop team'];
  for (const name of [orders, mail, web]) await startContainer(name, ...owner);
  doneRecord = await agent.ask(web, 'restart', 'It answers 502 since 14:10; its workers wait for a lock.');
  deniedRecord = await agent.ask(mail, 'stop', 'Nothing was delivered through it for a week.');
  const { page, open, close } = await signIn(browser);
  for (const [record, reason, button] of [[doneRecord, 'Seen it too; restart it.', 'Approve'], [deniedRecord, 'It is needed on the 1st.', 'Deny']]) {
    await open(cardPath(record));
    await page.getByLabel('Reason').fill(reason);
    await page.getByRole('button', { name: button }).click();
    await page.getByText(reason).waitFor();
    await agent.ending(record);
  }
  grantPath = await makeGrant(page, open);
  await close();
  waitingRecord = await agent.ask(orders, 'restart', 'It holds 200 idle connections; new ones are refused.');
  await agent.ask(mail, 'restart', 'Its queue has not moved since 13:55.');
});

after(async () => {
  await agent?.close();
  await browser?.close();
});

/** Agrees in advance to something that no agent here asks for; answers with the grant's path. */
const makeGrant = async (page, open) => {
  await open('/console/grants');
  for (const [label, text] of [
    ['Agent', 'agent:release'], ['Its program', 'deployer'], ['Operation', 'containers_lifecycle.restart'],
    ['Containers', 'web-*'], ['Arguments', 'grace_s=0..30'], ['Uses', '10'], ['Rate', '5/hour'], ['For', '2h'],
    ['Reason', 'Release 4.2'],
  ]) await page.getByRole('textbox', { name: label }).fill(text);
  await page.getByRole('button', { name: 'Agree' }).click();
  await page.getByRole('heading', { name: 'What it answers' }).waitFor();
  return new URL(page.url()).pathname;
};

/** The page of the entry that says how the approved operation ended, with its proof. */
const openEntry = async window => {
  await window.open(`/console/audit?operation_id=${doneRecord.operation_id}`);
  await window.page.getByRole('row').filter({ hasText: 'op.succeeded' }).getByRole('link').click();
  await reloadUntil(window.page, window.page.getByText(/the way leads to the root/));
};

const at = path => window => window.open(path);

/** status: where it is not 200. picture: the name of the one in the documentation; about: what it must show. */
const pages = {
  'the list': { open: at('/console'), picture: 'approvals' },
  'a card that waits': { open: window => window.open(cardPath(waitingRecord)), picture: 'card' },
  'a card that was approved': { open: window => window.open(cardPath(doneRecord)) },
  'a card that was denied': { open: window => window.open(cardPath(deniedRecord)) },
  'the operations': { open: at('/console/operations') },
  'the operations of one status': { open: at('/console/operations?status=succeeded') },
  'the log': { open: at('/console/audit') },
  'the log, asked wrongly': { open: at('/console/audit?principal=nobody'), status: 400 },
  'an entry with its proof': { open: openEntry, picture: 'entry', about: /the way leads to the root/ },
  'the grants': { open: at('/console/grants'), picture: 'grants' },
  'a grant': { open: window => window.open(grantPath) },
  health: { open: at('/console/health'), picture: 'health' },
  'the policy': { open: at('/console/policy') },
  'the policy, asked about a call': {
    open: at(`/console/policy?who=agent:night-watch&roles=agent&operation=containers_lifecycle.stop&container=${orders}&labels=systemmanager.protect%3Dyes`),
  },
  'a page that is not there': { open: at('/console/approvals/apr_aaaaaaaaaaaaaaaaaaaaaaaaaa'), status: 404 },
};

/** What a browser says of an answer with that status, and nothing else. */
const assertSaid = (faults, status) => {
  const expected = status === undefined ? [] : [`Failed to load resource: the server responded with a status of ${status} ()`];
  assert.deepEqual(faults.map(fault => fault.slice(fault.indexOf(' ') + 1)), expected);
};

/** What axe-core finds, of any impact: which rule, and where. */
const assertAccessible = async page => {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document));
  assert.ok(passes.length > 10, 'axe-core looked at the page');
  assert.deepEqual(violations.flatMap(({ id, impact, nodes }) => nodes.map(node => `${impact}: ${id}: ${node.html}`)), []);
};

const assertFits = async page => {
  for (const width of narrow) {
    await page.setViewportSize({ width, height: phone.height });
    const { scrollWidth, clientWidth } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.scrollingElement;
      return { scrollWidth, clientWidth };
    });
    assert.ok(scrollWidth <= clientWidth, `at ${width} px it is ${scrollWidth} px wide`);
  }
};

/** Of the whole page, or of what is on the screen, with what it is about in the middle. */
const takePicture = async (page, name, { about, fullPage = !about } = {}) => {
  if (about) await page.getByText(about).evaluate(element => element.scrollIntoView({ block: 'center' }));
  await page.screenshot({ path: join(setting('SM_PICTURES'), `${name}.png`), fullPage });
};

for (const colorScheme of ['light', 'dark']) {
  describe(`in ${colorScheme} colours`, () => {
    let window;
    before(async () => { window = await signIn(browser, { colorScheme, viewport: desk }); });
    after(() => window?.close());

    for (const [name, { open, status, picture, about }] of Object.entries(pages)) {
      test(`${name} is accessible, breaks no rule of the browser, and fits a phone`, async () => {
        const { page } = window;
        await page.setViewportSize(desk);
        await open(window);
        await assertAccessible(page);
        if (picture) await takePicture(page, `${picture}-${colorScheme}`, { about });
        await assertFits(page);
        await assertAccessible(page);
        if (picture && colorScheme === 'light') {
          await page.setViewportSize(phone);
          await takePicture(page, `${picture}-phone`, { about, fullPage: false });
        }
        assertSaid(window.faults(), status);
      });
    }

    test('signing in is too, also when the secret is wrong', async () => {
      const stranger = await openWindow(browser, { colorScheme, viewport: phone });
      try {
        await stranger.open('/console/sign-in');
        await assertAccessible(stranger.page);
        await assertFits(stranger.page);
        assertSaid(stranger.faults());
        await typeSecret(stranger.page, `${operatorSecret()}x`);
        await stranger.page.getByRole('button', { name: 'Sign in' }).click();
        await stranger.page.getByRole('alert').waitFor();
        await assertAccessible(stranger.page);
        await assertFits(stranger.page);
        assertSaid(stranger.faults(), 401);
      } finally {
        await stranger.close();
      }
    });
  });
}
