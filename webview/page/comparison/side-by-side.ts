import * as l10n from '@vscode/l10n';
import { referenceSentences } from '../../../src/metrics/findings/held-to-reference.js';
import { inWords } from '../../../src/metrics/findings/words.js';
import { differenceName, rateName } from '../../../src/metrics/utilization-names.js';
import { stateInWords } from '../../../src/record/run-in-words.js';
import type { Estimate, UtilizationEntry } from '../../../src/record/utilization.js';
import { element, table, type Cell } from '../element.js';
import { estimateCell } from '../estimate-cell.js';
import { key } from '../key.js';
import type { Looks } from '../look.js';
import { keyed } from '../patch.js';
import { rebalancingShare } from '../rebalancing-share.js';
import type { ShownRun } from '../shown-run.js';
import { duration } from '../time-in-words.js';
import type { ComparedRun } from './compared-runs.js';
import { stepInWords, type MeasuredRun, type Measurement } from './measurements.js';

const number = (content: string): Cell => ({ content, isNumber: true });

/** What was measured of each run, one column a run, each number with its interval over samples. */
export function measuredTable(
  { title, runs: measured, missing }: Measurement,
  runs: readonly ComparedRun[],
  looks: Looks,
): HTMLElement {
  const { modalities } = runs[0].run;
  const entries = measured.find((each) => each !== null)?.utilization.entries ?? [];
  const row = (
    name: string,
    of: (each: MeasuredRun) => Estimate | undefined,
    unit: Unit,
  ): Cell[] => [
    { content: name },
    ...measured.map((each) => {
      const estimate = each === null ? undefined : of(each);
      return estimate === undefined ? number('–') : estimateCell(estimate, unit);
    }),
  ];
  const held = measured.flatMap((each, place) =>
    (each?.references ?? []).flatMap((reference) =>
      referenceSentences(reference, modalities).map((said) => `${runs[place].name}: ${said}`),
    ),
  );
  const sentences = [...missing, ...held].map((said) => element('li', {}, said));
  return keyed(
    title,
    element(
      'div',
      {},
      runsTable(title, runs, looks, [
        [{ content: l10n.t('after step') }, ...measured.map((each) => number(stepInWords(each)))],
        row(
          l10n.t('accuracy of the model'),
          ({ utilization }) => utilization.modelAccuracy,
          'accuracy',
        ),
        ...entries.flatMap((entry) => entryRows(entry, modalities, row)),
        row(differenceName(modalities), ({ utilization }) => utilization.difference, 'rate'),
      ]),
      sentences.length === 0 ? null : element('ul', { className: 'note' }, ...sentences),
    ),
  );
}

type Unit = Parameters<typeof estimateCell>[1];
type MakeRow = (
  name: string,
  of: (each: MeasuredRun) => Estimate | undefined,
  unit: Unit,
) => Cell[];

function entryRows(entry: UtilizationEntry, modalities: readonly string[], row: MakeRow): Cell[][] {
  const [own, other] = [modalities[entry.branch], modalities[entry.cut]];
  const same = ({ utilization }: MeasuredRun): UtilizationEntry | undefined =>
    utilization.entries.find(({ branch, cut }) => branch === entry.branch && cut === entry.cut);
  return [
    row(l10n.t('A(f) of the {0} branch', own), (each) => same(each)?.accuracy, 'accuracy'),
    row(
      l10n.t('A(f′) of {0} without {1}', own, other),
      (each) => same(each)?.accuracyCut,
      'accuracy',
    ),
    row(
      l10n.t('points of {0} lost without {1}', own, other),
      (each) => same(each)?.points,
      'points',
    ),
    row(rateName(entry, modalities), (each) => same(each)?.rate, 'rate'),
  ];
}

/** How each run went: steps, d_speed, what was re-balanced, and how long it took. */
export function courseTable(runs: readonly ComparedRun[], looks: Looks): HTMLElement {
  const row = (name: string, of: (run: ShownRun) => string): Cell[] => [
    { content: name },
    ...runs.map(({ run }) => number(of(run))),
  ];
  return runsTable(l10n.t('How the runs went'), runs, looks, [
    row(l10n.t('state'), ({ snapshot }) => stateInWords(snapshot.state)),
    row(l10n.t('training steps'), ({ snapshot }) => inWords(snapshot.steps.count, 'count')),
    row(l10n.t('d_speed after the last step'), ({ snapshot }) =>
      inWords(snapshot.steps.speedDifference.y.at(-1) ?? null, 'speed'),
    ),
    ...runs[0].run.modalities.map((name, modality) =>
      row(l10n.t('steps that re-balance {0}', name), ({ snapshot }) =>
        inWords(rebalancingShare(snapshot.steps.modes, modality), 'share'),
      ),
    ),
    row(l10n.t('time, evaluations included'), ({ snapshot: { events, description } }) =>
      duration((events.at(-1)?.time ?? description.created) - description.created),
    ),
  ]);
}

function runsTable(
  caption: string,
  runs: readonly ComparedRun[],
  looks: Looks,
  rows: readonly (readonly Cell[])[],
): HTMLElement {
  const heads = runs.map(({ run, name }) => key(looks.run(run.place), name));
  return table(caption, [l10n.t('quantity'), ...heads], rows);
}
