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
      'There is only one modality, so there is nothing to fuse.',
      'Add a second modality, or leave `fusion` out.',
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
      `The fusion point names no stage of branch ${modality}.`,
      'Every branch takes part in every fusion module: name a stage of each.',
    );
  }
  return stage;
}

function requireStage(stage: number, modality: string, depth: number, entry: string): void {
  if (!Number.isInteger(stage) || stage < 1 || stage > depth) {
    throw modelFileProblem(
      entry,
      `There is no stage ${String(stage)} in branch ${modality}: it has ${String(depth)}, counted from 1.`,
      'Fuse after a stage that every branch has, or name one for each: { gray: 2, color: 3 }.',
    );
  }
}

function requireKnown(point: FusionPoint, names: readonly string[], entry: string): void {
  const unknown = typeof point === 'number' ? [] : Object.keys(point);
  const stranger = unknown.find((name) => !names.includes(name));
  if (stranger !== undefined) {
    throw modelFileProblem(
      entry,
      `The fusion point names ${stranger}, which is no modality.`,
      `The modalities are ${names.join(', ')}.`,
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
      `Branch ${names[branch]} fuses after stage ${String(later[branch])} when it has already fused after stage ${String(earlier[branch])}.`,
      'List the fusion points in the order of the stages, each stage once.',
    );
  }
}
