import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPicture } from '../../src/editor/is-picture.js';
import { snapshot, type Snapshot } from '../../src/record/snapshot.js';
import { brokenRules } from '../support/broken-rules.js';
import { findChromium, noChromium, startChromium } from '../support/chromium.js';
import { parsedCsv } from '../support/parsed-csv.js';
import { whySkipped } from '../support/why-skipped.js';
import { Workplace } from './support/command-line.js';
import { writeRun, type WrittenRun } from './support/written-run.js';

const place = await Workplace.create();
const plain: WrittenRun = { name: 'digits', modalities: ['gray', 'color'], steps: 400 };
const markup = `</script><script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">`;

/** Writes a report of runs that are written by hand, and says what the command printed. */
async function report(file: string, ...runs: WrittenRun[]): Promise<string> {
  const directories: string[] = [];
  for (const [index, run] of runs.entries()) {
    directories.push(await writeRun(place.path(`${file}-${String(index)}`), run));
  }
  const { code, stdout, stderr } = await place.run('report', ...directories, '--out', file);
  expect(`${String(code)} ${stderr}`).toBe('0 ');
  return stdout;
}

async function bakedSnapshot(file: string): Promise<Snapshot> {
  const html = await readFile(place.path(file), 'utf8');
  const [, json = ''] =
    /<script type="application\/json" id="snapshot">(.*?)<\/script>/s.exec(html) ?? [];
  return snapshot.parse(JSON.parse(json));
}

/** What of a canvas is needed here; the page's types are not there for tests. */
interface Canvas {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
  };
}

const asUsual = { contrast: 'no-preference', forcedColors: 'none' } as const;
const more = { ...asUsual, contrast: 'more' } as const;
const forced = { ...asUsual, forcedColors: 'active' } as const;

/** What a system may want of colours; with the background that a report has then. */
const wishes = [
  { wish: 'dark', background: 'rgb(21, 24, 29)', media: { colorScheme: 'dark', ...asUsual } },
  { wish: 'light', background: 'rgb(255, 255, 255)', media: { colorScheme: 'light', ...asUsual } },
  { wish: 'dark, contrast', background: 'rgb(0, 0, 0)', media: { colorScheme: 'dark', ...more } },
  {
    wish: 'light, contrast',
    background: 'rgb(255, 255, 255)',
    media: { colorScheme: 'light', ...more },
  },
  { wish: 'dark, forced', background: 'rgb(0, 0, 0)', media: { colorScheme: 'dark', ...forced } },
  {
    wish: 'light, forced',
    background: 'rgb(255, 255, 255)',
    media: { colorScheme: 'light', ...forced },
  },
] as const;

/** The colour of the gray branch in each scheme. */
const gray = { dark: [0x56, 0xb4, 0xe9], light: [0x00, 0x68, 0xa8] } as const;

/** How many pixels of a canvas have this colour. */
function pixelsOf(element: unknown, [red, green, blue]: readonly number[]): number {
  const canvas = element as Canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    count += data[at] === red && data[at + 1] === green && data[at + 2] === blue ? 1 : 0;
  }
  return count;
}

