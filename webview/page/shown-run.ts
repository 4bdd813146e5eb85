import * as l10n from '@vscode/l10n';
import type { Band, Line, RunSnapshot } from '../../src/record/snapshot.js';
import { smooth, smoothMeans } from '../../src/series/smooth.js';
import type { Curve } from './chart/content.js';
import type { Look } from './look.js';

/** One run on the page. */
export interface ShownRun {
  readonly snapshot: RunSnapshot;
  /** Its place among the runs, from 0. */
  readonly place: number;
  /** Short name that tells it from the others. */
  readonly name: string;
  /** Names of its modalities. */
  readonly modalities: readonly string[];
}

/** The runs of a snapshot with names that tell them apart: by strategy, else by seed, else by id. */
export function shownRuns(runs: readonly RunSnapshot[]): ShownRun[] {
  const plain = plainNames(runs);
  const seeded = seededNames(runs, plain);
  return runs.map((snapshot, place) => ({
    snapshot,
    place,
    name: isAlone(plain[place], plain) ? plain[place] : seeded[place],
    modalities: snapshot.description.modalities.map(({ name }) => name),
  }));
}

function plainNames(runs: readonly RunSnapshot[]): string[] {
  const isOneModel = new Set(runs.map(({ description }) => description.name)).size === 1;
  return runs.map(({ description: { name, balancing } }) =>
    isOneModel ? balancing.strategy : `${name}, ${balancing.strategy}`,
  );
}

/** `plain` with each run's seed, and its id where that is not enough. */
function seededNames(runs: readonly RunSnapshot[], plain: readonly string[]): string[] {
  const seeded = runs.map(({ description: { seed } }, place) =>
    l10n.t('{0}, seed {1}', plain[place], seed),
  );
  return seeded.map((name, place) =>
    isAlone(name, seeded) ? name : `${name}, ${runs[place].description.id}`,
  );
}

function isAlone(name: string, names: readonly string[]): boolean {
  return names.filter((each) => each === name).length === 1;
}

/** What charts of runs are of, in their pictures and in the names of their files: the models, then the runs. */
export function exportNames(runs: readonly RunSnapshot[]): string[] {
  const models = [...new Set(runs.map(({ description }) => description.name))];
  return [models.join(', '), ...seededNames(runs, plainNames(runs))];
}

/** `label`, with the run's name where there are several. */
export function labelled(label: string, run: ShownRun, runCount: number): string {
  return runCount > 1 ? `${label} · ${run.name}` : label;
}

/** How many buckets a curve is smoothed over: about a fortieth of the curve. */
function smoothingWindow({ x }: Band): number {
  return Math.max(1, Math.round(x.length / 40));
}

/** A noisy curve, as it is or smoothed, with the range of its values as a shade. */
export function bandCurve(label: string, look: Look, band: Band, isSmoothed: boolean): Curve {
  const { x, mean, low, high } = smooth(band, isSmoothed ? smoothingWindow(band) : 1);
  return { label, look, line: { x, y: mean }, range: { low, high } };
}

/** A noisy curve without the range of its values, as it is or smoothed. */
export function meanCurve(label: string, look: Look, band: Band, isSmoothed: boolean): Curve {
  const { x, mean } = band;
  const y = isSmoothed ? smoothMeans(mean, smoothingWindow(band)) : mean;
  return { label, look, line: { x, y } };
}

/** A curve over the evaluations of a run: `values` gives what one evaluation says, null to leave it out. */
export function evaluationCurve(
  label: string,
  look: Look,
  { snapshot }: ShownRun,
  value: (accuracies: { accuracy: number; branchAccuracies: readonly number[] }) => number,
): Curve {
  const line: Line = { x: [], y: [] };
  for (const event of snapshot.events) {
    if ((event.type === 'epoch' || event.type === 'evaluation') && event.evaluation !== null) {
      const measured = value(event.evaluation);
      line.x.push(event.step);
      line.y.push(Number.isFinite(measured) ? measured : null);
    }
  }
  return { label, look, line };
}

/** The last training step of any of the runs: where their charts end. */
export function lastStep(runs: readonly ShownRun[]): number {
  return Math.max(0, ...runs.map(({ snapshot }) => snapshot.steps.loss.x.at(-1) ?? 0));
}
