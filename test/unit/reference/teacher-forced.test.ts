import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConditionalLearningSpeed, mu } from '../../../src/metrics/conditional-learning-speed.js';
import { speedDifference } from '../../../src/metrics/speed-difference.js';
import type { MultiModalNetwork } from '../../../src/network/multi-modal-network.js';
import { decodeMode, type Mode } from '../../../src/record/mode.js';
import { BatchReader, type Batch } from '../../../src/training/batches.js';
import { createOptimizer, type Optimizer } from '../../../src/training/optimizers/optimizer.js';
import { TrainingStep, type StepMeasurement } from '../../../src/training/session/training-step.js';
import { onRungs, startRung } from '../../support/rung.js';
import { Agreement, bounds, magnitude } from './agreement.js';
import { referenceDataset } from './data.js';
import { below, float32, readJson, readTensors, row, tensor } from './fixtures.js';
import { logitsOf } from './logits.js';
import type { ReferenceTensors } from './fixtures.js';
import {
  createNetwork,
  modalityNames,
  readScenario,
  scenarios,
  type Scenario,
} from './scenario.js';

const speedSums = z.object({ branch: z.array(z.number()), fusion: z.array(z.number()) });

const fixtureSchema = z.object({
  states: z.array(z.object({ gateSamples: z.int(), speedSums })),
  optimizerSteps: z.record(z.string(), z.array(z.int())),
  steps: z.array(
    z.object({
      before: z.int(),
      after: z.int(),
      mode: z.int().transform(decodeMode),
      batch: z.array(z.int()),
      loss: z.number(),
      accuracy: z.number(),
      speedDifference: z.number().nullable(),
      branches: z.array(
        z.object({
          loss: z.number(),
          branchGradient: z.number(),
          branchWeights: z.number(),
          fusionGradient: z.number(),
          fusionWeights: z.number(),
          speed: z.number().nullable(),
        }),
      ),
    }),
  ),
});
type Fixture = z.infer<typeof fixtureSchema>;
type RecordedStep = Fixture['steps'][number];

/** A scenario's recorded states, and a network to put them into. */
class Replay {
  readonly agreement = new Agreement();
  readonly network: MultiModalNetwork;
  readonly fixture: Fixture;
  readonly #scenario: Scenario;
  readonly #tensors: ReferenceTensors;
  readonly #reader: BatchReader;

