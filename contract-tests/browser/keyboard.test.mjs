// Without a mouse: only Tab and Enter, and where one is can always be seen.
import { after, afterEach, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { connectAgent } from './agent.mjs';
import { reloadUntil, signIn, startBrowser, waitingFor } from './console.mjs';
import { startContainer, startedAt } from './host.mjs';

describe('with the keyboard alone', () => {
  const container = 'browser-keyboard';
  let browser, agent, window, page, began;

  before(async () => {
    await startContainer(container, '--label', 'systemmanager.protect=yes');
    began = await startedAt(container);
    browser = await startBrowser();
    agent = await connectAgent('browser-keyboard');
    window = await signIn(browser);
    page = window.page;
  });
  after(async () => {
    await agent?.close();
    await browser?.close();
  });
  afterEach(() => window.assertNoFault());

  /** What has the focus: its name, and whether that can be seen on the screen. */
  const focused = () => page.evaluate(() => {
    const element = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const inside = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
    return {
      name: (element.labels?.[0] ?? element).innerText.trim(),
      seen: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && inside,
    };
  });

  /** Presses Tab until that has the focus. Everything on the way must be seen, and nothing may catch the focus. */
  const tabTo = async wanted => {
    const passed = [];
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      const { name, seen } = await focused();
      assert.ok(seen, `the focus on “${name}” can be seen`);
      passed.push(name);
      if (wanted.test(name)) return passed;
    }
    assert.fail(`Tab does not come to ${wanted}, but to ${passed.join(', ')}`);
  };

  test('the first step leads past the navigation', async () => {
    await page.goto('/console');
    assert.deepEqual(await tabTo(/./), ['Skip to the content']);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  });

  test('one comes from the list to the card', async () => {
    await agent.ask(container, 'restart', 'it answers nothing since noon');
    await waitingFor(page, container).waitFor();
    await tabTo(new RegExp(container));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `containers_lifecycle.restart on ${container}` }).waitFor();
  });

  test('one gives a reason and approves, and it is done', async () => {
    await tabTo(/^Reason/);
    await page.keyboard.type('no mouse at hand');
    assert.deepEqual(await tabTo(/^Deny$/), ['Approve', 'Deny']);
    await page.keyboard.press('Shift+Tab');
    assert.deepEqual(await focused(), { name: 'Approve', seen: true });
    await page.keyboard.press('Enter');
    await reloadUntil(page, page.getByText('The operation: succeeded'));
    await page.getByText('“no mouse at hand”').waitFor();
    assert.notEqual(await startedAt(container), began);
  });

  test('one signs out', async () => {
    await tabTo(/^Sign out$/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });
});
