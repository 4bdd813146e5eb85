/**
 * Step times of a GPU's backend beside PyTorch's in eager mode on the same GPU, in turns in one run: the example's network in
 * batches of 64 and 1,024, and a pair of ResNet-18 on images of 224 × 224 in batches of 64. To be given the backend
 * (webgpu or tensorflow-gpu) and folders where its package may lie besides those that were set up; `--small` takes small
 * shapes instead, to see on a machine without a GPU that all of it runs.
 */
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { packageFolders } from '../src/compute/installed-backends.js';
import { startBackend } from '../src/compute/start-backend.js';
import { backendName } from '../src/record/run.js';
import { median } from '../src/series/median.js';
import { residualPair } from './residual-pair.js';
import { measureStep, type StepTiming } from './step-time.js';
import { measureTracking, trackingInWords } from './tracking-time.js';
import { findTwin, type Twin, type TwinTiming } from './twin.js';
import { example, type Workload } from './workload.js';

const workloads = {
  example: (batch: number): Workload => example(batch),
  'residual-pair': residualPair,
};

interface Size {
  readonly network: keyof typeof workloads;
  /** Height and width of an image. */
  readonly side: number;
  readonly batch: number;
  readonly steps: number;
}

/** What is measured, and how often. */
interface Plan {
  readonly rounds: number;
  /** Shaders are compiled and the algorithms of convolutions are chosen by then. */
  readonly warmUp: number;
  readonly sizes: readonly Size[];
}

const usual: Plan = {
  rounds: 3,
  warmUp: 10,
  sizes: [
    { network: 'example', side: 28, batch: 64, steps: 100 },
    { network: 'example', side: 28, batch: 1024, steps: 50 },
    { network: 'residual-pair', side: 224, batch: 64, steps: 20 },
  ],
};

const small: Plan = {
  rounds: 1,
  warmUp: 1,
  sizes: [
    { network: 'example', side: 28, batch: 2, steps: 1 },
    { network: 'residual-pair', side: 32, batch: 2, steps: 1 },
  ],
};

async function compare(size: Size, { rounds, warmUp }: Plan, twin: Twin | null): Promise<object> {
  const { network, side, batch, steps } = size;
  const ours: StepTiming[] = [];
  const theirs: TwinTiming[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await measureStep(workloads[network](batch, side), steps, warmUp));
    if (twin !== null) {
      theirs.push(twin.measure({ ...size, warmup: warmUp, device: 'gpu' }));
    }
  }
  const step = median(ours.map(({ milliseconds }) => milliseconds)) ?? 0;
  const reference = median(theirs.map(({ stepMilliseconds }) => stepMilliseconds));
  const make = (): Workload => workloads[network](batch, side);
  const tracking = await measureTracking(make, steps, warmUp, () => performance.now());
  return {
    network,
    side,
    batch,
    'step (ms)': step.toFixed(1),
    'PyTorch (ms)': reference?.toFixed(1) ?? '–',
    'PyTorch on': theirs.at(0)?.device ?? '–',
    ratio: reference === null ? '–' : (step / reference).toFixed(2),
    'of it tracking (%)': trackingInWords(tracking),
  };
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { small: { type: 'boolean', default: false } },
  });
  const [backend, ...folders] = positionals;
  const name = backendName.parse(backend);
  const { device } = await startBackend(name, packageFolders([...folders, __dirname]));
  const twin = findTwin();
  console.log(`${name}: ${device.description}; PyTorch: ${twin?.version ?? 'not here'}`);
  const rows: object[] = [];
  const plan = values.small ? small : usual;
  for (const size of plan.sizes) {
    rows.push(await compare(size, plan, twin));
  }
  console.table(rows);
}

void main();
