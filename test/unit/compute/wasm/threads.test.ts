import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { startBackend } from '../../../../src/compute/start-backend.js';
import { threadsVariable } from '../../../../src/compute/thread-count.js';
import { startHelper } from '../../../../src/compute/wasm/helper.js';
import {
  workshopOf,
  type WasmBackend,
  type Workshop,
} from '../../../../src/compute/wasm/workshop.js';
import { foldedConvolution } from '../../../../src/network/operations/folded-convolution.js';
import { gateFeatures } from '../../../../src/network/operations/gate-features.js';
import { applyGate } from '../../../../src/network/operations/gated-features.js';
import { TransferModule } from '../../../../src/network/transfer-module.js';
import { Weights } from '../../../../src/network/weights.js';
import { Generator } from '../../../../src/random/generator.js';
import { lossAndGradients, normalizing, values } from './both-backends.js';

const kinds = [
  'convolution',
  'folded convolution',
  'normalization',
  'gate',
  'transfer',
  'evaluation',
] as const;

/** One of the things that threads share, of any size. */
interface Case {
  readonly kind: (typeof kinds)[number];
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outChannels: number;
  readonly filter: number;
  readonly stride: number;
  readonly seed: number;
}

const anyCase: fc.Arbitrary<Case> = fc.record({
  kind: fc.constantFrom(...kinds),
  batch: fc.integer({ min: 1, max: 20 }),
  height: fc.integer({ min: 5, max: 40 }),
  width: fc.integer({ min: 5, max: 40 }),
  channels: fc.constantFrom(1, 3, 4, 8, 16, 20),
  outChannels: fc.constantFrom(4, 8, 11),
  filter: fc.integer({ min: 1, max: 5 }),
  stride: fc.integer({ min: 1, max: 3 }),
  seed: fc.nat(1000),
});

/** What comes out of a case, with all gradients, as bytes. */
function compute(given: Case): string[] {
  const { batch, height, width, channels, outChannels, filter, stride, seed } = given;
  const x = (): tf.Tensor => values([batch, height, width, channels], seed + 1);
  const vectors = (size: number[], count: number): tf.Tensor[] =>
    Array.from({ length: count }, (_, index) => values(size, seed + 2 + index));
  const weights = new Weights(Generator.stream(1, 'network'));
  const results = tf.tidy(() => {
    switch (given.kind) {
      case 'convolution':
        return lossAndGradients(
          [x(), ...vectors([filter, filter, channels, outChannels], 1)],
          (input: tf.Tensor4D, weights: tf.Tensor4D) => tf.conv2d(input, weights, stride, 'same'),
        );
      case 'folded convolution': {
        const [kernel] = vectors([filter, filter, channels, outChannels], 1) as [tf.Tensor4D];
        const [bias] = vectors([outChannels], 1) as [tf.Tensor1D];
        const [gate] = vectors([batch, channels], 1) as [tf.Tensor2D];
        const stage = foldedConvolution(kernel, bias, stride, filter - 1);
        return [stage.apply({ features: x(), gate })];
      }
      case 'normalization':
        return lossAndGradients(
          [x(), ...vectors([channels], 3)],
          (input: tf.Tensor, ...[bias, scale, offset]: tf.Tensor[]) =>
            normalizing(input, bias, scale, offset).value,
        );
      case 'gate':
        return lossAndGradients(
          [x(), ...vectors([batch, channels], 1)],
          (input: tf.Tensor, gate: tf.Tensor2D) => gateFeatures(input, gate),
        );
      case 'transfer':
        return lossAndGradients(
          [x(), ...vectors([batch, 5, channels], 1)],
          (first: tf.Tensor, second: tf.Tensor) =>
            transferred(weights, [first, second], channels, 0),
        );
      case 'evaluation':
        return [transferred(weights, [x(), ...vectors([batch, 5, channels], 1)], channels, null)];
    }
  });
  const bytes = results.map((result) =>
    Buffer.from(result.dataSync<'float32'>().buffer).toString('base64'),
  );
  tf.dispose(results);
  weights.dispose();
  return bytes;
}

/** The gated features of a transfer module between two branches, side by side; in evaluation where `seen` is null. */
function transferred(
  weights: Weights,
  maps: readonly tf.Tensor[],
  channels: number,
  seen: number | null,
): tf.Tensor {
  const options = { ratio: 4, gateScale: 2, frozenGate: 'mean-of-excitation' } as const;
  const module = new TransferModule(weights, 0, ['gray', 'color'], [channels, channels], options);
  const { features } = module.fuse(maps, { kind: 'regular' }, seen);
  return tf.concat(features.map((map) => tf.reshape(map === null ? [] : applyGate(map), [-1])));
}

function workshop(): Workshop {
  return workshopOf(tf.backend() as unknown as WasmBackend);
}

beforeAll(async () => {
  process.env[threadsVariable] = '1';
  await startBackend('wasm');
});

describe('what comes out is the same bit for bit', () => {
  const cases = fc.sample(anyCase, 60);

  test('on any number of threads, and nothing is left over', async () => {
    expect(workshop().threads).toBe(1);
    const alone = cases.map(compute);
    const before = tf.engine().backend.numDataIds();
    for (const threads of [2, 3, 5]) {
      expect(await workshop().employ(threads)).toBeNull();
      expect(workshop().threads).toBe(threads);
      for (const [index, given] of cases.entries()) {
        expect({ given, result: compute(given) }).toEqual({ given, result: alone[index] });
      }
    }
    expect(tf.engine().backend.numDataIds()).toBe(before);
  });

  test('after the memory has grown under the threads', () => {
    const given: Case = {
      ...{ kind: 'convolution', batch: 16, height: 40, width: 40, channels: 16, seed: 1 },
      ...{ outChannels: 8, filter: 3, stride: 1 },
    };
    const small = compute(given);
    const filling: tf.Tensor[] = [];
    for (let round = 0; round < 4; round += 1) {
      filling.push(tf.zeros([2 ** 24]));
      expect(compute(given)).toEqual(small);
    }
    tf.dispose(filling);
  });
});

describe('threads that fail', () => {
  test('one that does not start is told, and the others go on', async () => {
    const { threads } = workshop();
    const broken = await workshop().employ(threads + 1, (task) =>
      startHelper(task, `throw new Error('no room')`),
    );
    expect(broken).toBe('no room');
    expect(
      await workshop().employ(threads + 1, (task) => startHelper(task, 'process.exit(3)')),
    ).toBe('ended with exit code 3');
    expect(workshop().threads).toBe(threads);
  });

  test('one that breaks off is noticed by whoever waits for it', async () => {
    // Its scratch memory would lie beyond the end of the memory.
    await workshop().employ(workshop().threads + 1, (task) =>
      startHelper({ ...task, thread: 20_000 }),
    );
    const given = fc.sample(anyCase, { numRuns: 1, seed: 1 })[0];
    expect(() => {
      for (let attempt = 0; attempt < 1000; attempt += 1) {
        compute({ ...given, kind: 'convolution', batch: 16, height: 40, width: 40, channels: 16 });
      }
    }).toThrow('broke off');
  });
});