  constructor(name: string) {
    this.#scenario = readScenario(name);
    this.network = createNetwork(this.#scenario);
    this.fixture = readJson(`${name}/teacher-forced.json`, fixtureSchema);
    this.#tensors = readTensors(`${name}/teacher-forced.safetensors`);
    this.#reader = new BatchReader(referenceDataset(), modalityNames(this.#scenario));
  }

  /** Takes step number `index` from the recorded state before it, and compares everything with the one behind it. */
  async compare(index: number): Promise<void> {
    const step = this.fixture.steps[index];
    const batch = await this.#reader.read('train', Int32Array.from(step.batch));
    await this.#compareLogits(index, batch, step.mode);
    const optimizer = await this.#restore(step.before);
    const measured = await new TrainingStep(this.network, optimizer).take(
      batch,
      step.mode,
      optimizer.initialRate,
    );
    this.#compareMeasurement(`step ${index}`, measured, step);
    await this.#compareState(`step ${index}`, step.after, optimizer);
    optimizer.dispose();
    tf.dispose([...batch.inputs]);
  }

  async #restore(state: number): Promise<Optimizer> {
    this.network.importWeights(float32(this.#rows('states/', state)));
    this.network.gateSamples = this.fixture.states[state].gateSamples;
    const optimizer = createOptimizer(this.#scenario.optimizer, this.network.parameters);
    await optimizer.importSlots(float32(this.#rows('slots/', state)), this.#steps(state));
    return optimizer;
  }

  #rows(prefix: string, index: number): ReferenceTensors {
    return new Map([...below(this.#tensors, prefix)].map(([name, all]) => [name, row(all, index)]));
  }

  #steps(state: number): Record<string, number> {
    const counts = Object.entries(this.fixture.optimizerSteps);
    return Object.fromEntries(counts.map(([name, steps]) => [name, steps[state]]));
  }

  /** A training pass moves statistics and gate means: the state is restored afterwards. */
  async #compareLogits(index: number, { inputs }: Batch, mode: Mode): Promise<void> {
    (await this.#restore(this.fixture.steps[index].before)).dispose();
    const flow = mode.kind === 'regular' ? mode : { ...mode, kind: 'frozen' as const };
    const logits = await logitsOf(this.network, inputs, { flow, training: true });
    modalityNames(this.#scenario).forEach((name, branch) => {
      const expected = row(tensor(this.#tensors, `logits.${name}`), index);
      const label = `step ${index}: logits.${name}`;
      this.agreement.values(label, logits[branch] ?? [], expected, bounds.tensor);
    });
  }

  #compareMeasurement(label: string, { accuracy, branches }: StepMeasurement, step: RecordedStep) {
    expect(accuracy, label).toBe(step.accuracy);
    const sums = new ConditionalLearningSpeed(this.fixture.states[step.before].speedSums);
    const relative = branches.map((branch) => ({
      branch: mu(branch.branchGradient, branch.branchWeights),
      fusion: mu(branch.fusionGradient, branch.fusionWeights),
    }));
    if (step.mode.kind === 'regular') {
      sums.regularStep(relative);
    }
    const after = this.fixture.states[step.after].speedSums;
    step.branches.forEach((expected, k) => {
      const name = `${label}: branch ${k}`;
      const { branch, fusion } = relative[k];
      this.agreement.number(`${name} loss`, branches[k].loss, expected.loss, bounds.tensor);
      const [own, fed] = [
        expected.branchGradient / expected.branchWeights,
        expected.fusionGradient / expected.fusionWeights,
      ];
      this.agreement.ratio(`${name} μ(θ)`, branch ?? Number.NaN, own, bounds.mu);
      this.agreement.ratio(`${name} μ(θ')`, fusion ?? Number.NaN, fed, bounds.mu);
      this.agreement.number(`${name} s`, sums.speeds[k], expected.speed, bounds.speed);
      if (after.branch[k] > 0) {
        this.agreement.ratio(`${name} Σμ(θ)`, sums.sums.branch[k], after.branch[k], bounds.mu);
        this.agreement.ratio(`${name} Σμ(θ')`, sums.sums.fusion[k], after.fusion[k], bounds.mu);
      }
    });
    const difference = speedDifference(sums.speeds);
    this.agreement.number(`${label}: d_speed`, difference, step.speedDifference, bounds.speed);
  }

  async #compareState(label: string, state: number, optimizer: Optimizer): Promise<void> {
    const weights = await this.network.exportWeights();
    this.agreement.tensors(label, weights, this.#rows('states/', state), () => bounds.tensor);
    expect(this.network.gateSamples, label).toBe(this.fixture.states[state].gateSamples);
    const slots = (await optimizer.exportSlots()) ?? new Map();
    // Slots are of the gradient's size, or of its square: the bound goes with the tensor's own.
    const slotBound = (_: string, expected: Parameters<typeof magnitude>[0]) =>
      10 * bounds.tensor * magnitude(expected);
    this.agreement.tensors(label, slots, this.#rows('slots/', state), slotBound);
    expect(optimizer.steps, label).toEqual(this.#steps(state));
  }
}

describe.each(
  onRungs({ backend: 'wasm', names: scenarios }, { backend: 'cpu', names: ['published-options'] }),
)('a training step on $backend', ({ backend, names }) => {
  describe.each(names)('from the states of %s', (name) => {
    let replay: Replay;
    beforeAll(async () => {
      await startRung(backend);
      replay = new Replay(name);
    });
    afterAll(() => {
      replay.network.dispose();
    });

    it('gives the logits, norms, speeds, weights, statistics and slots of PyTorch', async () => {
      for (const index of replay.fixture.steps.keys()) {
        await replay.compare(index);
      }
      replay.agreement.assert();
    });

    it('boosts every modality somewhere, so that nothing goes untested', () => {
      const modes = replay.fixture.steps.map(({ mode }) => mode);
      for (const modality of replay.network.specification.modalities.keys()) {
        expect(modes).toContainEqual({ kind: 'rebalancing', modality });
      }
    });
  });
});
