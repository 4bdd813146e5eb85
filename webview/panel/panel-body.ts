import * as l10n from '@vscode/l10n';
import type { ChartFormat } from '../../src/record/chart-file.js';
import type { PageNotice, PanelState } from '../../src/record/page-message.js';
import { Problem } from '../../src/record/problem.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import type { CutOperator } from '../../src/record/utilization.js';
import type { Host } from '../host.js';
import { MessageLine } from '../live/message-line.js';
import { RunControls } from '../live/run-controls.js';
import { isOn, type Shown } from '../live/shown.js';
import { Colours, onThemeChange } from '../page/colours.js';
import { contextOf } from '../page/context.js';
import { element } from '../page/element.js';
import { ChartExporter } from '../page/export/chart-exporter.js';
import { sectionsOf } from '../page/sections/sections.js';
import { SectionView } from '../page/sections/section-view.js';
import { exportNames } from '../page/shown-run.js';
import type { Zoom } from '../page/zoom.js';
import { ActionButton } from '../ui/button.js';
import { Tabs } from '../ui/tabs.js';
import { ChartTools } from './chart-tools.js';
import { GatesTab } from './gates/gates-tab.js';
import { Header } from './header.js';
import { inspectForm } from './inspect-form.js';
import { Late } from './late.js';
import { MeasureAnewForm } from './measure-anew-form.js';
import type { MeasureForm } from './measure-form.js';
import { OpenedDetails } from './opened-details.js';
import type { PanelMemory } from './panel-memory.js';
import { panelTabs } from './panel-tabs.js';
import { SamplesTab } from './samples/samples-tab.js';
import { saveChart } from './save-chart.js';

/** What a {@link PanelBody} is made of. */
export interface PanelBodyOptions {
  readonly host: Host;
  readonly memory: PanelMemory;
  readonly zoom: Zoom;
  /** Whether it is for several runs. */
  readonly isComparison: boolean;
  /** Called when it is to be drawn; with true where it is to be shown anew before. */
  readonly onChange: (isStale: boolean) => void;
}

/** The tabs on which there is nothing to zoom or to smooth. */
const withoutCharts: readonly PanelState['tab'][] = ['samples', 'run'];

/** What is done with the one run that a panel shows. What stands in a tab of its own is made when that is first opened. */
interface OneRun {
  readonly directory: string;
  readonly row: RunControls;
  readonly form: Late<MeasureForm<CutOperator>>;
  readonly samples: Late<SamplesTab>;
  readonly gates: Late<GatesTab>;
}

/** Header, controls, and a page's sections in tabs. */
export class PanelBody {
  readonly root: HTMLElement;
  readonly isComparison: boolean;
  readonly #host: Host;
  readonly #memory: PanelMemory;
  readonly #colours = new Colours();
  readonly #views: ReadonlyMap<PanelState['tab'], SectionView>;
  readonly #tabs: Tabs<PanelState['tab']>;
  readonly #header = new Header();
  readonly #tools: ChartTools;
  readonly #controlsPlace = element('div', {});
  readonly #inspectPlace = element('div', {});
  readonly #samplesPlace = element('div', {});
  readonly #gatesPlace = element('div', {});
  /** Only where runs are compared. */
  readonly #measuring: MeasureAnewForm | null;
  readonly #exporter: ChartExporter;
  /** Says what went wrong with a chart that was to be saved. */
  readonly #message = new MessageLine();
  readonly #opened: OpenedDetails;
  readonly #stop: () => void;
  #controls: OneRun | null = null;
  /** What was measured and is not shown yet. */
  #measured: Extract<PageNotice, { type: 'sampled' | 'gated' }> | null = null;

