import * as l10n from '@vscode/l10n';
import { inWords, splitInWords } from '../../../src/metrics/findings/words.js';
import type { RunEvent } from '../../../src/record/event.js';
import type { ChartBook } from '../chart/chart-book.js';
import type { ChartContent, Curve } from '../chart/content.js';
import { element, emptyState, section } from '../element.js';
import { labelled, lastStep, type ShownRun } from '../shown-run.js';
import type { PageContext } from './section.js';

type GatesEvent = Extract<RunEvent, { type: 'gates' }>;

const [lowest, middle, highest] = [0, 2, 4];

/** What every fusion module's gates did over the run, and how much of it came with the other modalities. */
export function gatesSection(context: PageContext, charts: ChartBook): HTMLElement {
  const withGates = context.runs.filter((run) => gatesOf(run).length > 0);
  const heading = l10n.t('Gates');
  if (withGates.length === 0) {
    return section(
      'gates',
      heading,
      emptyState(
        l10n.t('No gates over the run.'),
        l10n.t(
          'They are looked at together with utilization, at the end of an epoch, where two or more modalities have fusion between them.',
        ),
      ),
    );
  }
  const shown = { ...context, runs: withGates };
  const modules = Math.max(...withGates.map((run) => gatesOf(run)[0].gates.modules.length));
  const contents = Array.from({ length: modules }, (_, module) => [
    valuesChart(shown, module),
    sharesChart(shown, module),
  ]).flat();
  return section(
    'gates',
    heading,
    element('p', { className: 'note' }, measuredOn(gatesOf(withGates[0]))),
    element('div', { className: 'charts' }, ...contents.map((content) => charts.place(content))),
  );
}

function gatesOf({ snapshot }: ShownRun): readonly GatesEvent[] {
  return snapshot.events.filter((event) => event.type === 'gates');
}

function measuredOn(events: readonly GatesEvent[]): string {
  const { split, samples } = events[events.length - 1].gates;
  return l10n.t(
    'Over the run, on {0} {1} samples: the curve is the median of all channels of a gate, the shade where 90 % of their values lie. A gate multiplies the channels of its branch; how much it moves with another modality is that modality’s share.',
    inWords(samples, 'count'),
    splitInWords(split),
  );
}

/** Where the values of a module's gates lie, branch by branch. */
function valuesChart(context: PageContext, module: number): ChartContent {
  const { runs, looks } = context;
  const curves = runs.flatMap((run): Curve[] => {
    const events = gatesOf(run);
    return run.modalities.map((name, branch) => {
      const at = (quantile: number) =>
        events.map(({ gates }) => gates.modules[module]?.[branch]?.quantiles[quantile] ?? null);
      return {
        label: labelled(l10n.t('gate of {0}', name), run, runs.length),
        look: looks.modality(name, run.place),
        line: { x: events.map(({ step }) => step), y: at(middle) },
        range: { low: at(lowest), high: at(highest) },
      };
    });
  });
  return moduleChart(context, {
    id: `gate values ${String(module)}`,
    title: l10n.t('Gates of module {0}', module + 1),
    yLabel: l10n.t('gate'),
    curves,
    note: null,
  });
}

/** How much of what a module's gates do comes with each other modality. */
function sharesChart(context: PageContext, module: number): ChartContent {
  const { runs, looks } = context;
  const curves = runs.flatMap((run): Curve[] => {
    const events = gatesOf(run);
    const x = events.map(({ step }) => step);
    return run.modalities.flatMap((own, branch) =>
      run.modalities.flatMap((other, modality) =>
        modality === branch
          ? []
          : [
              {
                label: labelled(l10n.t('{0} in the gate of {1}', other, own), run, runs.length),
                look: looks.modality(own, run.place),
                line: {
                  x,
                  y: events.map(
                    ({ gates }) => gates.modules[module]?.[branch]?.shares[modality] ?? null,
                  ),
                },
              },
            ],
      ),
    );
  });
  return moduleChart(context, {
    id: `gate shares ${String(module)}`,
    title: l10n.t('Share of the other modality in module {0}', module + 1),
    yLabel: l10n.t('share'),
    curves,
    yRange: [0, 1],
    note: l10n.t('The curve of a gate has the colour and marker of its branch.'),
  });
}

/** A chart of one module over the run: `content`, with what all of them have in common. */
function moduleChart(
  { runs, marks }: PageContext,
  content: Omit<ChartContent, 'marks' | 'lastStep' | 'format'>,
): ChartContent {
  return {
    ...content,
    marks,
    lastStep: lastStep(runs),
    format: (value) => inWords(value, 'rate'),
  };
}
