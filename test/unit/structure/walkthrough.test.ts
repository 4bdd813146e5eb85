import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readResults } from '../../../bench/experiment/data-file.js';
import { guideFigures } from '../../../bench/experiment/report/guide-figures.js';
import { guideSteps } from '../../../src/editor/guide-steps.js';
import { loadModelFile } from '../../../src/model-file/load-model-file.js';
import { workspace } from '../model-file/workspace.js';

const root = path.resolve(import.meta.dirname, '../../..');
const text = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const words = z.record(z.string(), z.string()).parse(JSON.parse(text('package.nls.json')));
const said = (value: string): string => words[value.replaceAll('%', '')] ?? value;

const step = z.object({
  id: z.string(),
  description: z.string(),
  media: z.union([
    z.object({ svg: z.string(), altText: z.string() }),
    z.object({ markdown: z.string() }),
  ]),
  completionEvents: z.array(z.string()).min(1),
});
const { contributes } = z
  .object({
    contributes: z.object({
      commands: z.array(z.object({ command: z.string() })),
      walkthroughs: z.tuple([z.object({ steps: z.array(step) })]),
    }),
  })
  .parse(JSON.parse(text('package.json')));
const [{ steps }] = contributes.walkthroughs;

describe('the walkthrough', () => {
  it.each(steps)('has media, words, and commands that there are, in its step $id', (each) => {
    const file = 'svg' in each.media ? each.media.svg : said(each.media.markdown);
    expect(existsSync(path.join(root, file)), file).toBe(true);
    const links = said(each.description).matchAll(/\(command:([\w.]+)[^)]*\)/g);
    const called = Array.from(links, ([, command]) => command);
    expect(called.length).toBeGreaterThan(0);
    const commands = contributes.commands.map(({ command }) => command);
    expect(called.filter((command) => !commands.includes(command))).toEqual([]);
  });

  it('ticks off what the extension says has happened, and nothing else', () => {
    expect(steps.flatMap(({ completionEvents }) => completionEvents)).toEqual(
      guideSteps.map((name) => `onContext:modalityLens.guide.${name}`),
    );
  });

  it('shows the numbers of real runs, in the colours of the window', async () => {
    const figures = guideFigures(await readResults(path.join(root, 'docs/results/runs.jsonl')));
    const drawn = steps.flatMap(({ media }) => ('svg' in media ? [path.basename(media.svg)] : []));
    expect(Object.keys(figures)).toEqual(drawn);
    for (const [name, figure] of Object.entries(figures)) {
      expect(text(`media/guide/${name}`), `${name}: npm run experiment -- --guide`).toBe(figure);
      expect(figure).not.toMatch(/NaN|undefined|(?:fill|stroke)="(?!var\(|none)/);
    }
  });

  it('has code in its pages that is a model file', async () => {
    const code = ['own-data', 'own-model'].map(
      (name) => /```ts\n([^]*?)```/.exec(text(`media/guide/${name}.md`))?.[1] ?? '',
    );
    const file = path.join(workspace({ 'a.multimodal.ts': '' }), 'a.multimodal.ts');
    writeFileSync(file, code.join('\n'));
    const { definition } = await loadModelFile(file);
    expect(Object.keys(definition.modalities)).toEqual(['camera', 'radar', 'speed']);
  });
});
