// In a browser that runs no script at all, as some people have to use: everything works but the list keeping itself up
// to date, and that it says.
import { after, afterEach, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { connectAgent } from './agent.mjs';
import { reloadUntil, signIn, startBrowser, waitingFor } from './console.mjs';
import { docker, startContainer, startedAt } from './host.mjs';

describe('without scripts', () => {
  const approved = 'browser-plain-approved', denied = 'browser-plain-denied';
  let browser, agent, window, page;

  before(async () => {
    for (const name of [approved, denied]) await startContainer(name, '--label', 'systemmanager.protect=yes');
    browser = await startBrowser();
    agent = await connectAgent('browser-plain');
    window = await signIn(browser, { javaScriptEnabled: false });
    page = window.page;
  });
  after(async () => {
    await agent?.close();
    await browser?.close();
  });
  afterEach(() => window.assertNoFault());

  /** Asks for the container's end, and opens the card from the list. */
  const askAndOpen = async container => {
    const record = await agent.ask(container, 'stop', 'nobody uses it any more');
    await page.goto('/console');
    await waitingFor(page, container).getByRole('link').click();
    return record;
  };

  const isRunning = container => docker('inspect', '--format', '{{.State.Running}}', container);

  test('approving works', async () => {
    const record = await askAndOpen(approved);
    assert.equal(await isRunning(approved), 'true');
    await page.getByRole('button', { name: 'Approve' }).click();
    await reloadUntil(page, page.getByText('The operation: succeeded'));
    assert.equal((await agent.ending(record)).status, 'succeeded');
    assert.equal(await isRunning(approved), 'false');
  });

  test('the list says after half a minute that it hears nothing', async () => {
    await page.goto('/console');
    const notice = page.getByText('heard nothing from the server');
    assert.equal(await notice.isVisible(), false);
    const waits = await notice.evaluate(element => {
      const [animation] = element.getAnimations();
      const { delay } = animation.effect.getTiming();
      animation.currentTime = delay;
      return delay;
    });
    assert.equal(waits, 30_000);
    assert.equal(await notice.isVisible(), true);
  });

  test('denying works', async () => {
    const record = await askAndOpen(denied);
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByText('denied', { exact: true }).waitFor();
    assert.equal((await agent.ending(record)).error.code, 'approval_denied');
    assert.equal(await isRunning(denied), 'true');
  });
});
