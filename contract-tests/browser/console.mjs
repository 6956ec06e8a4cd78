// The operator's side: Debian's Chromium. Its home trusts the server's authority, as docs/how-to/use-the-console.md tells
// operators to, so a certificate that a browser would warn of fails every test here.
import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { setting } from './host.mjs';

const origin = `https://localhost:${setting('SM_ADMIN_PORT')}`;

/** What 'init' printed: the secret of operator:local, and the keys that check the log. */
const printed = () => readFileSync(`${setting('SM_STATE')}.init`, 'utf8');
export const operatorSecret = () => /^operator secret: (\S+)$/m.exec(printed())[1];
export const verifierKeys = () => printed().match(/^\S+\/systemmanager\/audit\/\S+\+\S+$/gm).join('\n');

/** As root Chromium has no sandbox; as anybody else it keeps it. */
export const startBrowser = () => chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  env: { ...process.env, HOME: setting('SM_BROWSER_HOME') },
});

/** What a page must never do, and what its browser complains of. */
const watch = (page, faults) => {
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', error => faults.push(`${page.url()}: ${error}`));
  page.on('dialog', dialog => { faults.push(`${page.url()}: a dialog`); dialog.dismiss(); });
  page.on('request', request => {
    if (!request.url().startsWith(`${origin}/`)) faults.push(`${page.url()}: asks ${request.url()}`);
  });
  page.on('response', response => {
    const policy = response.headers()['content-security-policy'];
    if (!policy?.startsWith("default-src 'none'")) faults.push(`${response.url()}: has the policy ${policy}`);
  });
};

/** A window with cookies of its own. It collects faults of its pages, which 'assertNoFault' tells. */
export const openWindow = async (browser, options = {}) => {
  const context = await browser.newContext({ baseURL: origin, locale: 'en-GB', timezoneId: 'UTC', ...options });
  context.setDefaultTimeout(15_000);
  const faults = [];
  context.on('page', page => watch(page, faults));
  await context.addInitScript(() => addEventListener('securitypolicyviolation',
    violation => console.error(`the policy refused ${violation.violatedDirective} ${violation.blockedURI}`)));
  const page = await context.newPage();
  return {
    page,
    open: path => page.goto(path, { waitUntil: 'load' }),
    anotherPage: () => context.newPage(),
    /** The faults so far, which are then forgotten. */
    faults: () => faults.splice(0),
    assertNoFault: () => assert.deepEqual(faults.splice(0), []),
    close: () => context.close(),
  };
};

/** Typed and not filled in: of that, a message about its failing would tell the text. */
export const typeSecret = async (page, secret) => {
  await page.getByLabel('secret').focus();
  await page.keyboard.insertText(secret);
};

/** A window in which the operator is signed in and sees what waits. */
export const signIn = async (browser, options) => {
  const window = await openWindow(browser, options);
  await window.open('/console/sign-in');
  await typeSecret(window.page, operatorSecret());
  await window.page.getByRole('button', { name: 'Sign in' }).click();
  await window.page.getByRole('heading', { name: 'Approvals' }).waitFor();
  return window;
};

/** What the list shows as waiting about this container. */
export const waitingFor = (page, container) =>
  page.getByRole('region', { name: 'Waiting for people' }).getByRole('listitem').filter({ hasText: container });

export const cardPath = record => `/console/approvals/${record.approval_id}`;

/** Looks at a page again until something stands on it. */
export const reloadUntil = async (page, locator) => {
  const end = Date.now() + 30_000;
  while (await locator.count() === 0) {
    assert.ok(Date.now() < end, `${page.url()} did not come to show it within 30 s`);
    await page.waitForTimeout(300);
    await page.reload();
  }
};
