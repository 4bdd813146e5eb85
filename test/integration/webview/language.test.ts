import { expect, it } from 'vitest';
import type { Language } from '../../../src/record/language.js';
import { inChromium } from './in-chromium.js';

const markup = `</script><script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">`;

inChromium('a page in another language', (open) => {
  it('says what the translations say, and as it is what they lack', async () => {
    const language: Language = {
      tag: 'de',
      translations: { 'The run is gone.': 'Der Lauf ist nicht mehr da.' },
    };
    const panel = await open('panel', { language });
    await panel.say({ type: 'nothing', why: 'deleted', problem: null });
    expect(await panel.page.locator('.welcome h1').textContent()).toBe(
      'Der Lauf ist nicht mehr da.',
    );
    expect(await panel.page.locator('main').textContent()).toContain('deleted or moved');
    expect(await panel.page.locator('html').getAttribute('lang')).toBe('de');
  });

  it('shows markup in a translation as text', async () => {
    const panel = await open('panel', {
      language: { tag: 'de', translations: { 'The run is gone.': markup } },
    });
    await panel.say({ type: 'nothing', why: 'deleted', problem: null });
    expect(await panel.page.locator('.welcome h1').textContent()).toBe(markup);
    expect(await panel.page.evaluate('window.hacked')).toBeUndefined();
  });

  it('speaks English where the language is none, and warns', async () => {
    const language = { tag: 'no tag"><b>', translations: { 'The run is gone.': 1 } };
    const panel = await open('panel', { language: language as unknown as Language });
    await panel.say({ type: 'nothing', why: 'deleted', problem: null });
    expect(await panel.page.locator('.welcome h1').textContent()).toBe('The run is gone.');
    expect(panel.complaints.splice(0)).toEqual([
      expect.stringContaining('The language of this page is unreadable'),
    ]);
  });
});
