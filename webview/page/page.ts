import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../../src/record/snapshot.js';
import { Colours, onThemeChange } from './colours.js';
import { contextOf } from './context.js';
import { element, emptyState } from './element.js';
import { ChartExporter } from './export/chart-exporter.js';
import { download } from './export/download.js';
import { Frame } from './frame.js';
import { exportNames } from './shown-run.js';
import { sectionsOf } from './sections/sections.js';
import { SectionView } from './sections/section-view.js';
import { date } from './time-in-words.js';
import { Zoom } from './zoom.js';

/** Everything that is shown of a snapshot, its sections below one another, in the element it was given. */
export class Page {
  readonly #root: HTMLElement;
  readonly #views: readonly SectionView[];
  readonly #disposals: (() => void)[];

  /** Replaces what is in `root` by `snapshot`, shown. */
  constructor(root: HTMLElement, snapshot: Snapshot) {
    this.#root = root;
    const colours = new Colours();
    const zoom = new Zoom();
    const exporter = new ChartExporter(colours, zoom, (file) => {
      void file.then(download);
    });
    exporter.names = exportNames(snapshot.runs);
    const views = sectionsOf(snapshot.runs.length > 1).map(
      ({ build }) => new SectionView(build, { colours, zoom, exporter }),
    );
    const isEmpty = snapshot.runs.length === 0;
    this.#views = isEmpty ? [] : views;
    root.replaceChildren(
      header(snapshot),
      ...(isEmpty
        ? [
            emptyState(
              l10n.t('No run to show.'),
              l10n.t('Train a model file; its run appears here.'),
            ),
          ]
        : views.map((view) => view.root)),
    );
    const context = contextOf(snapshot.runs, { isSmoothed: true, inspected: [], unreadable: [] });
    const frame = new Frame(() => this.#charts());
    this.#views.forEach((view) => {
      view.show(context);
    });
    // At once: a page that is printed or kept as it is opened has its charts.
    this.#charts().forEach((draw) => {
      draw();
    });
    zoom.onChange(() => {
      frame.ask();
    });
    const stop = onThemeChange(() => {
      colours.forget();
      frame.ask();
    });
    this.#disposals = [
      stop,
      () => {
        frame.dispose();
      },
    ];
  }

  /** Empties the element and lets go of the charts. */
  dispose(): void {
    [
      ...this.#disposals,
      ...this.#views.map((view) => () => {
        view.dispose();
      }),
    ].forEach((dispose) => {
      dispose();
    });
    this.#root.replaceChildren();
  }

  /** What draws the charts. */
  #charts(): (() => void)[] {
    return this.#views.flatMap((view) => view.draw());
  }
}

function header({ runs, taken, version }: Snapshot): HTMLElement {
  const names = [...new Set(runs.map(({ description }) => description.name))];
  const title = names.length === 0 ? 'Modality Lens' : names.join(', ');
  const facts = [
    ...(runs.length > 1 ? [l10n.t('{0} runs, side by side', runs.length)] : []),
    l10n.t('as of {0}', date(taken)),
    l10n.t('version {0}', version),
  ];
  return element(
    'header',
    {},
    element('p', { className: 'product' }, 'Modality Lens'),
    element('h1', {}, title),
    element('p', { className: 'note' }, facts.join(' · ')),
  );
}
