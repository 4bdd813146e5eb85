import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { TensorMap } from '../../../src/record/checkpoint.js';
import { encodeMode } from '../../../src/record/mode.js';
import { encodeStep, stepColumns, type Step } from '../../../src/record/step.js';
import { resolveTraining } from '../../../src/training/configuration.js';
import { Session } from '../../../src/training/session.js';
import { isUsualRung, startRung } from '../../support/rung.js';
import { Agreement, bounds } from './agreement.js';
import { referenceDataset } from './data.js';
import { below, float32, readJson, readTensors, row, tensor } from './fixtures.js';
import { createNetwork, modalityNames, readScenario, trainedScenarios } from './scenario.js';

const fixtureSchema = z.object({
  columns: z.array(z.string()),
  weightGaps: z.record(z.string(), z.record(z.string(), z.number())),
});

const shortRun = 10;
const longRun = 100;

/** How far a run may be from the float64 one, in gaps that float32 PyTorch leaves to it; docs/backends.md has them. */
const gaps = isUsualRung ? 3 : 10;

/** What a norm or a loss may differ by on another rung where PyTorch happens to leave hardly any gap. */
const rounding = isUsualRung ? 0 : 1e-6;

/** A whole run of `longRun` steps with evaluations in between, and the weights after some of its steps. */
async function train(name: string): Promise<{ steps: Step[]; weights: Map<number, TensorMap> }> {
  const scenario = readScenario(name);
  const network = createNetwork(scenario);
  network.importWeights(
    float32(below(readTensors(`${name}/free-running.safetensors`), 'initial/')),
  );
  const session = new Session({
    network,
    dataset: referenceDataset(),
    training: resolveTraining({
      epochs: longRun / scenario.stepsPerEpoch,
      batchSize: scenario.batchSize,
      optimizer: scenario.optimizer,
      utilization: { every: 5, samples: 50, recordingSamples: 50 },
      checkpoints: { everyMinutes: null },
    }),
    balancing: scenario.balancing,
    seed: 0,
  });
  const steps: Step[] = [];
  const weights = new Map<number, TensorMap>();
  for await (const item of session.run()) {
    if (item.kind === 'step') {
      steps.push(item.step);
      if (item.step.step === shortRun || item.step.step === longRun) {
        weights.set(item.step.step, await network.exportWeights());
      }
    }
  }
  network.dispose();
  return { steps, weights };
}

describe('guided training', () => {
  beforeAll(() => startRung('wasm'));

  describe.each(trainedScenarios)('of %s', (name) => {
    const { columns, weightGaps } = readJson(`${name}/free-running.json`, fixtureSchema);
    const tensors = readTensors(`${name}/free-running.safetensors`);
    const names = modalityNames(readScenario(name));
    const ours = stepColumns(names);
    let run: Awaited<ReturnType<typeof train>>;
    beforeAll(async () => {
      run = await train(name);
    });

    /** Column `column` of our step, of the reference's float64 run, and of the gap, at step number `step` from 1. */
    const values = (step: number, column: string) => {
      const [expected, gap] = ['float64', 'gap'].map((table) => {
        const { data } = row(tensor(tensors, table), step - 1);
        return data[columns.indexOf(column)];
      });
      return { actual: encodeStep(run.steps[step - 1])[ours.indexOf(column)], expected, gap };
    };

    it('takes the modes of PyTorch wherever d_speed is clear of α', () => {
      const { balancing } = readScenario(name);
      const alpha = balancing.strategy === 'guided' ? balancing.alpha : Number.NaN;
      const seen = new Set<number>();
      for (const { step, mode } of run.steps) {
        const { expected, gap } = values(Math.max(step - 1, 1), 'speedDifference');
        // The recording made sure of it: every decision is clear, so that every mode must agree.
        expect(Math.abs(Math.abs(expected) - alpha)).toBeGreaterThan(gap);
        expect(encodeMode(mode), `step ${step}`).toBe(values(step, 'mode').expected);
        seen.add(encodeMode(mode));
      }
      expect(run.steps).toHaveLength(longRun);
      expect([...seen]).toEqual(expect.arrayContaining([0, 1, 2]));
    });

    it('stays within the bounds of a single step for ten steps', () => {
      const agreement = new Agreement();
      for (let step = 1; step <= shortRun; step += 1) {
        for (const column of columns) {
          const { actual, expected } = values(step, column);
          const label = `step ${step}: ${column}`;
          if (column.endsWith('Gradient') || column.endsWith('Weights')) {
            agreement.ratio(label, actual, expected, bounds.mu);
          } else {
            const bound = /speed/i.test(column) ? bounds.speed : bounds.tensor;
            agreement.number(label, actual, expected, bound);
          }
        }
      }
      agreement.tensors(
        'weights',
        run.weights.get(shortRun) ?? new Map(),
        below(tensors, `step${shortRun}/`),
        () => bounds.tensor,
      );
      agreement.assert();
    });

    it(`is as close to the float64 run after a hundred steps as ${gaps} gaps of float32 PyTorch`, () => {
      const agreement = new Agreement();
      for (let step = 1; step <= longRun; step += 1) {
        for (const column of columns) {
          const { actual, expected, gap } = values(step, column);
          agreement.number(`step ${step}: ${column}`, actual, expected, gaps * gap + rounding);
        }
      }
      agreement.tensors(
        'weights',
        run.weights.get(longRun) ?? new Map(),
        below(tensors, `step${longRun}/`),
        (key) => gaps * (weightGaps[`step${longRun}`][key] ?? 0),
      );
      agreement.assert();
    });
  });
});
