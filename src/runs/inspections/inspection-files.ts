import * as l10n from '@vscode/l10n';
import { lstat, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../record/problem.js';
import type { GateChoice } from '../../record/gates.js';
import { replacingCut, type MeasurementChoice } from '../../record/samples.js';
import { splitName } from '../../record/utilization.js';
import { replaceFile } from '../disk.js';
import { onDisk, unlessMissing } from '../disk-problem.js';
import type { Run } from '../read-run.js';
import { runFile, runFiles } from '../run-files.js';

const [splits, cuts] = [splitName.options.join('|'), replacingCut.options.join('|')];
const samplesName = new RegExp(`^samples-(\\d{9,15})-(${splits})-(${cuts})\\.safetensors$`);

const gatesName = new RegExp(`^gates-(\\d{9,15})-(${splits})\\.json$`);

/** The most files of a folder that are looked at. */
const mostFiles = 10_000;

/** What was measured of a run's checkpoints and kept with the run, the latest checkpoint first. */
export interface InspectionList {
  readonly samples: MeasurementChoice[];
  readonly gates: GateChoice[];
}

/** Path of a file of samples below the run directory, with forward slashes. */
export function samplesPath({ step, split, cut }: MeasurementChoice): string {
  return `${runFiles.inspections}/samples-${digits(step)}-${split}-${cut}.safetensors`;
}

/** Path of a file of gates below the run directory, with forward slashes. */
export function gatesPath({ step, split }: GateChoice): string {
  return `${runFiles.inspections}/gates-${digits(step)}-${split}.json`;
}

/**
 * What was measured and kept, by the names of the files; other files are ignored, and so is a folder that is none.
 *
 * @throws Problem where the folder cannot be listed
 */
export async function listInspections({
  directory,
}: Pick<Run, 'directory'>): Promise<InspectionList> {
  const folder = runFile(directory, 'inspections');
  const names = await onDisk(folder, 'list the inspections', () =>
    unlessMissing([], async () => ((await isFolder(folder)) ? readdir(folder) : [])),
  );
  const samples = names.slice(0, mostFiles).flatMap((name) => {
    const [, step, split, cut] = samplesName.exec(name) ?? [];
    return step === undefined
      ? []
      : [{ step: Number(step), split: splitName.parse(split), cut: replacingCut.parse(cut) }];
  });
  const gates = names.slice(0, mostFiles).flatMap((name) => {
    const [, step, split] = gatesName.exec(name) ?? [];
    return step === undefined ? [] : [{ step: Number(step), split: splitName.parse(split) }];
  });
  return { samples: samples.sort(latestFirst), gates: gates.sort(latestFirst) };
}

/**
 * Keeps a file with the run, in place of one of the same name. Nothing else of the run is touched, so that it may be
 * written by its training meanwhile.
 *
 * @param relative as {@link samplesPath} says it
 * @throws Problem where it cannot be written, or would be written elsewhere
 */
export async function keepInspection(
  { directory }: Pick<Run, 'directory'>,
  relative: string,
  content: string | Uint8Array,
): Promise<void> {
  const folder = runFile(directory, 'inspections');
  await onDisk(folder, 'keep the inspection', async () => {
    await mkdir(folder, { recursive: true });
    if (!(await isFolder(folder))) {
      throw new Problem({
        code: 'run',
        file: folder,
        what: l10n.t('The folder of inspections is no folder of this run: it leads elsewhere.'),
        remedy: l10n.t('Remove it, and inspect again.'),
      });
    }
    await replaceFile(path.join(directory, ...relative.split('/')), content);
  });
}

async function isFolder(folder: string): Promise<boolean> {
  return (await lstat(folder)).isDirectory();
}

function digits(step: number): string {
  return String(step).padStart(9, '0');
}

function latestFirst(one: { readonly step: number }, other: { readonly step: number }): number {
  return other.step - one.step;
}
