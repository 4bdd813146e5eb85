import * as l10n from '@vscode/l10n';
import { panelState, type PageNotice, type PanelState } from '../../src/record/page-message.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import { Host, type WebviewApi } from '../host.js';
import { askToBeShown } from '../live/ask-to-be-shown.js';
import { MessageLine } from '../live/message-line.js';
import { nothingToShow } from '../live/nothing-to-show.js';
import { RunControls } from '../live/run-controls.js';
import { isOn, Shown } from '../live/shown.js';
import { Colours, onThemeChange } from '../page/colours.js';
import { contextOf } from '../page/context.js';
import { element } from '../page/element.js';
import { Frame } from '../page/frame.js';
import { sections } from '../page/sections/sections.js';
import { SectionView } from '../page/sections/section-view.js';
import { Zoom } from '../page/zoom.js';
import { ActionButton } from '../ui/button.js';
import { Tabs } from '../ui/tabs.js';
import { ChartTools } from './chart-tools.js';
import { Header } from './header.js';
import { InspectForm } from './inspect-form.js';

/** What of the panel is kept over a reload and needs no run to be restored. */
type Choices = Pick<PanelState, 'tab' | 'smoothed'>;

/** What is done with the one run that a panel shows. */
interface OneRun {
  readonly directory: string;
  readonly row: RunControls;
  readonly form: InspectForm;
}

