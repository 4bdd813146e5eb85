import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartDataset,
  type Plugin,
  type TooltipItem,
} from 'chart.js';
import { decimate } from '../../src/series/decimate.js';
import type { Line } from '../../src/record/snapshot.js';
import { collapsed, element, table } from './element.js';
import { key } from './key.js';
import { resolvedColour, type Look } from './look.js';

Chart.register(Filler, LinearScale, LineController, LineElement, PointElement, Tooltip);

/** One curve of a chart. */
export interface Curve {
  readonly label: string;
  readonly look: Look;
  readonly line: Line;
  /** The range around it, drawn as a shade; same x as `line`. */
  readonly range?: {
    readonly low: readonly (number | null)[];
    readonly high: readonly (number | null)[];
  };
}

/** What a chart shows, and how its numbers are written. */
export interface ChartContent {
  readonly title: string;
  /** What the vertical axis measures, with its unit. */
  readonly yLabel: string;
  readonly curves: readonly Curve[];
  /** One sentence below the chart; null for none. */
  readonly note: string | null;
  readonly format: (value: number) => string;
  /** Bounds of the vertical axis. */
  readonly yRange?: readonly [number, number];
  /** Values that the vertical axis reaches to at least. */
  readonly yReach?: readonly [number, number];
  /** The last training step of the horizontal axis, which starts at 0. */
  readonly lastStep: number;
  readonly plugins?: readonly Plugin<'line'>[];
}

/** Rows that the table of a chart has at most. */
const mostRows = 60;

/** How many markers a curve shows; one of few points shows each of them. */
const markersPerCurve = 7;
const mostMarkedPoints = 25;

interface Point {
  x: number;
  y: number;
}

/** A chart with its key, its note and its table; call `draw` once it is in the document, and again when colours change. */
export class LineChart {
  readonly root: HTMLElement;
  readonly #content: ChartContent;
  readonly #canvas = element('canvas', {});
  #chart: Chart<'line', Point[]> | null = null;

  constructor(content: ChartContent) {
    this.#content = content;
    this.#canvas.setAttribute('role', 'img');
    this.#canvas.setAttribute('aria-label', `${content.title}; the table below has its numbers`);
    this.root = element(
      'figure',
      {},
      element('figcaption', {}, element('h3', {}, content.title), this.#key()),
      element('div', { className: 'canvas-frame' }, this.#canvas),
      content.note === null ? null : element('p', { className: 'note' }, content.note),
      this.#table(),
    );
  }

  /** Draws anew at the width that the chart has now. */
  draw(): void {
    this.#chart?.destroy();
    const foreground = resolvedColour('--muted', this.root);
    const grid = resolvedColour('--line', this.root);
    const { yLabel, yRange, yReach, lastStep, plugins = [] } = this.#content;
    const axis = { grid: { color: grid }, ticks: { color: foreground }, border: { color: grid } };
    const title = (text: string) => ({ display: true, text, color: foreground });
    this.#chart = new Chart(this.#canvas, {
      type: 'line',
      data: { datasets: this.#content.curves.flatMap((curve) => this.#datasets(curve)) },
      plugins: [...plugins],
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        responsive: true,
        maintainAspectRatio: false,
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
        layout: { padding: { right: 8 } },
        scales: {
          x: {
            type: 'linear',
            title: title('training step'),
            min: 0,
            max: Math.max(1, lastStep),
            ...axis,
            ticks: { ...axis.ticks, precision: 0, maxRotation: 0 },
          },
          y: {
            type: 'linear',
            title: title(yLabel),
            ...axis,
            ticks: { ...axis.ticks, maxTicksLimit: 7 },
            ...(yRange === undefined ? {} : { min: yRange[0], max: yRange[1] }),
            ...(yReach === undefined ? {} : { suggestedMin: yReach[0], suggestedMax: yReach[1] }),
          },
        },
        plugins: {
          tooltip: {
            filter: ({ dataset }) => dataset.label !== '',
            callbacks: {
              title: ([item]: TooltipItem<'line'>[]) =>
                item === undefined ? '' : `step ${(item.parsed.x ?? 0).toLocaleString('en')}`,
              label: (item) => ` ${item.dataset.label ?? ''}: ${this.#exact(item)}`,
            },
          },
        },
      },
    });
  }

