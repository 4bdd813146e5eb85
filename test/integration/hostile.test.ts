import {
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { KnownRuns } from '../../src/editor/runs/known-runs.js';
import { Problem } from '../../src/record/problem.js';
import { claimRun } from '../../src/runs/claim-run.js';
import { closeAbandonedRun } from '../../src/runs/close-abandoned-run.js';
import { listRuns } from '../../src/runs/list-runs.js';
import { readModelCopies } from '../../src/runs/model-copies.js';
import { readEvents } from '../../src/runs/read-events.js';
import { readRun } from '../../src/runs/read-run.js';
import { runStatus } from '../../src/runs/run-status.js';
import { snapshotRun } from '../../src/runs/snapshot-run.js';
import { snapshot } from '../../src/record/snapshot.js';
import { Workplace } from './support/command-line.js';
import { writeRun } from './support/written-run.js';

const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'modality-lens-hostile-')));
const place = await Workplace.create();
const outside = path.join(folder, 'outside');
const secret = 'a-word-that-nobody-may-see';

afterAll(() => rm(folder, { recursive: true }));

let made = 0;

/** A run of its own, and a folder beside it with a secret in it. */
async function crafted(): Promise<{ run: string; secretFile: string }> {
  made += 1;
  const run = await writeRun(path.join(folder, `runs-${String(made)}`), {
    name: 'crafted',
    modalities: ['gray', 'color'],
    steps: 30,
  });
  const secretFile = path.join(outside, `secret-${String(made)}.txt`);
  await mkdir(outside, { recursive: true });
  await writeFile(secretFile, `${secret}\n`);
  return { run, secretFile };
}

/** Changes `run.json`. */
async function rewrite(
  run: string,
  change: (json: Record<string, unknown>) => unknown,
): Promise<void> {
  const file = path.join(run, 'run.json');
  const json = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  const changed = change(json);
  await writeFile(file, typeof changed === 'string' ? changed : JSON.stringify(changed));
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Problem);
  expect(String(thrown)).not.toContain(secret);
  return String(thrown);
}

describe('a run with symbolic links', () => {
  it.each(['run.json', 'steps.f64', 'events.jsonl', 'null-band.json', 'lock.json'])(
    'in place of %s has nothing outside of its folder read, and says why',
    async (name) => {
      const { run, secretFile } = await crafted();
      await rm(path.join(run, name), { force: true });
      await symlink(secretFile, path.join(run, name));
      expect(await refusal(readRun(run))).toContain('is a symbolic link');
      const listed = await listRuns(path.dirname(run));
      expect(listed).toMatchObject([{ kind: 'damaged' }]);
      expect(JSON.stringify(listed)).not.toContain(secret);
      for (const verb of ['report', 'events']) {
        const { code, stdout, stderr } = await place.run(verb, run);
        expect({ verb, code, stdout }).toEqual({ verb, code: 1, stdout: '' });
        expect(stderr).not.toContain(secret);
      }
    },
  );

  it('for checkpoints and a lock has nothing outside of its folder written or removed', async () => {
    const { run, secretFile } = await crafted();
    const kept = path.join(outside, '.made-by-somebody-else');
    await mkdir(kept, { recursive: true });
    await symlink(outside, path.join(run, 'checkpoints'));
    await symlink(secretFile, path.join(run, 'lock.json.tmp'));
    expect(await refusal(claimRun(run))).toContain('is a symbolic link');
    expect(await refusal(closeAbandonedRun(run, 'stopped', 'by hand'))).toContain('symbolic link');
    expect(await readFile(secretFile, 'utf8')).toBe(`${secret}\n`);
    await expect(realpath(kept)).resolves.toBe(kept);
  });

  it('as a folder among the runs is not taken for a run', async () => {
    const { run } = await crafted();
    const runs = path.join(folder, 'linked');
    await mkdir(runs);
    await symlink(run, path.join(runs, '2026-01-01T00-00-00Z-link'));
    expect(await listRuns(runs)).toEqual([]);
  });
});