/** The panel of a run: header, controls, and a page's sections in tabs, for as long as the webview lives. */
export class Panel {
  readonly #api: WebviewApi;
  readonly #host: Host;
  readonly #shown = new Shown();
  readonly #colours = new Colours();
  readonly #zoom = new Zoom();
  readonly #frame = new Frame(() => {
    this.#draw();
  });
  readonly #views: Record<PanelState['tab'], SectionView>;
  readonly #tabs: Tabs<PanelState['tab']>;
  readonly #header = new Header();
  readonly #message = new MessageLine();
  readonly #controlsPlace = element('div', {});
  readonly #inspectPlace = element('div', {});
  readonly #body: HTMLElement;
  readonly #empty = element('div', {});
  readonly #choices: Choices;
  /** What was kept of an earlier page; used up by the first run that is shown. */
  #kept: PanelState | null;
  #controls: OneRun | null = null;
  /** Whether more than the charts' colours and zoom has changed since the last frame. */
  #isStale = false;

  constructor(root: HTMLElement, api: WebviewApi) {
    this.#api = api;
    const read = panelState.safeParse(api.getState());
    this.#kept = read.success ? read.data : null;
    this.#choices = { tab: this.#kept?.tab ?? 'overview', smoothed: this.#kept?.smoothed ?? true };
    const view = ({ build }: (typeof sections)[number]) =>
      new SectionView(build, this.#colours, this.#zoom);
    this.#views = Object.fromEntries(
      sections.map((section) => [section.id, view(section)]),
    ) as Record<PanelState['tab'], SectionView>;
    const tools = new ChartTools(this.#zoom, this.#choices.smoothed, (smoothed) => {
      this.#choices.smoothed = smoothed;
      this.#changed();
    });
    this.#tabs = new Tabs(
      l10n.t('What the run shows'),
      sections.map(({ id, label }) => ({
        id,
        label: label(),
        content: [...(id === 'utilization' ? [this.#inspectPlace] : []), this.#views[id].root],
      })),
      this.#choices.tab,
      (tab) => {
        this.#choices.tab = tab;
        this.#changed();
      },
    );
    this.#body = element(
      'div',
      { className: 'panel' },
      this.#header.root,
      this.#controlsPlace,
      element('div', { className: 'tabs' }, tools.root, this.#tabs.root),
    );
    this.#host = new Host(
      api,
      (notice) => {
        this.#take(notice);
      },
      (problem) => {
        this.#message.fail(problem);
      },
    );
    root.replaceChildren(this.#message.root, this.#empty, this.#body);
    this.#body.hidden = true;
    this.#listen();
    this.#getReady();
  }

  #listen(): void {
    this.#zoom.onChange(() => {
      this.#keep();
      this.#frame.ask();
    });
    onThemeChange(() => {
      this.#colours.forget();
      this.#frame.ask();
    });
    setInterval(() => {
      this.#tick();
    }, 1000);
  }

  /** Asks to be shown what the panel is for. */
  #getReady(): void {
    askToBeShown(this.#host, this.#message, this.#shown, this.#empty);
  }

  #take(notice: Exclude<PageNotice, { type: 'answer' }>): void {
    if (!this.#shown.take(notice)) {
      // A growth is missing: only a new snapshot helps.
      this.#getReady();
    }
    if (notice.type === 'show') {
      this.#restoreZoom();
      this.#keep();
    }
    this.#isStale = true;
    this.#frame.ask();
  }

  /** The zoom of an earlier page, where that showed the same runs. */
  #restoreZoom(): void {
    const kept = this.#kept;
    this.#kept = null;
    const now = this.#shown.runs.map(({ directory }) => directory).join('\n');
    if (kept?.directories.join('\n') === now) {
      this.#zoom.range = kept.zoom;
    }
  }

  #keep(): void {
    const { runs, runsDirectory } = this.#shown;
    if (runsDirectory !== null && runs.length > 0) {
      const state: PanelState = {
        runsDirectory,
        directories: runs.map(({ directory }) => directory),
        ...this.#choices,
        zoom: this.#zoom.range,
      };
      this.#api.setState(state);
    }
  }

  /** A person has chosen something. */
  #changed(): void {
    this.#keep();
    this.#isStale = true;
    this.#frame.ask();
  }

  #draw(): void {
    const { isKnown, nothing, runs } = this.#shown;
    this.#body.hidden = !isKnown || nothing !== null;
    if (!isKnown) {
      return;
    }
    if (nothing !== null) {
      this.#empty.replaceChildren(nothingToShow(nothing, this.#host));
      return;
    }
    this.#empty.replaceChildren();
    const view = this.#views[this.#choices.tab];
    if (this.#isStale) {
      this.#isStale = false;
      this.#showRun(runs);
      const { inspected } = this.#shown;
      view.show(contextOf(runs, { isSmoothed: this.#choices.smoothed, inspected }));
    }
    view.draw();
  }

  #showRun(runs: readonly RunSnapshot[]): void {
    const [run] = runs;
    const live = runs.length === 0 ? null : this.#shown.live(run);
    this.#header.show(runs, live, this.#shown.now);
    // Several runs are there to be compared: what is done with a run is done on its own panel.
    this.#controls = runs.length === 1 ? this.#controlsOf(run) : null;
    this.#controlsPlace.hidden = this.#controls === null;
    this.#inspectPlace.hidden = runs.length !== 1 || run.description.modalities.length < 2;
    this.#controls?.row.show(run, live, this.#shown.preferred);
    this.#controls?.form.show(live);
  }

  #controlsOf(run: RunSnapshot): OneRun {
    if (this.#controls?.directory === run.directory) {
      return this.#controls;
    }
    const row = new RunControls(this.#host, run, this.#shown.preferred, (controls) => [
      new ActionButton(l10n.t('Inspect…'), {
        title: l10n.t('Measure the conditional utilization of a checkpoint'),
        onClick: () => {
          this.#tabs.open = 'utilization';
          this.#controls?.form.focus();
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
    ]);
    const form = new InspectForm(this.#host, run);
    this.#controlsPlace.replaceChildren(row.root);
    this.#inspectPlace.replaceChildren(form.root);
    return { directory: run.directory, row, form };
  }

  /** Once a second: how long ago the last step was. */
  #tick(): void {
    const [run] = this.#shown.runs;
    if (this.#shown.runs.length === 1 && !document.hidden) {
      const live = this.#shown.live(run);
      if (isOn(run, live)) {
        this.#header.showCourse(run, live, this.#shown.now);
      }
    }
  }
}
