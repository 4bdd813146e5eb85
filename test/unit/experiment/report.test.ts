import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { conditions } from '../../../bench/experiment/conditions.js';
import { readResults, writeResults } from '../../../bench/experiment/data-file.js';
import { confirmatorySeeds, readFrozen } from '../../../bench/experiment/frozen.js';
import { modelHashes, requireFrozen } from '../../../bench/experiment/frozen.js';
import { accuracyFigure } from '../../../bench/experiment/report/accuracy-figure.js';
import { resultsDocument } from '../../../bench/experiment/report/document.js';
import { proxyFigure } from '../../../bench/experiment/report/proxy-figure.js';
import type { RunResult } from '../../../bench/experiment/result.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { handMadeResult } from './hand-made-result.js';

const root = path.resolve(import.meta.dirname, '../../..');
const frozenFile = path.join(root, 'docs/results/frozen-configuration.json');

/** Every condition with every seed: guided better than its control by `lead` on average, if at all. */
function everyRun(lead: number): RunResult[] {
  return confirmatorySeeds.flatMap((seed) =>
    conditions.map(({ name }) =>
      handMadeResult({
        ...{ condition: name, seed, speed: seed / 10, difference: seed / 20 },
        accuracy: 0.5 + (name === 'guided' ? lead + (seed % 2 === 0 ? 0.02 : -0.02) : 0),
        rebalancing: name === 'guided' ? [60, 0] : [0, 0],
      }),
    ),
  );
}

describe('the report', () => {
  it('says that guidance helps, harms, or that it cannot be said, as the interval has it', async () => {
    const frozen = await readFrozen(frozenFile);
    expect(resultsDocument(frozen, everyRun(0.1))).toContain(
      'The interval lies above 0: guidance, rather than re-balancing as such, helps here.',
    );
    expect(resultsDocument(frozen, everyRun(-0.1))).toContain('lies below 0: guidance');
    expect(resultsDocument(frozen, everyRun(0))).toContain('cannot be said');
  });

  it('makes nothing of a correlation over few seeds', async () => {
    const frozen = await readFrozen(frozenFile);
    const all = everyRun(0.1);
    expect(resultsDocument(frozen, all)).toContain('rank correlation is 1.000 [');
    const few = resultsDocument(frozen, all.slice(0, 4 * conditions.length));
    expect(few).toContain('nothing can be said yet from so few seeds');
  });

  it('says what is not in yet, and nothing of the kind where all is', async () => {
    const frozen = await readFrozen(frozenFile);
    const all = everyRun(0.1);
    expect(resultsDocument(frozen, all)).not.toContain('not complete');
    const some = all.slice(0, conditions.length + 3);
    expect(resultsDocument(frozen, some)).toContain(
      '16 of 130 runs are in: every condition with seed 0 and some conditions with seed 1.',
    );
    expect(resultsDocument(frozen, [])).toContain('0 of 130 runs are in.');
  });

  it('draws a dot for every seed, and a mark for every run of the proxy', () => {
    const all = everyRun(0.1);
    expect(accuracyFigure(all).match(/<circle/g)).toHaveLength(80);
    expect(proxyFigure(all).match(/fill-opacity/g)).toHaveLength(60 + 6);
    expect(accuracyFigure([])).toBe('');
  });

  it('is the page in the repository, written from the data there', async () => {
    const results = await readResults(path.join(root, 'docs/results/runs.jsonl'));
    const page = await readFile(path.join(root, 'docs/results.md'), 'utf8');
    expect(page).toBe(resultsDocument(await readFrozen(frozenFile), results));
  });
});

describe('the data file', () => {
  it('gives back what was written, ordered by seed and condition', async () => {
    const file = path.join(temporaryFolder(), 'runs.jsonl');
    const results = everyRun(0.1);
    await writeResults(file, results.toReversed());
    expect(await readResults(file)).toEqual(results);
    expect(await readResults(`${file}.none`)).toEqual([]);
  });
});

describe('the frozen configuration', () => {
  const models = path.join(root, 'bench/experiment/models');

  it('is of the models in the repository', async () => {
    await expect(requireFrozen(frozenFile, models)).resolves.toBeUndefined();
    expect(Object.keys(await modelHashes(models))).toContain('shared.ts');
  });

  it('is held against others', async () => {
    await expect(requireFrozen(frozenFile, path.join(root, 'examples'))).rejects.toThrow(
      /not the models that were frozen/,
    );
  });
});
