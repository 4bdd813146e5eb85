import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';

/** A PyTorch program that takes the same training step. */
export interface Twin {
  readonly version: string;
  /** What a step takes, without tracking of the speed. */
  measure(request: TwinRequest): TwinTiming;
}

/** What the twin is to train, and on what. */
export interface TwinRequest {
  /** The example's network unless given. */
  readonly network?: 'example' | 'residual-pair';
  /** Height and width of a residual pair's images. */
  readonly side?: number;
  readonly batch: number;
  readonly steps: number;
  /** Steps before those that count; 3 unless given. */
  readonly warmup?: number;
  /** Threads of the CPU; 1 unless given. */
  readonly threads?: number;
  /** `gpu`: NVIDIA's where PyTorch finds one, else the CPU. The CPU unless given. */
  readonly device?: 'cpu' | 'gpu';
}

const twinTiming = z.object({
  /** What it computed on. */
  device: z.string(),
  /** Median of a step, from its beginning to the end of all that it computes. */
  stepMilliseconds: z.number(),
  /** Median of processor time, of all threads together. */
  processorMilliseconds: z.number(),
});
export type TwinTiming = z.infer<typeof twinTiming>;

const candidates = ['python3', '/usr/bin/python3'];

/** The twin, where a Python with torch is there; null elsewhere. */
export function findTwin(): Twin | null {
  for (const python of candidates) {
    const { status, stdout } = spawnSync(python, ['-c', 'import torch; print(torch.__version__)'], {
      encoding: 'utf8',
    });
    if (status === 0) {
      return { version: stdout.trim(), measure: (request) => measure(python, request) };
    }
  }
  return null;
}

function measure(python: string, request: TwinRequest): TwinTiming {
  const script = path.join(__dirname, '../bench/pytorch_twin.py');
  const asked = Object.entries({ warmup: 3, ...request }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  const { status, stdout, stderr } = spawnSync(python, [script, ...asked], { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`The PyTorch twin failed: ${stderr}`);
  }
  return twinTiming.parse(JSON.parse(stdout));
}
