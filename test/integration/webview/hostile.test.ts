import { expect, it } from 'vitest';
import { syntheticRun } from '../../support/synthetic-run.js';
import { inChromium, show } from './in-chromium.js';

const markup = `"><img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script>`;
const evil = {
  name: `name${markup}`,
  modalities: [`gray${markup}`, '__proto__'],
  text: markup,
  reason: markup,
  switched: 250,
} as const;

inChromium('a run that is made to attack', (open) => {
  it.each(['panel', 'sidebar'] as const)('stands in the %s as plain text', async (name) => {
    const page = await open(name);
    const run = syntheticRun({ ...evil, state: 'failed' });
    await page.say(show([run]));
    if (name === 'panel') {
      for (const tab of await page.page.getByRole('tab').all()) {
        await tab.click();
        await page.drawn();
      }
    }
    expect(await page.page.locator('main').textContent()).toContain(markup);
    await expectHarmless(page.page);
  });

  it('is compared as plain text, whatever stands in its options and in why it cannot be read', async () => {
    const panel = await open('panel');
    const runs = ['one', 'two'].map((directory, seed) => {
      const made = syntheticRun({ ...evil, directory: `${directory}${markup}`, state: 'finished' });
      const configuration = JSON.parse(
        `{"__proto__":{"polluted":${seed}},${JSON.stringify(markup)}:${JSON.stringify(`${markup}${seed}`)}}`,
      ) as Record<string, unknown>;
      return { ...made, description: { ...made.description, seed, id: markup, configuration } };
    });
    const problem = { code: 'run', what: markup, remedy: markup, file: markup } as const;
    await panel.say({ ...show(runs), unreadable: [{ directory: markup, problem }] });
    for (const tab of await panel.page.getByRole('tab').all()) {
      await tab.click();
      await panel.drawn();
    }
    expect(await panel.page.locator('#comparison').textContent()).toContain(markup);
    expect(await panel.page.evaluate(`'polluted' in {}`)).toBe(false);
    await expectHarmless(panel.page);
  });

  it('draws values that no axis can hold, and says so in its tables', async () => {
    const panel = await open('panel');
    const made = syntheticRun({ steps: 50 });
    const vast = made.steps.loss.mean.map((_, place) => (place % 2 === 0 ? 1e308 : -1e308));
    const loss = { ...made.steps.loss, mean: vast, low: vast, high: vast };
    await panel.say(show([{ ...made, steps: { ...made.steps, loss } }]));
    expect(await panel.draws('Training loss')).toBeGreaterThan(0);
  });
});

async function expectHarmless(page: import('playwright-core').Page): Promise<void> {
  expect(await page.locator('main img, main script, main iframe').count()).toBe(0);
  expect(await page.evaluate<boolean>(`'hacked' in window`)).toBe(false);
}