  constructor({ host, memory, zoom, isComparison, onChange }: PanelBodyOptions) {
    this.isComparison = isComparison;
    this.#host = host;
    this.#memory = memory;
    this.#measuring = isComparison ? new MeasureAnewForm(host) : null;
    const sections = sectionsOf(isComparison);
    this.#exporter = new ChartExporter(this.#colours, zoom, (file) => {
      saveChart(host, this.#message, file);
    });
    this.#views = new Map(
      sections.map(({ id, build }) => [
        id,
        new SectionView(build, { colours: this.#colours, zoom, exporter: this.#exporter }),
      ]),
    );
    this.#tools = new ChartTools(zoom, memory.choices.smoothed, (smoothed) => {
      memory.choose({ smoothed });
      onChange(true);
    });
    const tabs = panelTabs(isComparison);
    const isThere = tabs.some(({ id }) => id === memory.choices.tab);
    this.#tabs = new Tabs<PanelState['tab']>(
      l10n.t('What is shown'),
      tabs.map(({ id, label }) => ({ id, label: label(), content: this.#contentOf(id) })),
      isThere ? memory.choices.tab : tabs[0].id,
      (tab) => {
        memory.choose({ tab });
        onChange(true);
      },
    );
    this.root = element(
      'div',
      { className: 'panel' },
      this.#header.root,
      this.#controlsPlace,
      this.#message.root,
      element('div', { className: 'tabs' }, this.#tools.root, this.#tabs.root),
    );
    this.#opened = new OpenedDetails(this.root, memory);
    this.#stop = onThemeChange(() => {
      this.#colours.forget();
      this.#controls?.samples.made?.redraw();
      onChange(false);
    });
  }

  /** Shows what is known now; the charts are drawn by {@link draw}. */
  show(shown: Shown): void {
    const { runs, inspected, unreadable } = shown;
    this.#tools.root.hidden = withoutCharts.includes(this.#tabs.open);
    this.#showRun(shown);
    this.#exporter.names = exportNames(runs);
    const { smoothed } = this.#memory.choices;
    const context = contextOf(runs, { isSmoothed: smoothed, inspected, unreadable });
    this.#measuring?.show(context.runs);
    this.#open?.show(context);
    this.#opened.restore();
  }

  /** Opens the tab of what was measured just now, and shows it. */
  openMeasured(measured: Extract<PageNotice, { type: 'sampled' | 'gated' }>): void {
    this.#measured = measured;
    this.#tabs.open = measured.type === 'gated' ? 'gates' : 'samples';
  }

  /** Shows how far the run is and what can be done with it; what it has measured stands as it was. */
  showCourse(shown: Shown): void {
    this.#showRun(shown);
  }

  /** Saves the chart that the person worked with last, and says so where there is none. */
  exportFocused(format: ChartFormat): void {
    if (!this.#exporter.exportFocused(format)) {
      this.#message.fail(
        new Problem({
          code: 'usage',
          what: l10n.t('No chart was chosen.'),
          remedy: l10n.t('Click a chart, or move the focus to it, and ask again.'),
        }),
      );
    }
  }

  /** What draws the charts of the tab that is open, as long as it is. */
  draw(): (() => void)[] {
    const open = this.#open;
    const charts = open?.draw() ?? [];
    return charts.map((draw) => () => {
      if (open === this.#open) {
        draw();
      }
    });
  }

  /** What changes by the clock alone: how long ago the last step was. */
  tick(shown: Shown): void {
    const [run] = shown.runs;
    if (!this.isComparison && shown.runs.length === 1) {
      const live = shown.live(run);
      if (isOn(run, live)) {
        this.#header.showCourse(run, live, shown.now);
      }
    }
  }

  /** Lets go of the charts. */
  dispose(): void {
    this.#stop();
    this.#views.forEach((view) => {
      view.dispose();
    });
  }

  get #open(): SectionView | undefined {
    return this.#views.get(this.#tabs.open);
  }

  #contentOf(id: PanelState['tab']): HTMLElement[] {
    const view = this.#views.get(id);
    return [
      ...(id === 'comparison' && this.#measuring !== null ? [this.#measuring.root] : []),
      ...(id === 'utilization' && !this.isComparison ? [this.#inspectPlace] : []),
      ...(id === 'samples' ? [this.#samplesPlace] : []),
      ...(id === 'gates' && !this.isComparison ? [this.#gatesPlace] : []),
      ...(view === undefined ? [] : [view.root]),
    ];
  }

  #showRun(shown: Shown): void {
    const { runs } = shown;
    const [run] = runs;
    const live = runs.length === 0 ? null : shown.live(run);
    this.#header.show(shown);
    // Several runs are there to be compared: what is done with a run is done on its own page.
    this.#controls = this.isComparison || runs.length === 0 ? null : this.#controlsOf(run, shown);
    this.#controlsPlace.hidden = this.#controls === null;
    this.#inspectPlace.hidden = runs.length !== 1 || run.description.modalities.length < 2;
    this.#controls?.row.show(run, live, shown.preferred);
    const measured = this.#measured;
    if (this.#tabs.open === 'utilization') {
      this.#controls?.form.get().show(live);
    } else if (this.#tabs.open === 'samples') {
      const isOurs = measured?.type === 'sampled';
      this.#controls?.samples.get().show(live, isOurs ? measured.measurement : null);
      this.#measured = null;
    } else if (this.#tabs.open === 'gates') {
      const isOurs = measured?.type === 'gated';
      this.#controls?.gates.get().show(live, isOurs ? measured.measurement : null);
      this.#measured = null;
    }
  }

  #controlsOf(run: RunSnapshot, shown: Shown): OneRun {
    if (this.#controls?.directory === run.directory) {
      return this.#controls;
    }
    const row = new RunControls(this.#host, run, shown.preferred, (controls) => [
      new ActionButton(l10n.t('Inspect…'), {
        title: l10n.t('Measure the conditional utilization of a checkpoint'),
        onClick: () => {
          this.#tabs.open = 'utilization';
          this.#controls?.form.get().focus();
        },
      }),
      new ActionButton(l10n.t('Export report'), {
        onClick: () => {
          controls.ask('exportReport', l10n.t('Exporting…'));
        },
      }),
      new ActionButton(l10n.t('Open model file'), {
        onClick: () => {
          controls.ask('openModelFile', l10n.t('Opening…'));
        },
      }),
      new ActionButton(l10n.t('Reveal folder'), {
        title: l10n.t('Show the folder of the run in the file manager'),
        onClick: () => {
          controls.ask('reveal', l10n.t('Opening…'));
        },
      }),
    ]);
    const live = shown.live(run);
    const [host, memory, colours] = [this.#host, this.#memory, this.#colours];
    this.#controlsPlace.replaceChildren(row.root);
    const onShown = (): void => {
      this.#opened.restore();
    };
    return {
      directory: run.directory,
      row,
      form: new Late(this.#inspectPlace, () => inspectForm(host, run, live, memory)),
      samples: new Late(
        this.#samplesPlace,
        () => new SamplesTab({ host, run, live, colours, memory }),
      ),
      gates: new Late(this.#gatesPlace, () => new GatesTab({ host, run, live, onShown })),
    };
  }
}
