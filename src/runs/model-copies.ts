import * as l10n from '@vscode/l10n';
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../record/problem.js';
import type { RunDescription } from '../record/run.js';
import { replaceFile } from './disk.js';
import { onDisk } from './disk-problem.js';
import { fileInsideRun } from './inside-run.js';
import { runFile, runFiles } from './run-files.js';
import type { Run } from './read-run.js';

/** A file that the training was made from: the model file, or one that it imported. */
export interface ModelSource {
  /** Absolute path. */
  readonly original: string;
  readonly content: string | Uint8Array;
}

/** A copy of a model source in a run. */
export interface ModelCopy {
  /** Absolute path of the file that was copied, as it was when the run was made. */
  readonly original: string;
  /** Absolute path of the copy. */
  readonly copy: string;
}

/**
 * Writes the copies below `model/`, laid out as the originals lie to each other, so that their relative imports hold.
 *
 * @param sources the model file first
 * @returns what `run.json` says of them
 * @throws Problem where they cannot be written
 */
export async function writeModelCopies(
  directory: string,
  sources: readonly ModelSource[],
): Promise<Pick<RunDescription['model'], 'copies' | 'hash'>> {
  const copies = layOut(sources.map(({ original }) => original));
  for (const [index, { copy }] of copies.entries()) {
    const file = path.join(runFile(directory, 'model'), copy);
    await onDisk(file, 'copy the model file', async () => {
      await mkdir(path.dirname(file), { recursive: true });
      await replaceFile(file, sources[index]?.content ?? '');
    });
  }
  return { copies, hash: modelHash(sources.map(({ content }) => content)) };
}

/**
 * Where the copies of a run's model lie, the model file's first, after checking that they are what the run was made
 * from. Loading them runs them: that needs the trust that the originals needed.
 *
 * @throws Problem where there are none, or one is missing, lies elsewhere, or was changed
 */
export async function readModelCopies({ directory, description }: Run): Promise<ModelCopy[]> {
  const { copies, hash } = description.model;
  if (copies.length === 0) {
    throw new Problem({
      code: 'run',
      file: runFile(directory, 'description'),
      entry: 'model.copies',
      what: l10n.t('This run has no copy of its model file: another program wrote it.'),
      remedy: l10n.t('It can be looked at; go on with it in the program that wrote it.'),
    });
  }
  const found: ModelCopy[] = [];
  const contents: Uint8Array[] = [];
  for (const { original, copy } of copies) {
    const file = await fileInsideRun(directory, `${runFiles.model}/${copy}`);
    contents.push(await onDisk(file, 'read the copy of the model file', () => readFile(file)));
    found.push({ original, copy: file });
  }
  if (modelHash(contents) !== hash) {
    throw new Problem({
      code: 'run',
      file: runFile(directory, 'model'),
      what: l10n.t(
        'The copies of the model file are not what this run was made from: they were changed.',
      ),
      remedy: l10n.t('Restore them, or train again from the model file.'),
    });
  }
  return found;
}

/** SHA-256 over the SHA-256 digests of the contents, in order; hexadecimal. */
function modelHash(contents: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const content of contents) {
    hash.update(createHash('sha256').update(content).digest());
  }
  return hash.digest('hex');
}

/** Each original's path below the deepest folder that holds them all. */
function layOut(originals: readonly string[]): RunDescription['model']['copies'] {
  // A drive letter becomes a folder: no name may hold a colon.
  const paths = originals.map((original) =>
    path.resolve(original).replaceAll(':', '').split(path.sep),
  );
  const [first = [], ...others] = paths.map((segments) => segments.slice(0, -1));
  const differs = first.findIndex((segment, depth) =>
    others.some((folder) => folder[depth] !== segment),
  );
  const shared = differs === -1 ? first.length : differs;
  return originals.map((original, index) => ({
    original,
    copy: (paths[index] ?? []).slice(shared).filter(Boolean).join('/'),
  }));
}
