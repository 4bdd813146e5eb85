import path from 'node:path';

/** Names of what lies in a run directory. */
export const runFiles = {
  description: 'run.json',
  steps: 'steps.f64',
  events: 'events.jsonl',
  lock: 'lock.json',
  model: 'model',
  checkpoints: 'checkpoints',
  nullBand: 'null-band.json',
  inspections: 'inspections',
} as const;

/** Name of a run, made fit for a folder on any system: a–z, 0–9 and dashes, at most 40 characters. */
function slug(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'run' : plain;
}

/**
 * Folder name of a run: `2026-01-31T12-30-59Z-colored-and-gray-mnist-1f0c9a3e`. Sorted by name is sorted by time.
 *
 * @param created milliseconds since the Unix epoch
 */
export function runDirectoryName(created: number, name: string, id: string): string {
  const time = new Date(created)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  return `${time}-${slug(name)}-${id}`;
}

/** Absolute path of `name` in the run directory. */
export function runFile(directory: string, name: keyof typeof runFiles): string {
  return path.join(directory, runFiles[name]);
}
