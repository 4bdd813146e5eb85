import { performance } from 'node:perf_hooks';
import { coloredAndGrayMnist } from '../src/data/colored-and-gray-mnist.js';
import { BatchReader } from '../src/training/batches.js';
import { UtilizationMeasurement } from '../src/training/conditional-utilization.js';
import { evaluate } from '../src/training/evaluation.js';
import { example, initialNetwork } from './workload.js';

/** How many samples are evaluated, and how many the means are recorded on: the defaults during training. */
const samples = 1024;

const batchSize = 64;

/** What measuring conditional utilization costs, beside one plain evaluation of the same samples. */
export interface UtilizationTiming {
  /** One plain evaluation, milliseconds. */
  readonly plain: number;
  /** Intact pass, cut passes and intervals, milliseconds. */
  readonly measured: number;
  /** The same from outside, with reading the samples, which the plain evaluation does too, milliseconds. */
  readonly whole: number;
  /** Of it the intervals, milliseconds. */
  readonly intervals: number;
  /** The recording pass, done once for a set of weights, milliseconds. */
  readonly recording: number;
}

/** Times both in turns, `rounds` times; gives the round with the median ratio. */
export async function measureUtilization(rounds: number): Promise<UtilizationTiming> {
  const sizes = { train: samples, validation: samples, test: 1 };
  const dataset = await coloredAndGrayMnist(sizes).load('.', 0);
  const network = initialNetwork(example(batchSize));
  const reader = new BatchReader(dataset, ['gray', 'color']);
  const clock = (): number => performance.now();
  const options = { network, reader, batchSize, seed: 0, recordingSamples: samples, clock };
  const timings: UtilizationTiming[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const start = clock();
    await evaluate(options, 'validation');
    const plain = clock() - start;
    const measurement = new UtilizationMeasurement(options);
    const request = { split: 'validation', cut: 'mean', samples: null } as const;
    const begin = clock();
    const { intact, cut, intervals, recording } = (await measurement.measure(request)).durations;
    const whole = clock() - begin - recording;
    timings.push({ plain, measured: intact + cut + intervals, whole, intervals, recording });
  }
  network.dispose();
  // The first round warms up.
  const ratio = ({ plain, measured }: UtilizationTiming): number => measured / plain;
  return timings.slice(1).sort((one, other) => ratio(one) - ratio(other))[Math.floor(rounds / 2)];
}
