import type { Snapshot } from '../../src/record/snapshot.js';
import { element, emptyState } from './element.js';
import { Looks } from './look.js';
import { learningSpeed } from './sections/learning-speed.js';
import { overview } from './sections/overview.js';
import { date, runSection } from './sections/run.js';
import { utilizationSection } from './sections/utilization.js';
import { shownRuns } from './shown-run.js';

/** Everything that is shown of a snapshot, in the element it was given, until disposed of. */
export class Page {
  readonly #root: HTMLElement;
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  readonly #draw: () => void;
  readonly #disposals: (() => void)[] = [];

  /** Replaces what is in `root` by `snapshot`, shown. */
  constructor(root: HTMLElement, snapshot: Snapshot) {
    this.#root = root;
    const runs = shownRuns(snapshot.runs);
    const modalities = runs.flatMap((run) => run.modalities);
    const context = { runs, looks: new Looks(modalities, runs.length) };
    const sections =
      runs.length === 0
        ? []
        : [overview, learningSpeed, utilizationSection, runSection].map((build) => build(context));
    root.replaceChildren(
      header(snapshot),
      ...(runs.length === 0
        ? [emptyState('No run to show.', 'Train a model file; its run appears here.')]
        : sections.map((section) => section.root)),
    );
    const charts = sections.flatMap((section) => section.charts);
    this.#draw = () => {
      charts.forEach((chart) => {
        chart.draw();
      });
    };
    this.#draw();
    this.#dark.addEventListener('change', this.#draw);
    this.#disposals.push(
      ...charts.map((chart) => () => {
        chart.dispose();
      }),
    );
  }

  /** Empties the element and lets go of the charts. */
  dispose(): void {
    this.#dark.removeEventListener('change', this.#draw);
    this.#disposals.forEach((dispose) => {
      dispose();
    });
    this.#root.replaceChildren();
  }
}

function header({ runs, taken, version }: Snapshot): HTMLElement {
  const names = [...new Set(runs.map(({ description }) => description.name))];
  const title = names.length === 0 ? 'Modality Lens' : names.join(', ');
  const count = runs.length > 1 ? `${runs.length} runs, side by side · ` : '';
  return element(
    'header',
    {},
    element('p', { className: 'product' }, 'Modality Lens'),
    element('h1', {}, title),
    element('p', { className: 'note' }, `${count}as of ${date(taken)} · version ${version}`),
  );
}
