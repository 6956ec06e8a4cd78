// From an agent's call to a proof of what came of it, through the console and on a real container.
import { after, afterEach, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAgent } from './agent.mjs';
import { cardPath, openWindow, operatorSecret, reloadUntil, signIn, startBrowser, typeSecret, verifierKeys, waitingFor }
  from './console.mjs';
import { output, setting, startContainer, startedAt } from './host.mjs';

const protectedContainer = (name, ...options) => startContainer(name, '--label', 'systemmanager.protect=yes', ...options);

let browser, agent;
before(async () => {
  browser = await startBrowser();
  agent = await connectAgent('browser-test');
});
after(async () => {
  await agent?.close();
  await browser?.close();
});

describe('signing in', () => {
  let window;
  before(async () => { window = await openWindow(browser); });
  after(() => window?.close());
  afterEach(() => window.assertNoFault());

  test('is asked for before anything is shown', async () => {
    const answer = await window.open('/console');
    assert.equal(answer.status(), 401);
    assert.match(window.faults().join('\n'), /^\S+ Failed to load resource: .* 401 \(\)$/);
    await window.page.getByRole('button', { name: 'Sign in' }).waitFor();
    assert.equal(await window.page.getByRole('navigation').count(), 0);
  });

  test("takes the secret that init printed, and keeps it out of pages, cookies and the server's log", async () => {
    const { page } = window;
    await typeSecret(page, operatorSecret());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Approvals' }).waitFor();
    const [cookie, ...others] = await page.context().cookies();
    assert.deepEqual(others, []);
    assert.match(cookie.name, /^__Host-/);
    assert.deepEqual([cookie.httpOnly, cookie.secure, cookie.sameSite], [true, true, 'Strict']);
    const places = [await page.content(), cookie.value, readFileSync(setting('SM_SERVER_LOG'), 'utf8')];
    assert.ok(places.every(place => !place.includes(operatorSecret())));
  });

  test('ends with signing out, and the way back shows nothing', async () => {
    const { page } = window;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    assert.equal(await page.getByRole('navigation').count(), 0);
    window.faults(); // the 401 of the page that is not shown again
  });
});

