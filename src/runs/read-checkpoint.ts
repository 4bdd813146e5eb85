import * as l10n from '@vscode/l10n';
import {
  checkpointState,
  type Checkpoint,
  type CheckpointState,
  type TensorMap,
} from '../record/checkpoint.js';
import { describeProblem, Problem, type ProblemDescription } from '../record/problem.js';
import {
  checkpointFiles,
  checkpointFolders,
  checkpointName,
  checkpointSteps,
} from './checkpoint-folders.js';
import { onDisk, systemErrorCode } from './disk-problem.js';
import { fileInsideRun } from './inside-run.js';
import { readJsonFile } from './json-file.js';
import type { Run } from './read-run.js';
import type { CheckpointChoice } from '../record/inspection.js';
import { runFile, runFiles } from './run-files.js';
import { readSafetensors } from './safetensors.js';

/** A checkpoint as read. */
export interface StoredCheckpoint extends Checkpoint {
  readonly state: CheckpointState;
}

/** The checkpoints of a run by step, ascending, and what is wrong with those that cannot be read. */
export interface CheckpointList {
  readonly states: readonly CheckpointState[];
  readonly problems: readonly ProblemDescription[];
}

/** The states of a run's checkpoints; weights are not read. Throws a Problem where they cannot be listed. */
export async function listCheckpoints({
  directory,
}: Pick<Run, 'directory'>): Promise<CheckpointList> {
  const states: CheckpointState[] = [];
  const problems: ProblemDescription[] = [];
  for (const step of await steps(directory)) {
    try {
      states.push(await unlessReplaced(() => readState(directory, step)));
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      if (!(await hasVanished(error, directory, step))) {
        problems.push(describeProblem(error));
      }
    }
  }
  return { states, problems };
}

/** How often to choose again where the writer removes what was chosen for a newer one. */
const attempts = 20;

/**
 * Reads a checkpoint of a run.
 *
 * @throws Problem where there is no such checkpoint (it lists those that there are) or it is damaged
 */
export async function readCheckpoint(
  { directory }: Pick<Run, 'directory'>,
  choice: CheckpointChoice,
): Promise<StoredCheckpoint> {
  for (let attempt = 1; ; attempt += 1) {
    const step = await chosenStep(directory, choice);
    try {
      return await unlessReplaced(() => readAt(directory, step));
    } catch (error) {
      if (attempt === attempts || !(await hasVanished(error, directory, step))) {
        throw error;
      }
    }
  }
}

/** The step of the best checkpoint among `states`: the latest that was the best when it was made; null without one. */
export function bestStep(states: readonly CheckpointState[]): number | null {
  return states.findLast(({ best }) => best)?.step ?? null;
}

async function chosenStep(directory: string, choice: CheckpointChoice): Promise<number> {
  const available = await steps(directory);
  let step: number | null | undefined = choice === 'last' ? available.at(-1) : null;
  if (choice === 'best') {
    step = bestStep((await listCheckpoints({ directory })).states);
  } else if (choice !== 'last') {
    step = available.includes(choice) ? choice : null;
  }
  if (step === null || step === undefined) {
    throw new Problem({
      code: 'run',
      file: runFile(directory, 'checkpoints'),
      entry: String(choice),
      what: hasNo(choice),
      remedy:
        available.length === 0
          ? l10n.t(
              'It has no checkpoint at all: let it train further, or train anew where it has ended.',
            )
          : l10n.t('It has checkpoints at these steps: {0}.', available.join(', ')),
    });
  }
  return step;
}

function hasNo(choice: CheckpointChoice): string {
  switch (choice) {
    case 'best':
      return l10n.t('This run has no best checkpoint.');
    case 'last':
      return l10n.t('This run has no last checkpoint.');
    default:
      return l10n.t('This run has no checkpoint at step {0}.', choice);
  }
}

function steps(directory: string): Promise<number[]> {
  const checkpoints = runFile(directory, 'checkpoints');
  return onDisk(checkpoints, 'list the checkpoints', () => checkpointSteps(checkpoints));
}

async function readAt(directory: string, step: number): Promise<StoredCheckpoint> {
  const state = await readState(directory, step);
  const weights = await readTensors(directory, step, 'weights');
  const optimizer = await readTensors(directory, step, 'optimizer');
  return { state, weights, optimizer };
}

async function readState(directory: string, step: number): Promise<CheckpointState> {
  const file = await checkpointFile(directory, step, 'state');
  const state = await readJsonFile(file, checkpointState);
  if (state.step !== step) {
    throw new Problem({
      code: 'run',
      file,
      entry: 'step',
      what: l10n.t('It is of step {0}, but its folder of step {1}.', state.step, step),
      remedy: l10n.t('Use another checkpoint.'),
    });
  }
  return state;
}

async function readTensors(
  directory: string,
  step: number,
  name: 'weights' | 'optimizer',
): Promise<TensorMap> {
  const { tensors } = await readSafetensors(await checkpointFile(directory, step, name));
  return tensors;
}

async function checkpointFile(
  directory: string,
  step: number,
  name: keyof typeof checkpointFiles,
): Promise<string> {
  const checkpoints = runFile(directory, 'checkpoints');
  const folders = await onDisk(checkpoints, 'list the checkpoints', () =>
    checkpointFolders(checkpoints),
  );
  const folder = folders.get(step) ?? checkpointName(step);
  return fileInsideRun(directory, `${runFiles.checkpoints}/${folder}/${checkpointFiles[name]}`);
}

/** What `read` gives, the second time where a file was gone: a newer checkpoint of the same step was put in place. */
async function unlessReplaced<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (isMissing(error)) {
      return read();
    }
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Problem && systemErrorCode(error.cause) === 'ENOENT';
}

/** Whether the checkpoint was removed while it was being read. */
async function hasVanished(error: unknown, directory: string, step: number): Promise<boolean> {
  return isMissing(error) && !(await steps(directory)).includes(step);
}
