import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where runs are written unless `--runs` says otherwise. */
export function defaultRunsDirectory(): string {
  return path.resolve('.modality-lens', 'runs');
}

/** The run directory that a person means: a path, or a run's name below the default folder. */
export function runPath(given: string): string {
  const direct = path.resolve(given);
  const named = path.join(defaultRunsDirectory(), given);
  return !existsSync(direct) && existsSync(named) ? named : direct;
}
