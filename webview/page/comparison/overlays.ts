import * as l10n from '@vscode/l10n';
import { inWords, rateLabel } from '../../../src/metrics/findings/words.js';
import type { Band } from '../../../src/record/snapshot.js';
import type { ChartContent, Curve } from '../chart/content.js';
import type { Look } from '../look.js';
import { bandCurve, evaluationCurve, lastStep, type ShownRun } from '../shown-run.js';
import type { PageContext } from '../sections/section.js';
import { rateCourse } from '../utilization-course.js';

/** So many runs have the range of their values shaded; more would hide each other. */
const mostShaded = 2;

/** What a chart of all runs is made of, beside its curves. */
type Kind = Pick<ChartContent, 'id' | 'title' | 'yLabel' | 'format'> &
  Partial<Pick<ChartContent, 'yRange' | 'note'>>;

/** One chart a quantity, one curve a run: losses, accuracies, d_speed, and u of every cut. */
export function overlays(context: PageContext, nameOf: (run: ShownRun) => string): ChartContent[] {
  const { runs, looks, isSmoothed } = context;
  const modalities = [...new Set(runs.flatMap((run) => run.modalities))];
  const chart = (
    { note = null, ...kind }: Kind,
    curveOf: (run: ShownRun, label: string, look: Look) => Curve | null,
  ): ChartContent[] => {
    const curves = runs.flatMap((run) => curveOf(run, nameOf(run), looks.run(run.place)) ?? []);
    const isEmpty = curves.every(({ line }) => line.y.every((value) => value === null));
    const marks = context.marks.filter(({ isSwitch }) => isSwitch);
    const of = l10n.t('Comparison');
    return isEmpty ? [] : [{ ...kind, of, note, curves, marks, lastStep: lastStep(runs) }];
  };
  const bands = (label: string, look: Look, band: Band): Curve => {
    const curve = bandCurve(label, look, band, isSmoothed);
    return runs.length > mostShaded ? withoutRange(curve) : curve;
  };
  const loss = (value: number): string => value.toPrecision(4);
  return [
    ...chart(
      {
        id: 'compare loss',
        title: l10n.t('Training loss'),
        yLabel: l10n.t('sum of the branches’ losses, nats'),
        format: loss,
      },
      ({ snapshot }, label, look) => bands(label, look, snapshot.steps.loss),
    ),
    ...chart(
      { ...accuracy('model'), title: l10n.t('Accuracy of the model in evaluation') },
      (run, label, look) => evaluationCurve(label, look, run, (each) => 100 * each.accuracy),
    ),
    ...chart(
      {
        ...{ id: 'compare d_speed', title: 'd_speed', yLabel: 'd_speed' },
        format: (value) => inWords(value, 'speed'),
        note: l10n.t('Cumulative, from the first step on; early steps dominate it.'),
      },
      ({ snapshot }, label, look) => ({ label, look, line: snapshot.steps.speedDifference }),
    ),
    ...rateOverlays(context, modalities, chart),
    ...modalities.flatMap((name) => branchOverlays(name, chart, bands)),
  ];
}

type MakeChart = (
  kind: Kind,
  curveOf: (run: ShownRun, label: string, look: Look) => Curve | null,
) => ChartContent[];

function rateOverlays(
  { runs }: PageContext,
  modalities: readonly string[],
  chart: MakeChart,
): ChartContent[] {
  return modalities.flatMap((branch) =>
    modalities
      .filter((cut) => cut !== branch)
      .flatMap((cut) =>
        chart(
          {
            ...{ id: `compare u ${cut} ${branch}`, title: rateLabel(cut, branch), yLabel: 'u' },
            format: (value) => inWords(value, 'rate'),
            note: l10n.t(
              'What the {0} branch loses without {1}, as a share of its accuracy.',
              branch,
              cut,
            ),
          },
          (run, label, look) => {
            const curve = rateCourse(run, branch, cut, label, look);
            return curve !== null && runs.length > mostShaded ? withoutRange(curve) : curve;
          },
        ),
      ),
  );
}

function branchOverlays(
  name: string,
  chart: MakeChart,
  bands: (label: string, look: Look, band: Band) => Curve,
): ChartContent[] {
  const placeIn = ({ modalities }: ShownRun): number => modalities.indexOf(name);
  return [
    ...chart(
      {
        ...{ id: `compare loss ${name}`, title: l10n.t('Training loss of the {0} branch', name) },
        ...{ yLabel: l10n.t('loss, nats'), format: (value) => value.toPrecision(4) },
      },
      (run, label, look) =>
        placeIn(run) === -1
          ? null
          : bands(label, look, run.snapshot.steps.branchLosses[placeIn(run)]),
    ),
    ...chart(
      {
        ...accuracy(name),
        title: l10n.t('Accuracy of the {0} branch in evaluation', name),
      },
      (run, label, look) =>
        placeIn(run) === -1
          ? null
          : evaluationCurve(
              label,
              look,
              run,
              ({ branchAccuracies }) => 100 * (branchAccuracies[placeIn(run)] ?? Number.NaN),
            ),
    ),
  ];
}

function accuracy(of: string): Pick<ChartContent, 'id' | 'yLabel' | 'yRange' | 'format'> {
  return {
    ...{ id: `compare accuracy ${of}`, yLabel: l10n.t('accuracy, %'), yRange: [0, 100] },
    format: (value) => value.toFixed(1),
  };
}

function withoutRange({ label, look, line }: Curve): Curve {
  return { label, look, line };
}
