import * as l10n from '@vscode/l10n';
import type { LiveStatus, SampleView } from '../../../src/record/page-message.js';
import type { MeasurementChoice, SamplePage } from '../../../src/record/samples.js';
import type { RunSnapshot } from '../../../src/record/snapshot.js';
import type { Host } from '../../host.js';
import { MessageLine } from '../../live/message-line.js';
import type { Colours } from '../../page/colours.js';
import { element, emptyState } from '../../page/element.js';
import { Looks } from '../../page/look.js';
import { MeasureForm } from '../measure-form.js';
import type { PanelMemory } from '../panel-memory.js';
import { countsTable } from './counts-table.js';
import { Pager } from './pager.js';
import { sampleCard, type CardContext } from './sample-card.js';
import { SampleFilters } from './sample-filters.js';

/** How many samples a page has. */
const pageLength = 48;

/** What the tab is given. */
export interface SamplesTabOptions {
  readonly host: Host;
  readonly run: RunSnapshot;
  /** What is known of the run beside its directory. */
  readonly live: LiveStatus | null;
  readonly colours: Colours;
  /** Has what an earlier page looked at, and is told what the person looks at. */
  readonly memory: PanelMemory;
}

/** The samples of one run that a cut changes, page by page, as the host reads them from the run directory. */
export class SamplesTab {
  readonly root = element('section', { id: 'samples' });
  readonly #options: SamplesTabOptions;
  readonly #looks: Looks;
  readonly #form: MeasureForm<'mean' | 'zero'>;
  readonly #filters: SampleFilters;
  readonly #pager: Pager;
  readonly #message = new MessageLine();
  readonly #counts = element('div', {});
  readonly #grid = element('ul', { className: 'sample-grid' });
  readonly #empty = element('div', {});
  readonly #body: HTMLElement;
  #shown: SamplePage | null = null;
  /** What the next page is asked for; answers to earlier questions are of no use any more. */
  #asked = 0;
  #isListed = false;
  /** Whether the run has no other modality to cut off. */
  readonly #isAlone: boolean;

  constructor(options: SamplesTabOptions) {
    this.#options = options;
    const { host, run, live } = options;
    const { modalities, classes } = run.description;
    const names = modalities.map(({ name }) => name);
    this.#looks = new Looks(names, 1);
    this.#form = new MeasureForm<'mean' | 'zero'>({
      ...{ host, run, live, cuts: ['mean', 'zero'] },
      label: l10n.t('Find which samples change'),
      button: l10n.t('Find samples'),
      title: l10n.t('Predict every sample with every modality and with each cut off'),
      request: (measured) => ({ type: 'inspectSamples', ...measured }),
    });
    this.#filters = new SampleFilters(names, classes, () => void this.#ask(0));
    this.#pager = new Pager(l10n.t('Pages of samples'), pageLength, (offset) => {
      void this.#ask(offset);
    });
    this.#grid.setAttribute('aria-label', l10n.t('Samples; Page Up and Page Down turn the page'));
    this.#grid.tabIndex = 0;
    this.#grid.addEventListener('keydown', (event) => {
      if (this.#pager.turn(event.key)) {
        event.preventDefault();
      }
    });
    this.#body = element(
      'div',
      {},
      element('div', { className: 'form' }, this.#filters.root),
      this.#counts,
      this.#pager.root,
      this.#grid,
    );
    this.#body.hidden = true;
    this.#isAlone = names.length < 2;
    this.#form.root.hidden = this.#isAlone;
    if (this.#isAlone) {
      this.#empty.append(
        emptyState(
          l10n.t('There is nothing to cut off.'),
          l10n.t('It takes two or more modalities to ask what a prediction is without one.'),
        ),
      );
    }
    const heading = element('h2', {}, l10n.t('Samples'));
    this.root.append(heading, this.#form.root, this.#message.root, this.#empty, this.#body);
  }

  /**
   * The tab is open: asks for what was measured, the first time.
   *
   * @param measured samples that were measured just now, and are to be looked at
   */
  show(live: LiveStatus | null, measured: MeasurementChoice | null): void {
    this.#form.show(live);
    if (measured !== null) {
      void this.#list({ measurement: measured, filter: this.#filters.filter, offset: 0 });
    } else if (!this.#isListed && !this.#isAlone) {
      void this.#list(this.#options.memory.choices.samples ?? null);
    }
    this.#isListed = true;
  }

  /** The theme has changed: what has colours of its own is drawn anew. */
  redraw(): void {
    if (this.#shown !== null) {
      this.#showPage(this.#shown);
    }
  }

  async #list(view: SampleView | null): Promise<void> {
    const { host, run } = this.#options;
    try {
      const { directory } = run;
      const result = await host.request({ type: 'listInspections', directory });
      const samples = result?.type === 'inspections' ? result.samples : [];
      this.#body.hidden = samples.length === 0;
      this.#empty.replaceChildren(...(samples.length === 0 ? [nothingYet()] : []));
      this.#filters.offer(samples, view?.measurement ?? null);
      if (view !== null && this.#fits(view)) {
        this.#filters.filter = view.filter;
      }
      await this.#ask(view?.offset ?? 0);
    } catch (thrown) {
      this.#message.fail(thrown);
    }
  }

  /** Whether a kept view can be of this run. */
  #fits({ filter: { branch, cut, label } }: SampleView): boolean {
    const { modalities, classes } = this.#options.run.description;
    return (
      branch <= modalities.length &&
      cut < modalities.length &&
      branch !== cut &&
      (label === null || label < classes.length)
    );
  }

  async #ask(offset: number): Promise<void> {
    const { measurement, filter } = this.#filters;
    if (measurement === null) {
      return;
    }
    const { host, run, memory } = this.#options;
    this.#asked += 1;
    const asked = this.#asked;
    memory.choose({ samples: { measurement, filter, offset } });
    this.#grid.setAttribute('aria-busy', 'true');
    try {
      const result = await host.request({
        ...{ type: 'samples', directory: run.directory },
        ...{ measurement, filter, offset, count: pageLength },
      });
      if (asked === this.#asked && result?.type === 'samples') {
        this.#message.clear();
        this.#showPage(result.page);
      }
    } catch (thrown) {
      if (asked === this.#asked) {
        this.#shown = null;
        this.#counts.replaceChildren();
        this.#grid.replaceChildren();
        this.#pager.show(0, 0);
        this.#message.fail(thrown);
      }
    } finally {
      if (asked === this.#asked) {
        this.#grid.removeAttribute('aria-busy');
      }
    }
  }

  #showPage(page: SamplePage): void {
    this.#shown = page;
    const { run, colours } = this.#options;
    const { classes } = run.description;
    const context: CardContext = {
      measurement: page.measurement,
      className: (index) => (index === -1 ? l10n.t('no class') : (classes[index] ?? String(index))),
      look: (modality) => this.#looks.modality(modality, 0),
      colours,
    };
    this.#counts.replaceChildren(countsTable(page, this.#filters.filter, run));
    this.#grid.hidden = page.total === 0;
    this.#grid.replaceChildren(...page.rows.map((row) => sampleCard(row, context)));
    this.#pager.show(page.offset, page.total);
  }
}

function nothingYet(): HTMLElement {
  return emptyState(
    l10n.t('No samples have been looked at yet.'),
    l10n.t(
      'Choose a checkpoint and a split above: every sample is predicted with every modality and with each cut off, and those that change are kept with the run, with their pictures.',
    ),
  );
}