describe('report', () => {
  it('says the findings, and writes a file with a strict policy', async () => {
    const stdout = await report('said.html', plain);
    expect(stdout).toContain('The gray branch loses 13.2 points [11.2, 15.2] without color.');
    const html = await readFile(place.path('said.html'), 'utf8');
    expect(html).toMatch(
      /content="default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-/,
    );
    expect(html).not.toMatch(/unsafe|https?:\/\/(?!www\.w3\.org)[a-z]+\.[a-z]+\/[^"'`]*\.(js|css)/);
  });

  it('keeps a long run small, and its findings whole', async () => {
    await report('long.html', { ...plain, steps: 60_000 });
    const { runs } = await bakedSnapshot('long.html');
    const [{ steps, findings }] = runs;
    expect(steps.count).toBe(60_000);
    expect(steps.stepsPerBucket).toBe(32);
    const { speedDifference, windowedSpeedDifference, loss, modes } = steps;
    for (const x of [speedDifference.x, windowedSpeedDifference.x, loss.x, modes.first]) {
      expect(x.length).toBeLessThanOrEqual(4000);
      expect(x.length).toBeGreaterThan(1000);
    }
    const share = findings.find(({ id }) => id === 'rebalancing-steps');
    expect(share?.numbers[0]?.value).toBe(Math.floor(60_000 / 7));
    expect((await readFile(place.path('long.html'))).length).toBeLessThan(2_000_000);
  });

  it('has one JSON document for programs', async () => {
    const run = await writeRun(place.path('json'), plain);
    const { stdout } = await place.run('report', run, '--json', '--out', 'json.html');
    const document = JSON.parse(stdout) as {
      report: string;
      runs: { findings: { id: string }[] }[];
    };
    expect(document.report).toBe(place.path('json.html'));
    expect(document.runs[0].findings.map(({ id }) => id)).toContain('leans-on-one-modality');
  });

  it('fails in one line where there is no run, or nowhere to write', async () => {
    const missing = await place.run('report', 'nowhere');
    expect(missing.code).toBe(1);
    const run = await writeRun(place.path('unwritable'), plain);
    const unwritable = await place.run('report', run, '--out', path.join('no', 'folder.html'));
    expect(unwritable.code).toBe(1);
    expect(unwritable.stderr).toMatch(/folder\.html.*Cannot write the report/);
  });
});

const executable = findChromium();

describe.skipIf(executable === null)('the page in Chromium', whySkipped(noChromium), () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await startChromium(executable ?? '');
  });

  afterAll(async () => {
    await browser.close();
  });

  /** Opens a report from the disk; every complaint of the browser and every request beyond the file is kept. */
  async function open(file: string, width = 1280): Promise<{ page: Page; complaints: string[] }> {
    const complaints: string[] = [];
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const url = pathToFileURL(place.path(file)).href;
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== url) {
        complaints.push(`request: ${request.url()}`);
      }
    });
    await page.addInitScript({
      content: `document.addEventListener('securitypolicyviolation', (event) => {
        console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI);
      });`,
    });
    await page.goto(url);
    return { page, complaints };
  }

  it('shows findings, charts, tables and configuration, without a complaint or a request', async () => {
    await report('one.html', plain);
    const { page, complaints } = await open('one.html');
    const findings = await page.locator('.finding').allTextContents();
    expect(findings.join(' ')).toContain('The gray branch loses 13.2 points');
    const matrix = await page
      .locator('#utilization table')
      .first()
      .locator('tbody tr')
      .allTextContents();
    expect(matrix).toHaveLength(2);
    expect(matrix[0]).toContain('13.2 [11.2, 15.2]');
    expect(await page.locator('canvas').count()).toBeGreaterThanOrEqual(3);
    for (const figure of await page.locator('figure').all()) {
      expect(await figure.locator('details tbody tr').count()).toBeGreaterThan(5);
    }
    expect(await page.locator('#run').textContent()).toContain('Configuration');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('saves a chart as a download, with the numbers that are baked into it, and asks nobody', async () => {
    await report('saved.html', plain);
    const { page, complaints } = await open('saved.html');
    const saved = async (format: 'CSV' | 'PNG'): Promise<{ name: string; bytes: Buffer }> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `Save d_speed as ${format}`, exact: true }).click(),
      ]);
      return {
        name: download.suggestedFilename(),
        bytes: await readFile(await download.path()),
      };
    };
    const { name, bytes } = await saved('CSV');
    expect(name).toBe('digits-d-speed.csv');
    const [, ...rows] = parsedCsv(bytes.toString('utf8'));
    const [{ steps }] = (await bakedSnapshot('saved.html')).runs;
    const { x, y } = steps.speedDifference;
    const drawn = rows.filter(([, value]) => value !== '');
    expect(drawn.map(([step]) => Number(step))).toEqual(x);
    expect(drawn.map(([, value]) => Number(value))).toEqual(y);
    const picture = await saved('PNG');
    expect(picture.name).toBe('digits-d-speed.png');
    expect(isPicture(picture.bytes)).toBe(true);
    expect(complaints.filter((each) => !each.startsWith('request: blob:'))).toEqual([]);
    await page.close();
  });

  it('shows the null band beside d_speed, and does without one that is damaged', async () => {
    const nullBand = JSON.stringify({
      schemaVersion: 1,
      steps: [1, 20, 40],
      trainings: [0.01, 0.02, 0.03].map((value, seed) => ({
        seed,
        speedDifferences: [value, value, value],
      })),
      device: { backend: 'wasm', description: 'CPU' },
    });
    await report('band.html', { ...plain, nullBand });
    const { page, complaints } = await open('band.html');
    const findings = (await page.locator('.finding').allTextContents()).join(' ');
    expect(findings.replaceAll('\u00a0', ' ')).toContain(
      'After step 40 it is 0.100, outside the null band [−0.030, 0.070]',
    );
    expect(await page.locator('#learning-speed .keys').first().textContent()).toContain(
      'null band, from 3 trainings',
    );
    const rows = page
      .getByRole('table', { name: /Null band/, includeHidden: true })
      .locator('tbody tr');
    expect(await rows.allTextContents()).toEqual(['1', '20', '40'].map((x) => `${x}−0.0300.070`));
    expect(complaints).toEqual([]);
    await page.close();

    await report('damaged-band.html', { ...plain, nullBand: '{"schemaVersion": 1' });
    const [{ steps, damages }] = (await bakedSnapshot('damaged-band.html')).runs;
    expect(steps.nullBand).toBeNull();
    expect(damages.join(' ')).toContain('null-band.json');
  });

  it('draws curves: each canvas has ink', async () => {
    await report('ink.html', plain);
    const { page } = await open('ink.html');
    const inked = await page.evaluate<number[]>(`
      [...document.querySelectorAll('canvas')].map((canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((value, index) => index % 4 === 3 && value > 0).length;
      })`);
    expect(Math.min(...inked)).toBeGreaterThan(1000);
    await page.close();
  });

  it('follows what the system wants of colours, live, and draws its charts in them', async () => {
    await report('scheme.html', plain);
    const { page } = await open('scheme.html');
    const chart = page.locator('figure', { hasText: 's_k of each branch' }).locator('canvas');
    const pixels = (colour: readonly number[]) => chart.evaluate(pixelsOf, colour);
    for (const { wish, background, media } of wishes) {
      await page.emulateMedia(media);
      await expect
        .poll(() => pixels(gray[media.colorScheme]), { message: wish })
        .toBeGreaterThan(50);
      const body = await page.evaluate<{ text: string; ground: string }>(`(() => {
        const { color, backgroundColor } = getComputedStyle(document.body);
        return { text: color, ground: backgroundColor };
      })()`);
      expect({ wish, background: body.ground }).toEqual({ wish, background });
      // With more contrast the ticks of the axes are as dark, or as light, as any other text.
      const ticks = await pixels((body.text.match(/\d+/g) ?? []).map(Number));
      expect({ wish, areLikeText: ticks > 1000 }).toEqual({
        wish,
        areLikeText: media.contrast === 'more' || media.forcedColors === 'active',
      });
    }
    await page.close();
  });

  it.each(wishes)(
    'breaks no rule of axe where the system wants colours so: $wish; with everything opened',
    async ({ media }) => {
      const nullBand = JSON.stringify({
        schemaVersion: 1,
        ...{ steps: [1, 20], trainings: [{ seed: 0, speedDifferences: [0.1, 0.2] }] },
        device: { backend: 'wasm', description: 'CPU' },
      });
      await report('rules.html', { ...plain, nullBand }, { ...plain, text: 'other', steps: 300 });
      const { page } = await open('rules.html');
      await page.emulateMedia(media);
      await page.evaluate(
        `document.querySelectorAll('details').forEach((details) => { details.open = true; })`,
      );
      expect(await brokenRules(page)).toEqual([]);
      await page.close();
    },
  );

  it('shows a hostile run as plain text, and runs nothing of it', async () => {
    await report('hostile.html', {
      name: markup,
      modalities: [`gray${markup}`, `color${markup}`],
      steps: 100,
      text: markup,
    });
    const { page, complaints } = await open('hostile.html');
    expect(await page.locator('h1').textContent()).toBe(markup);
    expect(await page.locator('#run').textContent()).toContain(markup);
    expect(await page.locator('.finding').allTextContents()).toContainEqual(
      expect.stringContaining(`The gray${markup} branch loses`),
    );
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.evaluate<boolean>(`'hacked' in window`)).toBe(false);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('puts two runs side by side, and fits a narrow window', async () => {
    const other = { ...plain, strategy: 'guided', steps: 300 } as const;
    await report('two.html', plain, other);
    for (const width of [1280, 400]) {
      const { page, complaints } = await open('two.html', width);
      expect(await page.locator('#overview .column h3').allTextContents()).toEqual([
        'vanilla',
        'guided',
      ]);
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - window.innerWidth',
      );
      expect(overflow).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await page.close();
    }
  });

  it('says what is missing of a run that has just begun', async () => {
    await report('empty.html', { ...plain, steps: 0, measured: false });
    const { page, complaints } = await open('empty.html');
    const empty = await page.locator('.empty').allTextContents();
    expect(empty.join(' ')).toMatch(
      /No training step yet.*No conditional learning speed.*No utilization/,
    );
    expect(complaints).toEqual([]);
    await page.close();
  });
});