describe('a request that is approved', () => {
  const container = 'browser-approved';
  let window, page, began, record;
  before(async () => {
    await protectedContainer(container);
    began = await startedAt(container);
    window = await signIn(browser);
    page = window.page;
  });
  after(() => window?.close());
  afterEach(() => window.assertNoFault());

  test('appears in the open list without a reload', async () => {
    await page.evaluate(() => { globalThis.sameDocument = true; });
    assert.equal(await waitingFor(page, container).count(), 0);
    record = await agent.ask(container, 'restart', 'it answers nothing since noon');
    await waitingFor(page, container).waitFor({ timeout: 5_000 });
    assert.equal(await page.evaluate(() => globalThis.sameDocument), true);
  });

  test('shares the list with a notice of silence that each beat of the server holds back', async () => {
    const notice = page.getByText('heard nothing from the server');
    await notice.evaluate(element => { element.old = true; });
    await page.waitForFunction(() => !document.querySelector('.silence').old, null, { timeout: 15_000 });
    assert.equal(await notice.isVisible(), false);
  });

  test('shows its plan, its target and who asks, and nothing has happened yet', async () => {
    await waitingFor(page, container).getByRole('link').click();
    await page.getByRole('heading', { name: `containers_lifecycle.restart on ${container}` }).waitFor();
    const steps = page.getByRole('region', { name: 'What would be done' }).getByRole('listitem');
    assert.deepEqual((await steps.allInnerTexts()).slice(0, 3), [
      `ask the main process of ${container} to end, kill it after 10 s`, `start ${container}`, 'wait until it is running']);
    assert.match(await page.getByRole('region', { name: 'Who asks' }).innerText(), /agent:\S+[^]*browser-test/);
    assert.match(await page.getByRole('region', { name: 'To what' }).innerText(), /systemmanager\.protect\s+yes/);
    assert.equal(await startedAt(container), began);
  });

  test('is carried out once it is approved, and leaves the list of another open page', async () => {
    const other = await window.anotherPage();
    await other.goto('/console');
    await waitingFor(other, container).waitFor();
    await page.getByLabel('Reason').fill('agreed with the owner');
    await page.getByRole('button', { name: 'Approve' }).click();
    const votes = page.getByRole('region', { name: 'Votes' });
    await reloadUntil(page, votes.getByText('The operation: succeeded'));
    assert.match(await votes.innerText(), /local: approve at .* by session: “agreed with the owner”/);
    await waitingFor(other, container).waitFor({ state: 'detached', timeout: 5_000 });
    await other.close();
  });

  test('changed the real container, and the agent is told so', async () => {
    assert.notEqual(await startedAt(container), began, 'the engine started the container anew');
    const { status, before, after } = await agent.ending(record);
    assert.deepEqual({ status, before, after }, { status: 'succeeded', before: 'running', after: 'running' });
  });

  test('cannot be decided on any more', async () => {
    await window.open(cardPath(record));
    assert.equal(await page.getByRole('button', { name: 'Approve' }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Deny' }).count(), 0);
  });

  test('stands in the log, and the page shows the proof of it as good', async () => {
    await page.getByRole('link', { name: 'Its entries in the ledger' }).click();
    const rows = page.getByRole('row');
    const types = (await rows.allInnerTexts()).slice(1).map(row => row.split('\t')[2]);
    for (const type of ['op.succeeded', 'op.started', 'approval.granted', 'approval.viewed', 'approval.requested']) {
      assert.ok(types.includes(type), `${type} is among ${types}`);
    }
    await rows.filter({ hasText: 'op.succeeded' }).getByRole('link').click();
    await page.getByText('The text is that of its stored hash.').waitFor();
    await reloadUntil(page, page.getByText(/^From its hash, over \d+ others, the way leads to the root/));
  });

  test('has a proof that holds elsewhere, against the keys that init printed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proof-'));
    try {
      const downloading = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download the proof' }).click();
      await (await downloading).saveAs(join(folder, 'proof'));
      writeFileSync(join(folder, 'keys'), `${verifierKeys()}\n`);
      const { stdout } = await output(`${setting('SM_REPO')}/ops/systemmanager`,
        ['audit', 'prove', '--check', join(folder, 'proof'), '--keys', join(folder, 'keys')]);
      assert.match(stdout, /^OK: entry \d+ of \d+ in \S+\/systemmanager\/audit\/1\n/);
      assert.ok(stdout.includes(record.operation_id), stdout);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a request that is denied', () => {
  const container = 'browser-denied';
  let window, began, record;
  before(async () => {
    await protectedContainer(container);
    began = await startedAt(container);
    window = await signIn(browser);
    record = await agent.ask(container, 'stop', 'nobody uses it any more');
  });
  after(() => window?.close());
  afterEach(() => window.assertNoFault());

  test('is shown as denied, with the reason', async () => {
    const { page } = window;
    await window.open(cardPath(record));
    await page.getByLabel('Reason').fill('not before the backup');
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('region', { name: 'Votes' }).getByText('“not before the backup”').waitFor();
    assert.equal(await page.getByText('denied', { exact: true }).count(), 1);
  });

  test('is not carried out, and the agent is told that it was denied', async () => {
    const { status, error } = await agent.ending(record);
    assert.deepEqual([status, error.code], ['failed', 'approval_denied']);
    assert.match(error.next_step, /Do not ask for the same again/);
    assert.equal(await startedAt(container), began);
  });
});

describe("an agent's words", () => {
  const container = 'browser-words';
  const words = '<script>document.title="mine"</script><img src=x onerror="document.title=\'mine\'"> </blockquote><h1>Approved';
  const label = '<b onmouseover="document.title=1">fine</b>';
  let window, stranger, record;
  before(async () => {
    await protectedContainer(container, '--label', `note=${label}`);
    window = await signIn(browser);
    stranger = await connectAgent('<i>Console</i>');
    record = await stranger.ask(container, 'restart', words);
  });
  after(async () => {
    await stranger?.close();
    await window?.close();
  });
  afterEach(() => window.assertNoFault());

  test('stay text in the list and on the card, however they are written', async () => {
    const { page } = window;
    await window.open('/console');
    await waitingFor(page, container).waitFor();
    await window.open(cardPath(record));
    assert.equal(await page.locator('blockquote').innerText(), words);
    for (const text of [label, '<i>Console</i>']) await page.getByText(text, { exact: true }).waitFor();
    assert.equal(await page.locator('main img, main script, main i, main b').count(), 0);
    assert.equal(await page.locator('h1').count(), 1);
    assert.match(await page.title(), /^containers_lifecycle\.restart on browser-words/);
  });

  test('would not run even if they got into a page as markup', async () => {
    const { page } = window;
    await page.evaluate(() => {
      document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x onerror="document.title=\'mine\'">');
      const script = document.createElement('script');
      script.textContent = 'document.title = "mine"';
      document.body.append(script);
    });
    await page.waitForTimeout(500);
    assert.notEqual(await page.title(), 'mine');
    assert.ok(window.faults().some(fault => fault.includes('the policy refused')));
  });
});
