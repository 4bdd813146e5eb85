import * as l10n from '@vscode/l10n';
import { modelFileProblem } from '../record/model-file-problem.js';
import type { FusionPoint, NetworkSpecification } from './specification.js';

/**
 * After which stage of each branch every fusion module sits: [module][branch], stage numbers from 1; empty without fusion.
 *
 * @throws Problem `model-file` where a point names an unknown modality or too few, or a stage that is not there, where the
 * points are not in increasing order in every branch, or where there are fewer than two branches to fuse
 */
export function fusionPoints({ modalities, fusion }: NetworkSpecification): number[][] {
  if (fusion === null) {
    return [];
  }
  if (modalities.length < 2) {
    throw modelFileProblem(
      'fusion',
      l10n.t('There is only one modality, so there is nothing to fuse.'),
      l10n.t('Add a second modality, or leave `fusion` out.'),
    );
  }
  const points = fusion.after.map((point, index) =>
    modalities.map(({ name, branch }) => {
      const stage = stageIn(point, name, entryOf(index));
      requireStage(stage, name, branch.stages.length, entryOf(index));
      return stage;
    }),
  );
  fusion.after.forEach((point, index) => {
    requireKnown(
      point,
      modalities.map(({ name }) => name),
      entryOf(index),
    );
  });
  points.slice(1).forEach((point, index) => {
    requireIncreasing(
      points[index],
      point,
      modalities.map(({ name }) => name),
      entryOf(index + 1),
    );
  });
  return points;
}

function entryOf(index: number): string {
  return `fusion.after[${String(index)}]`;
}

function stageIn(point: FusionPoint, modality: string, entry: string): number {
  const stage = typeof point === 'number' ? point : point[modality];
  if (stage === undefined) {
    throw modelFileProblem(
      entry,
      l10n.t('The fusion point names no stage of branch {0}.', modality),
      l10n.t('Every branch takes part in every fusion module: name a stage of each.'),
    );
  }
  return stage;
}

function requireStage(stage: number, modality: string, depth: number, entry: string): void {
  if (!Number.isInteger(stage) || stage < 1 || stage > depth) {
    throw modelFileProblem(
      entry,
      l10n.t(
        'There is no stage {0} in branch {1}: it has {2}, counted from 1.',
        String(stage),
        modality,
        String(depth),
      ),
      l10n.t(
        'Fuse after a stage that every branch has, or name one for each: { gray: 2, color: 3 }.',
      ),
    );
  }
}

function requireKnown(point: FusionPoint, names: readonly string[], entry: string): void {
  const unknown = typeof point === 'number' ? [] : Object.keys(point);
  const stranger = unknown.find((name) => !names.includes(name));
  if (stranger !== undefined) {
    throw modelFileProblem(
      entry,
      l10n.t('The fusion point names {0}, which is no modality.', stranger),
      l10n.t('The modalities are {0}.', names.join(', ')),
    );
  }
}

function requireIncreasing(
  earlier: readonly number[],
  later: readonly number[],
  names: readonly string[],
  entry: string,
): void {
  const branch = later.findIndex((stage, index) => stage <= earlier[index]);
  if (branch !== -1) {
    throw modelFileProblem(
      entry,
      l10n.t(
        'Branch {0} fuses after stage {1} when it has already fused after stage {2}.',
        names[branch],
        String(later[branch]),
        String(earlier[branch]),
      ),
      l10n.t('List the fusion points in the order of the stages, each stage once.'),
    );
  }
}
