/**
 * Step times of the embedded backend beside PyTorch's on as many threads, in turns in one run, so that the ratio means
 * something on any machine; what tracking and measuring cost; how long a long run takes to be shown; whether tensors are
 * left over; and where the time of a step goes.
 */
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../src/compute/start-backend.js';
import { threadCount, threadsVariable } from '../src/compute/thread-count.js';
import { workshopOf, type WasmBackend } from '../src/compute/wasm/workshop.js';
import { median } from '../src/series/median.js';
import { measureKernels, type KernelTime } from './kernel-times.js';
import { measureSnapshot, type SnapshotTiming } from './snapshot-time.js';
import { measureStep, type StepTiming } from './step-time.js';
import { tensorsInMemory } from './tensors-in-memory.js';
import { measureTracking, trackingInWords } from './tracking-time.js';
import { findTwin, type Twin } from './twin.js';
import { measureUtilization, type UtilizationTiming } from './utilization-time.js';
import { example } from './workload.js';

/** How often both sides are measured. */
const rounds = 3;

/** How often utilization is: its passes are long, and a neighbour of the machine makes one of three half as long again. */
const utilizationRounds = 11;

/** Measured steps a round, and pairs of steps with and without tracking, by batch size. */
const sizes = [
  { batch: 64, steps: 12, pairs: 200 },
  { batch: 8, steps: 40, pairs: 400 },
];

/** Steps that are not counted. */
const warmUp = 3;

async function compare(
  { batch, steps, pairs }: (typeof sizes)[number],
  threads: number,
  twin: Twin | null,
): Promise<object> {
  const ours: StepTiming[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await measureStep(example(batch), steps, warmUp));
    if (twin !== null) {
      theirs.push(twin.measure({ batch, steps, threads }).stepMilliseconds);
    }
  }
  const step = median(ours.map(({ milliseconds }) => milliseconds)) ?? 0;
  const reference = twin === null ? null : median(theirs);
  const tracking = await measureTracking(() => example(batch), pairs, warmUp);
  return {
    threads,
    batch,
    'step (ms)': step.toFixed(1),
    'PyTorch (ms)': reference?.toFixed(1) ?? '–',
    ratio: reference === null ? '–' : (step / reference).toFixed(2),
    'of it tracking (%)': trackingInWords(tracking),
  };
}

function utilizationRow(
  threads: number,
  { plain, measured, whole, intervals, recording }: UtilizationTiming,
): object {
  return {
    threads,
    'plain evaluation (ms)': plain.toFixed(0),
    'intact, cut, intervals (ms)': measured.toFixed(0),
    ratio: (measured / plain).toFixed(2),
    'of it intervals (ms)': intervals.toFixed(0),
    'ratio with reading': (whole / plain).toFixed(2),
    'recording, once (ms)': recording.toFixed(0),
  };
}

function snapshotRow({ pass, snapshot, growth }: SnapshotTiming): object {
  return {
    'plain pass (ms)': pass.toFixed(0),
    'snapshot (ms)': snapshot.toFixed(0),
    ratio: (snapshot / pass).toFixed(1),
    '1,000 steps more (ms)': growth.toFixed(2),
    'ratio of these': (growth / pass).toFixed(3),
  };
}

function kernelRow({ kernel, milliseconds, calls }: KernelTime): object {
  return { kernel, 'a step (ms)': milliseconds.toFixed(2), calls };
}

async function main(): Promise<void> {
  const usual = threadCount();
  process.env[threadsVariable] = '1';
  const { device } = await startBackend('wasm');
  const twin = findTwin();
  console.log(`wasm: ${device.description}; PyTorch: ${twin?.version ?? 'not here'}`);
  const [rows, utilization]: object[][] = [[], []];
  for (const threads of new Set([1, usual])) {
    await workshopOf(tf.backend() as unknown as WasmBackend).employ(threads);
    for (const size of sizes) {
      rows.push(await compare(size, threads, twin));
    }
    utilization.push(utilizationRow(threads, await measureUtilization(utilizationRounds)));
  }
  console.table(rows);
  console.log('Conditional utilization on 1,024 samples, beside one plain evaluation of them:');
  console.table(utilization);
  console.log('Showing a run of 1,000,000 steps, beside one plain pass over its file:');
  console.table([snapshotRow(await measureSnapshot(1_000_000, rounds))]);
  console.log('Tensors in memory after so many steps of a small network:');
  console.table(await tensorsInMemory());
  // Last: the kernels stay wrapped.
  console.log('Where the time of a step goes, the ten slowest kernels, of batches of 64:');
  console.table((await measureKernels(64, 12)).slice(0, 10).map(kernelRow));
}

void main();
