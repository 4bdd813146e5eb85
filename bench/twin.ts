import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** A PyTorch program that takes the same training step. */
export interface Twin {
  readonly version: string;
  /** What a step takes, without tracking of the speed. */
  measure(batch: number, steps: number, threads: number): TwinTiming;
}

/** Median milliseconds of a step: that pass, and of processor time, of all threads together. */
export interface TwinTiming {
  readonly milliseconds: number;
  readonly processor: number;
}

const candidates = ['python3', '/usr/bin/python3'];

/** The twin, where a Python with torch is there; null elsewhere. */
export function findTwin(): Twin | null {
  for (const python of candidates) {
    const { status, stdout } = spawnSync(python, ['-c', 'import torch; print(torch.__version__)'], {
      encoding: 'utf8',
    });
    if (status === 0) {
      return {
        version: stdout.trim(),
        measure: (batch, steps, threads) => measure(python, batch, steps, threads),
      };
    }
  }
  return null;
}

function measure(python: string, batch: number, steps: number, threads: number): TwinTiming {
  const script = path.join(__dirname, '../bench/pytorch_twin.py');
  const { status, stdout, stderr } = spawnSync(
    python,
    [
      ...[script, '--batch', String(batch), '--steps', String(steps), '--warmup', '3'],
      ...['--threads', String(threads)],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new Error(`The PyTorch twin failed: ${stderr}`);
  }
  const { stepMilliseconds, processorMilliseconds } = JSON.parse(stdout) as {
    stepMilliseconds: number;
    processorMilliseconds: number;
  };
  return { milliseconds: stepMilliseconds, processor: processorMilliseconds };
}
