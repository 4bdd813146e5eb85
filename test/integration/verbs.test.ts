import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyModel, Workplace, type TrainingResult } from './support/command-line.js';

const place = await Workplace.create();
let trained: TrainingResult;

beforeAll(async () => {
  await place.write('tiny.multimodal.ts', tinyModel());
  trained = await place.train('tiny.multimodal.ts', '--backend', 'wasm');
});

interface Inspection {
  readonly step: number;
  readonly recalibrateBatchNorm: boolean;
  readonly disagreements: readonly unknown[] | null;
  readonly utilization: {
    readonly split: string;
    readonly cut: string;
    readonly samples: number;
    readonly classes: readonly unknown[];
    readonly entries: readonly { readonly rate: { readonly value: number | null } }[];
  };
}

async function inspect(...parameters: string[]): Promise<Inspection> {
  const { code, stdout, stderr } = await place.run('inspect', trained.run, '--json', ...parameters);
  expect(`${String(code)} ${stderr}`).toMatch(/^0 /);
  return JSON.parse(stdout) as Inspection;
}

describe('inspect', () => {
  it.each(['mean', 'zero', 'permute', 'perceptual'])('cuts by %s', async (cut) => {
    const { utilization } = await inspect('--cut', cut, '--split', 'train');
    expect(utilization).toMatchObject({ split: 'train', cut, samples: 96 });
    expect(utilization.entries).toHaveLength(2);
    expect(utilization.classes).toHaveLength(10);
  });

  it('says whether another cut disagrees with the mean', async () => {
    const { disagreements } = await inspect('--cut', 'permute');
    expect(Array.isArray(disagreements)).toBe(true);
    expect((await inspect()).disagreements).toBeNull();
    const { stdout } = await place.run('inspect', trained.run, '--cut', 'zero');
    expect(stdout).toMatch(/Cut by mean, every branch loses the same|is cut off decides what/);
  });

  it('takes the last checkpoint, the best, or the one at a step', async () => {
    expect((await inspect()).step).toBe(12);
    expect((await inspect('--checkpoint', '12')).step).toBe(12);
    expect([6, 12]).toContain((await inspect('--checkpoint', 'best')).step);
    const { code, stderr } = await place.run('inspect', trained.run, '--checkpoint', '7');
    expect(code).toBe(1);
    expect(stderr).toMatch(/12/);
  });

  it("measures batch norm's statistics anew where asked, and leaves the run as it is", async () => {
    const split = ['--split', 'validation'];
    const before = await inspect(...split);
    const recalibrated = await inspect(...split, '--recalibrate-batch-norm');
    expect(recalibrated.recalibrateBatchNorm).toBe(true);
    expect(recalibrated.utilization.entries).not.toEqual(before.utilization.entries);
    expect((await inspect(...split)).utilization.entries).toEqual(before.utilization.entries);
  });

  it('gives the same numbers twice, and words for a person', async () => {
    expect((await inspect()).utilization.entries).toEqual((await inspect()).utilization.entries);
    const { stdout } = await place.run('inspect', path.basename(trained.run));
    expect(stdout).toContain('gray');
    expect(stdout).toContain('By class');
    expect(stdout).toContain('over samples, for these weights (not over seeds)');
  });
});

describe('events', () => {
  it('writes steps and events as JSON lines, in order', async () => {
    const { code, stdout } = await place.run('events', trained.run);
    expect(code).toBe(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly type: string; readonly step: number });
    expect(lines.filter(({ type }) => type === 'step')).toHaveLength(12);
    expect(lines.slice(0, 2)).toMatchObject([
      { type: 'checkpoint', step: 0 },
      { type: 'state', state: 'training' },
    ]);
    expect(lines.at(-1)).toMatchObject({ type: 'state', state: 'finished', step: 12 });
    const order = lines.map(({ step }) => step);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
  });
});

describe('a reader that has seen enough', () => {
  it.each(['events', 'inspect'])('of %s ends it quietly', async (verb) => {
    const { child, ended } = place.start(verb, trained.run);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('backends', () => {
  it('has the embedded backend, and a device or a reason for every rung', async () => {
    const { code, stdout } = await place.run('backends', '--json');
    expect(code).toBe(0);
    const { backends } = JSON.parse(stdout) as {
      backends: { name: string; available: boolean; reason?: string; device?: object }[];
    };
    const names = backends.map(({ name }) => name);
    expect(names).toEqual(['tensorflow-gpu', 'webgpu', 'tensorflow', 'wasm', 'cpu']);
    expect(backends[3]).toMatchObject({ available: true, device: { backend: 'wasm' } });
    for (const { available, reason, device } of backends) {
      expect(available ? device : reason).toBeTruthy();
    }
  });
});

describe('the bundle', () => {
  it('parses no tf for a verb that does not compute', async () => {
    const text = await readFile(
      path.resolve(import.meta.dirname, '../../dist/metafile.json'),
      'utf8',
    );
    const { inputs } = JSON.parse(text) as {
      inputs: Record<string, { imports: { path: string; kind: string }[] }>;
    };
    const reached = new Set<string>();
    const visit = (file: string): void => {
      if (!reached.has(file)) {
        reached.add(file);
        const eager = (inputs[file]?.imports ?? []).filter(
          ({ kind }) => kind === 'import-statement',
        );
        eager.forEach(({ path: next }) => {
          visit(next);
        });
      }
    };
    visit('src/cli/main.ts');
    expect([...reached].filter((file) => file.includes('@tensorflow'))).toEqual([]);
    expect([...reached]).toContain('src/worker/client.ts');
  });
});
