import { rm } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { FollowedRuns, type FollowedRun } from '../../../src/editor/runs/followed-runs.js';
import type { ProblemDescription } from '../../../src/record/problem.js';
import { createRun } from '../../../src/runs/create-run.js';
import type { RunWriter } from '../../../src/runs/run-writer.js';
import { GrowingSnapshot } from '../../../src/series/growing-snapshot.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { sampleRun, sampleStep } from '../runs/support/samples.js';

/** A page that is shown one run. */
class Page {
  readonly run: FollowedRun;
  shown: GrowingSnapshot | null = null;
  problem: ProblemDescription | null = null;
  #told: () => void = () => undefined;

  constructor(runs: FollowedRuns, directory: string) {
    this.run = runs.follow(directory, {
      renewed: () => {
        const snapshot = this.run.snapshot();
        this.shown = snapshot && new GrowingSnapshot(snapshot);
        this.#told();
      },
      grown: (growth) => {
        // False where a growth before it is missing.
        expect(this.shown?.add(growth)).toBe(true);
        this.#told();
      },
      failed: (problem) => {
        this.problem = problem;
        this.#told();
      },
    });
  }

  get steps(): number {
    return this.shown?.snapshot.steps.count ?? -1;
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      const told = new Promise<void>((resolve) => (this.#told = resolve));
      this.run.poke();
      await told;
    }
  }
}

function followedRuns(): FollowedRuns {
  const runs = new FollowedRuns();
  onTestFinished(() => {
    runs.dispose();
  });
  return runs;
}

async function writeSteps(writer: RunWriter, ...steps: number[]): Promise<void> {
  for (const step of steps) {
    writer.appendStep(sampleStep(step));
  }
  await writer.flush();
}

async function trainedRun(...steps: number[]): Promise<RunWriter> {
  const writer = await createRun(temporaryFolder(), sampleRun());
  onTestFinished(async () => {
    await writer.close('finished', null);
  });
  await writeSteps(writer, ...steps);
  return writer;
}

test('pages that show a run all follow it, whenever they came, and a page that went does not', async () => {
  const writer = await trainedRun(1, 2);
  const runs = followedRuns();
  const [first, gone] = [0, 1].map(() => new Page(runs, writer.run.directory));
  await first.until(() => first.steps === 2);
  gone.run.dispose();
  await writeSteps(writer, 3);
  await first.until(() => first.steps === 3);
  const late = new Page(runs, writer.run.directory);
  // The run was read before: what there is of it is there at once.
  expect(late.run.snapshot()?.steps.count).toBe(3);
  await writeSteps(writer, 4);
  await Promise.all([first.until(() => first.steps === 4), late.until(() => late.steps === 4)]);
  expect(late.shown?.snapshot).toEqual(first.shown?.snapshot);
  expect(gone.steps).toBe(2);
});

test('a run that was left is followed on for a while', async () => {
  const writer = await trainedRun(1);
  const runs = followedRuns();
  const before = new Page(runs, writer.run.directory);
  await before.until(() => before.steps === 1);
  before.run.dispose();
  const again = new Page(runs, writer.run.directory);
  expect(again.run.snapshot()?.steps.count).toBe(1);
  await writeSteps(writer, 2);
  await again.until(() => again.steps === 2);
});

test('every page is told that a run is gone, and who asks for it again has it read again', async () => {
  const folder = temporaryFolder();
  const writer = await createRun(folder, sampleRun());
  await writer.close('finished', null);
  const { directory } = writer.run;
  const runs = followedRuns();
  const pages = [0, 1].map(() => new Page(runs, directory));
  await Promise.all(pages.map((page) => page.until(() => page.shown !== null)));
  await rm(directory, { recursive: true });
  await Promise.all(pages.map((page) => page.until(() => page.problem !== null)));
  const again = new Page(runs, directory);
  expect(again.run.snapshot()).toBeNull();
  await again.until(() => again.problem !== null);
  expect(again.problem).toMatchObject({ code: 'run', file: directory });
});
