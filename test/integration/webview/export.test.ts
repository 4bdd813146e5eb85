import { expect, it } from 'vitest';
import type { PageRequest } from '../../../src/record/page-message.js';
import { parsedCsv } from '../../support/parsed-csv.js';
import { syntheticRun, type SyntheticRun } from '../../support/synthetic-run.js';
import { themes, type ThemeKind } from '../../support/vscode-themes.js';
import { inChromium, show } from './in-chromium.js';
import type { OpenedPage } from './opened-page.js';

type Saved = Extract<PageRequest, { type: 'saveChart' }>;

const given = { switched: 250 };
const run = syntheticRun(given);

inChromium('a chart that is saved', (open) => {
  it('as CSV has the numbers of the run, every digit of them', async () => {
    const panel = await opened();
    await panel.page.getByRole('tab', { name: 'Learning speed' }).click();
    await panel.drawn();
    const { name, content } = await saved(panel, 'd_speed', 'CSV');
    expect(name).toBe('colored-and-gray-mnist-d-speed');
    const [head, ...rows] = parsedCsv(content.format === 'csv' ? content.text : '');
    expect(head).toEqual([
      ...['training step', 'cumulative (d_speed)', 'last 32 regular steps (d_speed)'],
      'what happened',
    ]);
    const { x, y } = run.steps.speedDifference;
    expect(rows.map(([step]) => Number(step))).toEqual(x);
    expect(rows.map(([, value]) => Number(value))).toEqual(y);
    expect(rows[249]?.[3]).toContain('guided');
  });

  it('as CSV has what is drawn: raw curves with the range of each point, in the steps that are zoomed to', async () => {
    const panel = await opened();
    await panel.page.getByRole('checkbox', { name: 'Smoothed' }).click();
    await panel.chart('Training loss').locator('canvas').focus();
    await panel.page.keyboard.press('+');
    await panel.drawn();
    const { content } = await saved(panel, 'Training loss', 'CSV');
    const [head, ...rows] = parsedCsv(content.format === 'csv' ? content.text : '');
    const { x, mean, low, high } = run.steps.loss;
    const kept = x.flatMap((step, place) => (step >= 150 && step <= 450 ? [place] : []));
    expect(rows.map(([step]) => Number(step))).toEqual(kept.map((place) => x[place]));
    for (const [column, values] of [mean, low, high].entries()) {
      expect(rows.map((row) => Number(row[column + 1]))).toEqual(
        kept.map((place) => values[place]),
      );
    }
    expect(head.slice(2, 4)).toEqual(['sum, low', 'sum, high']);
  });

  it.each(Object.keys(themes) as ThemeKind[])(
    'as PNG is a picture of its own, with title, key and background, in %s',
    async (theme) => {
      const panel = await opened({}, theme);
      const { content } = await saved(panel, 'Training loss', 'PNG');
      const picture = await look(panel, content.format === 'png' ? content.base64 : '');
      expect(picture).toMatchObject({ width: 2016, isOpaque: true });
      expect(picture.corner).toBe(await background(panel));
      expect(picture.inked.title).toBeGreaterThan(500);
      expect(picture.inked.keys).toBeGreaterThan(500);
      expect(picture.inked.plot).toBeGreaterThan(5000);
      expect(picture.colours).toBeGreaterThan(20);
    },
  );

  it('named like a formula is none in a spreadsheet', async () => {
    const panel = await opened({ modalities: ['=HYPERLINK("http://x")', '@color'] });
    const { name, content } = await saved(panel, 'Training loss', 'CSV');
    expect(name).toMatch(/^[a-z0-9-]+$/);
    const [head] = parsedCsv(content.format === 'csv' ? content.text : '');
    expect(head.filter((cell) => /^[\s=+\-@]/.test(cell))).toEqual([]);
    expect(head.filter((cell) => cell.startsWith(`'`))).toHaveLength(2);
  });

  it('is the one that has the focus, for the command; none is said to be missing', async () => {
    const panel = await opened();
    await panel.say({ type: 'exportChart', format: 'csv' });
    expect(await panel.page.locator('.message.is-problem').textContent()).toContain(
      'No chart was chosen.',
    );
    await panel.chart('Accuracy in evaluation').locator('canvas').focus();
    await panel.say({ type: 'exportChart', format: 'csv' });
    expect(await panel.request('saveChart')).toMatchObject({
      name: 'colored-and-gray-mnist-accuracy-in-evaluation',
      content: { format: 'csv' },
    });
  });

  it('says what went wrong where it could not be saved', async () => {
    const panel = await opened();
    await panel.page.evaluate('window.isAnswered = false');
    const { id } = await saved(panel, 'Training loss', 'CSV');
    await panel.answer(id, 'The disk is full.');
    expect(await panel.page.locator('.message.is-problem').textContent()).toContain(
      'The disk is full.',
    );
  });

  it('is offered by buttons that the keyboard reaches and that say what they do', async () => {
    const panel = await opened();
    const button = panel.page.getByRole('button', { name: 'Save Training loss as PNG' });
    await button.focus();
    await panel.page.keyboard.press('Enter');
    expect((await panel.request('saveChart')).content.format).toBe('png');
  });

  async function opened(changed: SyntheticRun = given, theme?: ThemeKind): Promise<OpenedPage> {
    const panel = await open('panel', theme === undefined ? {} : { theme });
    await panel.say(show([syntheticRun(changed)]));
    return panel;
  }
});

async function saved(panel: OpenedPage, title: string, format: 'PNG' | 'CSV'): Promise<Saved> {
  await panel.page.getByRole('button', { name: `Save ${title} as ${format}`, exact: true }).click();
  return panel.request('saveChart');
}

interface Picture {
  readonly width: number;
  readonly isOpaque: boolean;
  /** Colour of its first pixel. */
  readonly corner: string;
  /** How many colours it has. */
  readonly colours: number;
  /** How many pixels of each part are not background. */
  readonly inked: { readonly title: number; readonly keys: number; readonly plot: number };
}

/** Has the browser decode a picture, and looks at its pixels. */
function look(panel: OpenedPage, base64: string): Promise<Picture> {
  return panel.page.evaluate<Picture>(`(async () => {
    const bytes = Uint8Array.from(atob(${JSON.stringify(base64)}), (sign) => sign.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const ctx = new OffscreenCanvas(image.width, image.height).getContext('2d');
    ctx.drawImage(image, 0, 0);
    const { data } = ctx.getImageData(0, 0, image.width, image.height);
    const at = (pixel) => data.slice(4 * pixel, 4 * pixel + 4).join();
    const first = at(0);
    const inked = (from, to) => {
      let count = 0;
      for (let pixel = from * image.width; pixel < to * image.width; pixel += 1) {
        count += at(pixel) === first ? 0 : 1;
      }
      return count;
    };
    const colours = new Set();
    let isOpaque = true;
    for (let pixel = 0; pixel < data.length / 4; pixel += 1) {
      colours.add(at(pixel));
      isOpaque &&= data[4 * pixel + 3] === 255;
    }
    return {
      width: image.width, isOpaque, colours: colours.size,
      corner: 'rgb(' + [...data.slice(0, 3)].join(', ') + ')',
      inked: { title: inked(0, 80), keys: inked(128, 172), plot: inked(200, image.height) },
    };
  })()`);
}

function background({ page }: OpenedPage): Promise<string> {
  return page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
}
