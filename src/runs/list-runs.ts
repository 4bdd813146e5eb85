import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describeProblem, Problem, type ProblemDescription } from '../record/problem.js';
import { onDisk, systemErrorCode, unlessMissing } from './disk-problem.js';
import { livingWriter } from './lock-holder.js';
import { readRun, type Run } from './read-run.js';

/** A folder among the runs: a run, or what is wrong with it. */
export type ListedRun =
  | { readonly kind: 'run'; readonly run: Run }
  | {
      readonly kind: 'damaged';
      readonly directory: string;
      readonly problem: ProblemDescription;
    };

/**
 * The runs in a folder, newest first; damaged ones are listed with what is wrong. A run that is just being made is not
 * there yet. A missing folder has none.
 *
 * @param read reads one run, for who keeps what was read before
 * @throws Problem where the folder cannot be read
 */
export async function listRuns(
  runsDirectory: string,
  read?: (directory: string) => Promise<Run>,
): Promise<ListedRun[]> {
  return readListed(await runFolders(runsDirectory), read);
}

/**
 * Absolute paths of the folders of runs in a folder, newest first, none of which was looked into. A missing folder has none.
 *
 * @throws Problem where the folder cannot be read
 */
export async function runFolders(runsDirectory: string): Promise<string[]> {
  const directory = path.resolve(runsDirectory);
  const names = await onDisk(directory, 'list the runs', () =>
    unlessMissing([], () => foldersIn(directory)),
  );
  return names
    .sort()
    .reverse()
    .map((name) => path.join(directory, name));
}

/** The runs in these of {@link runFolders}, in their order; see {@link listRuns}. */
export async function readListed(
  folders: readonly string[],
  read: (directory: string) => Promise<Run> = readRun,
): Promise<ListedRun[]> {
  const listed = await Promise.all(folders.map((folder) => listedRun(folder, read)));
  return listed.filter((run) => run !== null);
}

async function foldersIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
}

async function listedRun(
  directory: string,
  read: (directory: string) => Promise<Run>,
): Promise<ListedRun | null> {
  try {
    return { kind: 'run', run: await read(directory) };
  } catch (error) {
    if (!(error instanceof Problem)) {
      throw error;
    }
    // `run.json` comes last: while a run is being made there is only its lock.
    const unmade = systemErrorCode(error.cause) === 'ENOENT';
    if (unmade && livingWriter(directory) !== null) {
      return null;
    }
    return { kind: 'damaged', directory, problem: describeProblem(error) };
  }
}