  /** Lets go of the canvas. */
  dispose(): void {
    this.#chart?.destroy();
    this.#chart = null;
  }

  #key(): HTMLElement {
    const names = this.#content.curves.map(({ look, label }) => key(look, label));
    return element('div', { className: 'keys' }, ...names);
  }

  /** The shade of the curve's range, if any, then the curve itself. */
  #datasets({ label, look, line, range }: Curve): ChartDataset<'line', Point[]>[] {
    const colour = resolvedColour(look.colour, this.root);
    const width = Math.max(200, this.root.clientWidth);
    const bare = { pointRadius: 0, pointHitRadius: 0, borderWidth: 0, label: '' };
    const shade =
      range === undefined
        ? []
        : [
            { ...bare, data: points(line.x, range.low), fill: false },
            {
              ...bare,
              data: points(line.x, range.high),
              fill: '-1',
              backgroundColor: withAlpha(colour, 0.16),
            },
          ];
    const drawn = range === undefined ? decimate(line.x, line.y, 2 * width) : line;
    const isSparse = drawn.x.length <= mostMarkedPoints;
    const every = isSparse ? 1 : Math.ceil(drawn.x.length / markersPerCurve);
    const radius = look.marker === false ? 2.5 : 4;
    const hasMarker = (index: number) => (isSparse || look.marker !== false) && index % every === 0;
    const curve: ChartDataset<'line', Point[]> = {
      label,
      data: points(drawn.x, drawn.y),
      borderColor: colour,
      backgroundColor: colour,
      borderWidth: 2,
      borderDash: [...look.dash],
      borderJoinStyle: 'round',
      spanGaps: false,
      clip: 6,
      pointStyle: look.marker === false ? 'circle' : look.marker,
      pointRadius: ({ dataIndex }) => (hasMarker(dataIndex) ? radius : 0),
      pointHoverRadius: 5,
      pointBorderWidth: look.marker === 'star' ? 2 : 0,
      order: -1,
    };
    return [...shade, curve];
  }

  #exact({ dataset, parsed }: TooltipItem<'line'>): string {
    const curve = this.#content.curves.find(({ label }) => label === dataset.label);
    const place = curve?.line.x.indexOf(parsed.x ?? Number.NaN) ?? -1;
    const [low, high] = [curve?.range?.low[place], curve?.range?.high[place]];
    const value = this.#content.format(parsed.y ?? Number.NaN);
    return typeof low === 'number' && typeof high === 'number' && low < high
      ? `${value} (${this.#content.format(low)} to ${this.#content.format(high)})`
      : value;
  }

  #table(): HTMLElement {
    const { curves, title, format } = this.#content;
    const steps = chosenSteps(curves);
    const lookups = curves.map(({ line }) => new Map(line.x.map((x, index) => [x, line.y[index]])));
    const rows = steps.map((step) => [
      { content: step.toLocaleString('en'), isNumber: true },
      ...lookups.map((values) => {
        const value = values.get(step);
        const content = value === null || value === undefined ? '–' : format(value);
        return { content, isNumber: true };
      }),
    ]);
    return collapsed(
      'Numbers',
      table(`${title}: an even choice of steps`, ['step', ...curves.map((c) => c.label)], rows),
    );
  }
}

/** An even choice among the steps at which every curve has a point, or else any of them has. */
function chosenSteps(curves: readonly Curve[]): number[] {
  const all = [...new Set(curves.flatMap(({ line }) => line.x))].sort((one, other) => one - other);
  const sets = curves.map(({ line }) => new Set(line.x));
  const shared = all.filter((step) => sets.every((set) => set.has(step)));
  const steps = shared.length > 1 ? shared : all;
  const count = Math.min(mostRows, steps.length);
  return Array.from(
    { length: count },
    (_, index) => steps[Math.round((index * (steps.length - 1)) / Math.max(count - 1, 1))],
  );
}

function points(x: readonly number[], y: readonly (number | null)[]): Point[] {
  return x.map((step, index) => ({ x: step, y: y[index] ?? Number.NaN }));
}

/** A computed colour, `rgb(…)` or `rgba(…)`, with another alpha, 0–1. */
export function withAlpha(colour: string, alpha: number): string {
  return colour.replace(/^rgba?\(([^,]+,[^,]+,[^,)]+).*\)$/, `rgba($1, ${alpha})`);
}
