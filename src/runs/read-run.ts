import * as l10n from '@vscode/l10n';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Problem } from '../record/problem.js';
import { runDescription, schemaVersion, type RunDescription } from '../record/run.js';
import { onDisk, systemErrorCode } from './disk-problem.js';
import { JsonText } from './json-file.js';
import { refuseDeep, refuseLinks, refuseTooLarge } from './refuse-crafted-run.js';
import { runFile, runFiles } from './run-files.js';
import type { Stamp } from './stamp.js';
import { stepLayout } from './step-table.js';
import { readWhole } from './whole-file.js';

/** A run on disk. */
export interface Run {
  /** Absolute path of the run directory. */
  readonly directory: string;
  readonly description: RunDescription;
}

const versioned = z.looseObject({ schemaVersion: z.number() });

/**
 * Reads and validates what a run is.
 *
 * @param directory path of the run directory
 * @throws Problem where there is no run, it is damaged, or a newer version of Modality Lens wrote it
 */
export async function readRun(directory: string): Promise<Run> {
  return (await readStampedRun(directory)).run;
}

/** {@link readRun}, with what tells later whether the run is still as it was read. */
export async function readStampedRun(
  directory: string,
): Promise<{ readonly run: Run; readonly stamp: Stamp }> {
  const place = path.resolve(directory);
  const file = runFile(place, 'description');
  await refuseLinks(place);
  const { bytes, stamp } = await onDisk(file, 'read the run', () =>
    readWhole(file, refuseTooLarge('description', file)),
  ).catch((thrown: unknown) => {
    throw noRun(place, thrown);
  });
  return { run: { directory: place, description: described(bytes.toString(), file) }, stamp };
}

/** What the text of `run.json` says. */
function described(text: string, file: string): RunDescription {
  const json = new JsonText(text, file);
  const version = json.as(versioned).schemaVersion;
  if (version > schemaVersion) {
    throw new Problem({
      code: 'run',
      file,
      entry: 'schemaVersion',
      what: l10n.t(
        'A newer Modality Lens wrote this run: its format is {0}, this one reads {1}.',
        version,
        schemaVersion,
      ),
      remedy: l10n.t('Update Modality Lens.'),
    });
  }
  const description = json.as(runDescription);
  refuseDeep(description.configuration, file);
  stepLayout(description, file);
  return description;
}

/** The problem of a folder without `run.json`, or of none at all; `thrown` itself where that is not what it says. */
function noRun(directory: string, thrown: unknown): unknown {
  if (!(thrown instanceof Problem) || systemErrorCode(thrown.cause) !== 'ENOENT') {
    return thrown;
  }
  const description = existsSync(directory)
    ? {
        what: l10n.t(
          'This folder is no run, or not all of it is there: it has no {0}.',
          runFiles.description,
        ),
        remedy: l10n.t(
          'Give the directory of a run; one that was half deleted cannot be read any more.',
        ),
      }
    : {
        what: l10n.t('There is no such run.'),
        remedy: l10n.t('Check the path, or give the name of a run below .modality-lens/runs.'),
      };
  return new Problem({ code: 'run', file: directory, ...description }, { cause: thrown.cause });
}
