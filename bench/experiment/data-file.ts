import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { systemErrorCode } from '../../src/runs/disk-problem.js';
import { replaceFile } from '../../src/runs/disk.js';
import { conditions } from './conditions.js';
import { runResult, type RunResult } from './result.js';

/** The results in `file`, one JSON line each; none where there is no such file. Throws where a line is damaged. */
export async function readResults(file: string): Promise<RunResult[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') {
      return '';
    }
    throw error;
  });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => runResult.parse(JSON.parse(line)));
}

/** Writes `results`, ordered by seed and condition: the same results are the same bytes, in whatever order they came. */
export async function writeResults(file: string, results: readonly RunResult[]): Promise<void> {
  const place = (name: string): number =>
    conditions.findIndex((condition) => condition.name === name);
  const ordered = results.toSorted(
    (one, other) => one.seed - other.seed || place(one.condition) - place(other.condition),
  );
  await mkdir(path.dirname(file), { recursive: true });
  await replaceFile(file, ordered.map((result) => `${JSON.stringify(result)}\n`).join(''));
}
