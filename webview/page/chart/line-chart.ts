import * as l10n from '@vscode/l10n';
import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import ZoomPlugin from 'chartjs-plugin-zoom';
import type { Colours } from '../colours.js';
import { collapsed, element } from '../element.js';
import { key } from '../key.js';
import type { ChartExporter } from '../export/chart-exporter.js';
import { kept, patchChildren } from '../patch.js';
import { within, zoomedByKey, zoomedByWheel, type Zoom } from '../zoom.js';
import type { ChartContent } from './content.js';
import { ChartCursor } from './chart-cursor.js';
import { datasetsOf } from './datasets.js';
import { ExportButtons } from './export-buttons.js';
import { layersPlugin } from './layers-plugin.js';
import { numbersTable } from './numbers.js';
import { optionsOf } from './options.js';
import { PointLists, type Point } from './point-lists.js';

Chart.register(Filler, LinearScale, LineController, LineElement, PointElement, Tooltip, ZoomPlugin);

/** What zooming is done with, for a person who asks. */
export function zoomHelp(): string {
  return l10n.t(
    'Drag across a chart, or turn the wheel with Ctrl, to zoom; all charts follow. On a focused chart: the arrows show the values step by step, + and − zoom, the arrows with Shift move what is shown, Home shows everything.',
  );
}

/** A chart with its key, its note and its tables: `show` what it has, and `draw` once it is in the document. */
export class LineChart {
  readonly root: HTMLElement;
  readonly #colours: Colours;
  readonly #zoom: Zoom;
  readonly #exporter: ChartExporter;
  readonly #exports: ExportButtons;
  readonly #canvas = element('canvas', {});
  readonly #cursor = new ChartCursor();
  readonly #points = new PointLists();
  readonly #caption = element('figcaption', {});
  readonly #note = element('p', { className: 'note' });
  readonly #numbers = collapsed('numbers', l10n.t('Numbers'));
  readonly #tables = element('div', {});
  #content: ChartContent;
  #chart: Chart<'line', Point[]> | null = null;
  #areNumbersLate = true;

  constructor(content: ChartContent, colours: Colours, zoom: Zoom, exporter: ChartExporter) {
    this.#content = content;
    this.#colours = colours;
    this.#zoom = zoom;
    this.#exporter = exporter;
    this.#exports = new ExportButtons((format) => {
      exporter.export(this, format);
    });
    const frame = element('div', { className: 'canvas-frame' }, this.#canvas, this.#cursor.root);
    const parts = [this.#caption, frame, this.#note, this.#numbers, this.#tables];
    this.root = kept(content.id, element('figure', {}, ...parts));
    // A chart takes keys of its own: a screen reader is to leave it the arrows.
    this.#canvas.setAttribute('role', 'application');
    this.#canvas.setAttribute('aria-roledescription', l10n.t('chart'));
    this.#canvas.tabIndex = 0;
    this.#canvas.title = zoomHelp();
    this.#canvas.addEventListener('keydown', (event) => {
      this.#onKey(event);
    });
    this.#canvas.addEventListener(
      'wheel',
      (event) => {
        this.#onWheel(event);
      },
      { passive: false },
    );
    this.#canvas.addEventListener('blur', () => {
      if (this.#chart !== null) {
        this.#cursor.leave(this.#chart);
      }
    });
    this.root.addEventListener('focusin', () => {
      exporter.focus(this);
    });
    this.#numbers.addEventListener('toggle', () => {
      this.#fillNumbers();
    });
    this.show(content);
  }

  /** What it has. */
  get content(): ChartContent {
    return this.#content;
  }

  /** Takes `content` in place of what it had; drawn by the next {@link draw}. */
  show(content: ChartContent): void {
    this.#content = content;
    const { title, note, curves, keys = [], tables = [] } = content;
    this.#canvas.setAttribute('aria-label', l10n.t('{0}; the table below has its numbers', title));
    const names = [...curves, ...keys].map(({ look, label }) => key(look, label));
    this.#exports.title = title;
    patchChildren(this.#caption, [
      element('h3', {}, title),
      this.#exports.root,
      element('div', { className: 'keys' }, ...names),
    ]);
    this.#note.textContent = note;
    this.#note.hidden = note === null;
    patchChildren(this.#tables, tables);
    this.#areNumbersLate = true;
    this.#fillNumbers();
  }

  /** Draws what it has, in the colours and at the zoom of now. */
  draw(): void {
    const range = this.#zoom.range;
    const options = optionsOf({
      content: this.#content,
      colours: this.#colours,
      range,
      onZoom: ({ first, last }) => {
        this.#zoom.range = within(first, last, this.#content.lastStep);
      },
    });
    const width = Math.max(200, this.root.clientWidth);
    const datasets = datasetsOf(
      this.#content.curves,
      this.#colours,
      { width, range },
      this.#points,
    );
    if (this.#chart === null) {
      this.#chart = new Chart(this.#canvas, {
        type: 'line',
        data: { datasets },
        options,
        plugins: [layersPlugin(() => this.#content, this.#colours)],
      });
      return;
    }
    const { data } = this.#chart;
    data.datasets = datasets.map((dataset, place) =>
      Object.assign(data.datasets[place] ?? {}, dataset),
    );
    this.#chart.options = options;
    // Not 'none': that leaves points the colours and sizes that they had first. Nothing is animated either way.
    this.#chart.update();
    this.#chart.resize();
    this.#cursor.keep(this.#chart);
  }

  /** Whether its table was ever made. */
  get isBegun(): boolean {
    return this.#numbers.childElementCount > 1;
  }

  /**
   * Makes the table of its numbers: whoever opens no details, a printer or a search, finds those that the chart began
   * with.
   */
  begin(): void {
    this.#fillNumbers(true);
  }

  /** Lets go of the canvas. */
  dispose(): void {
    this.#exporter.forget(this);
    this.#chart?.destroy();
    this.#chart = null;
  }

  #onKey(event: KeyboardEvent): void {
    const { range } = this.#zoom;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (!event.shiftKey && this.#chart !== null && this.#cursor.onKey(event.key, this.#chart)) {
      event.preventDefault();
      return;
    }
    const zoomed = zoomedByKey(event.key, range, this.#content.lastStep);
    if (zoomed !== undefined) {
      event.preventDefault();
      this.#zoom.range = zoomed;
    }
  }

  /**
   * Without Ctrl the wheel scrolls the page, as everywhere; a pinch on a trackpad comes with Ctrl. Not by the zoom plugin: it
   * draws its own chart at once, once more than all are drawn, and as often as the wheel turns between two frames.
   */
  #onWheel(event: WheelEvent): void {
    if (event.ctrlKey && event.deltaY !== 0 && this.#chart !== null) {
      event.preventDefault();
      const { left, width } = this.#chart.chartArea;
      const at = Math.min(1, Math.max(0, (event.offsetX - left) / width));
      const { lastStep } = this.#content;
      this.#zoom.range = zoomedByWheel(event.deltaY, at, this.#zoom.range, lastStep);
    }
  }

  /** The table is made when it is looked at: a chart that grows twice a second does without. */
  #fillNumbers(always = false): void {
    if (this.#areNumbersLate && (always || this.#numbers.open)) {
      this.#areNumbersLate = false;
      const [summary] = this.#numbers.children;
      patchChildren(this.#numbers, [summary, numbersTable(this.#content)]);
    }
  }
}
