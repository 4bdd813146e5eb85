import * as l10n from '@vscode/l10n';
import { lastUtilization } from '../../../src/metrics/findings/facts.js';
import { inWords, measuredOn } from '../../../src/metrics/findings/words.js';
import type { ReferenceComparison } from '../../../src/record/reference-comparison.js';
import type { SplitName, Utilization } from '../../../src/record/utilization.js';
import type { Inspected } from '../sections/section.js';
import type { ComparedRun } from './compared-runs.js';

/** What was measured of one run. */
export interface MeasuredRun {
  /** Training steps behind the weights. */
  readonly step: number;
  readonly utilization: Utilization;
  readonly references: readonly ReferenceComparison[];
}

/** Measurements of the compared runs that were had alike. */
export interface Measurement {
  /** Where they come from and on which samples they were had, in words. */
  readonly title: string;
  /** One a run, in their order; null where it was not measured, or on other samples than the first that was. */
  readonly runs: readonly (MeasuredRun | null)[];
  /** Which runs have no numbers in it, and why: one sentence each. */
  readonly missing: readonly string[];
}

const splits: readonly SplitName[] = ['test', 'validation', 'train'];

/** What can be compared: measured anew for every run on one split, and what the runs measured last themselves. */
export function measurements(
  runs: readonly ComparedRun[],
  inspected: readonly Inspected[],
): Measurement[] {
  const anew = splits.flatMap((split) => {
    const measured = runs.map((run) => inspectionOf(run, inspected, split));
    return measured.every((each) => each === null)
      ? []
      : [alike(runs, measured, (on) => l10n.t('Measured anew on {0}', on))];
  });
  const recorded = runs.map(({ run }): MeasuredRun | null => {
    const last = lastUtilization(run.snapshot);
    return last === null || last.utilization.entries.length === 0
      ? null
      : { ...last, references: [] };
  });
  return recorded.every((each) => each === null)
    ? anew
    : [
        ...anew,
        alike(runs, recorded, (on) => l10n.t('Measured last by the runs themselves, on {0}', on)),
      ];
}

function inspectionOf(
  { run }: ComparedRun,
  inspected: readonly Inspected[],
  split: SplitName,
): MeasuredRun | null {
  const found = inspected.find(
    ({ directory, inspection: { utilization } }) =>
      directory === run.snapshot.directory &&
      utilization.split === split &&
      utilization.cut === 'mean',
  );
  return found?.inspection ?? null;
}

/** Leaves out what was measured on other samples than the first: such numbers do not stand side by side. */
function alike(
  runs: readonly ComparedRun[],
  measured: readonly (MeasuredRun | null)[],
  title: (on: string) => string,
): Measurement {
  const first = measured.find((each) => each !== null)?.utilization;
  const isAlike = ({ utilization }: MeasuredRun): boolean =>
    utilization.split === first?.split &&
    utilization.samples === first.samples &&
    utilization.available === first.available;
  return {
    title: title(first === undefined ? '' : measuredOn(first)),
    runs: measured.map((each) => (each !== null && isAlike(each) ? each : null)),
    missing: measured.flatMap((each, place) =>
      each === null || !isAlike(each) ? [whyMissing(runs[place].name, each)] : [],
    ),
  };
}

function whyMissing(name: string, measured: MeasuredRun | null): string {
  return measured === null
    ? l10n.t('{0} has no such measurement yet.', name)
    : l10n.t(
        '{0} was measured on {1}: its numbers do not stand beside these.',
        name,
        measuredOn(measured.utilization),
      );
}

/** After which step something was measured; a dash where it was not. */
export function stepInWords(measured: MeasuredRun | null): string {
  return measured === null ? '–' : inWords(measured.step, 'count');
}
