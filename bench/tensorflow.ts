/**
 * Step times of the backend `tensorflow` beside PyTorch's on as many threads, in turns in one run: how long a step takes, how
 * much of the processors, how much of that TensorFlow's graph of it, and what tracking the speed costs where it is in
 * training. To be given the number of threads (1) and folders where @tensorflow/tfjs-node may lie besides those that were
 * set up.
 */
import { packageFolders } from '../src/compute/installed-backends.js';
import { startBackend } from '../src/compute/start-backend.js';
import { CompiledOperations } from '../src/compute/tensorflow/deferring/compiled-operations.js';
import { shareThreads } from '../src/compute/tensorflow/share-threads.js';
import { median } from '../src/series/median.js';
import { processorTime } from './processor-time.js';
import { measureStep } from './step-time.js';
import { measureTracking, trackingInWords } from './tracking-time.js';
import { findTwin, type Twin } from './twin.js';
import { example } from './workload.js';

const rounds = 3;

/** Steps by then are graphs. */
const warmUp = 30;

const sizes = [
  { batch: 64, steps: 30, pairs: 60 },
  { batch: 8, steps: 100, pairs: 400 },
];

/** Milliseconds of processor time of every graph that was run. */
function watchGraphs(): number[] {
  const times: number[] = [];
  const { prototype } = CompiledOperations;
  const run = Object.getOwnPropertyDescriptor(prototype, 'run')?.value as typeof prototype.run;
  prototype.run = function (inputs) {
    const start = processorTime();
    try {
      return run.call(this, inputs);
    } finally {
      times.push(processorTime() - start);
    }
  };
  return times;
}

async function compare(
  { batch, steps, pairs }: (typeof sizes)[number],
  threads: number,
  twin: Twin,
  graphs: number[],
): Promise<object[]> {
  const rows: object[] = [];
  for (let round = 0; round < rounds; round += 1) {
    graphs.length = 0;
    const ours = await measureStep(example(batch), steps, warmUp);
    // Steps come before what else is measured of them.
    const graph = median(graphs.slice(0, steps)) ?? 0;
    const theirs = twin.measure({ batch, steps, threads });
    const tracking = await measureTracking(() => example(batch), pairs, warmUp);
    rows.push({
      batch,
      'step (ms)': ours.milliseconds.toFixed(1),
      'PyTorch (ms)': theirs.stepMilliseconds.toFixed(1),
      'processor (ms)': ours.processor.toFixed(1),
      'of it the graph': graph.toFixed(1),
      'PyTorch, processor': theirs.processorMilliseconds.toFixed(1),
      ratio: (ours.milliseconds / theirs.stepMilliseconds).toFixed(2),
      'of processor time': (ours.processor / theirs.processorMilliseconds).toFixed(2),
      'of it tracking (%)': trackingInWords(tracking),
    });
  }
  return rows;
}

async function main(): Promise<void> {
  const [threads = '1', ...folders] = process.argv.slice(2);
  shareThreads(Number(threads));
  const { device } = await startBackend('tensorflow', packageFolders([...folders, __dirname]));
  const twin = findTwin();
  if (twin === null) {
    throw new Error('There is no Python with torch to compare with.');
  }
  console.log(`${device.description}; PyTorch ${twin.version}; ${threads} threads`);
  const graphs = watchGraphs();
  const rows: object[] = [];
  for (const size of sizes) {
    rows.push(...(await compare(size, Number(threads), twin, graphs)));
  }
  console.table(rows);
}

void main();