describe('a run with paths that leave its folder', () => {
  it.each([
    '../../outside/secret-1.txt',
    '/etc/passwd',
    'a/../../../outside/secret-1.txt',
    'C:\\x',
  ])('as a model copy, %s, has it neither read nor run', async (copy) => {
    const { run } = await crafted();
    await rewrite(run, (json) => ({
      ...json,
      model: { file: 'model.ts', copies: [{ original: 'model.ts', copy }], hash: 'x' },
    }));
    expect(await refusal(readModelCopies(await readRun(run)))).toMatch(/not a plain path/);
  });
});

describe('a run with values that no run has', () => {
  it('nested a hundred thousand deep is refused, where it would end whoever walks through it', async () => {
    const { run } = await crafted();
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    await rewrite(run, (json) =>
      JSON.stringify({ ...json, configuration: { data: 0 } }).replace('"data":0', `"data":${deep}`),
    );
    expect(await refusal(readRun(run))).toContain('nested more than 64 deep');
  });

  it('of more modalities than can be shown is refused', async () => {
    const { run } = await crafted();
    await rewrite(run, (json) => ({
      ...json,
      modalities: Array.from({ length: 100_000 }, (_, each) => ({ name: `m${each}`, shape: [1] })),
    }));
    expect(await refusal(readRun(run))).toContain('modalities');
  });

  it('of a run.json that fills the memory is refused before it is read', async () => {
    const { run } = await crafted();
    await writeFile(path.join(run, 'run.json'), Buffer.alloc(2 ** 24 + 1, ' '));
    expect(await refusal(readRun(run))).toContain('16777217 bytes');
  });

  it('of an events.jsonl that fills the memory is refused before it is read, by whomever', async () => {
    const { run } = await crafted();
    await truncate(path.join(run, 'events.jsonl'), 2 ** 28 + 1);
    const read = await readRun(run);
    for (const reading of [readEvents, snapshotRun, runStatus]) {
      expect(await refusal(reading(read))).toContain('268435457 bytes');
    }
    expect(await new KnownRuns().list(path.dirname(run))).toMatchObject([{ kind: 'damaged' }]);
  });

  it('of the greatest numbers is shown all the same', async () => {
    const { run } = await crafted();
    await rewrite(run, (json) => ({
      ...json,
      created: 1e308,
      seed: Number.MAX_SAFE_INTEGER,
      plannedSteps: Number.MAX_SAFE_INTEGER,
    }));
    const state = { type: 'state', step: Number.MAX_SAFE_INTEGER, state: 'stopped', reason: null };
    const branch = { branch: 9e9, cut: 9e9 };
    await writeFile(
      path.join(run, 'events.jsonl'),
      [
        JSON.stringify({ ...state, time: -1e308 }),
        JSON.stringify({ type: 'utilization', time: 1, step: 1, utilization: branch }),
        JSON.stringify({ type: 'warning', time: 1e308, step: 1, message: 'x'.repeat(100_000) }),
      ].join('\n') + '\n',
    );
    const shown = await snapshotRun(await readRun(run));
    expect(shown.state).toBe('stopped');
    expect(shown.damages).toHaveLength(1);
    expect(snapshot.shape.runs.safeParse([shown]).success).toBe(true);
  });

  it('named like what every object inherits changes nothing', async () => {
    const { run } = await crafted();
    await rewrite(run, (json) =>
      JSON.stringify({ ...json, configuration: {}, versions: {} })
        .replace(
          '"configuration":{}',
          '"configuration":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
        )
        .replace('"versions":{}', '"versions":{"__proto__":"1","toString":"2"}'),
    );
    const shown = await snapshotRun(await readRun(run));
    expect('polluted' in {}).toBe(false);
    expect(Object.getPrototypeOf(shown.description.configuration)).toBe(Object.prototype);
    expect(Object.getPrototypeOf(shown.description.versions)).toBe(Object.prototype);
    expect(Object.prototype.toString.call({})).toBe('[object Object]');
  });
});
