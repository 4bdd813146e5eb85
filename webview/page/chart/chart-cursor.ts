import type { Chart } from 'chart.js';
import { element } from '../element.js';
import type { Point } from './point-lists.js';

type Curves = Chart<'line', Point[]>;

/** Walks along the curves of a chart by the keyboard: shows the values of one step at a time, and says them. */
export class ChartCursor {
  /** Says the values to a screen reader. */
  readonly root = element('p', { className: 'unseen' });
  #step: number | null = null;

  constructor() {
    this.root.setAttribute('role', 'status');
  }

  /**
   * The arrows move to the next point of any curve, the page keys over a tenth of what is shown, Escape lets go.
   *
   * @returns whether `pressed` is one of these keys
   */
  onKey(pressed: string, chart: Curves): boolean {
    const steps = shownSteps(chart);
    const far = Math.max(1, Math.round(steps.length / 10));
    const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: -far, PageDown: far }[pressed];
    if (pressed === 'Escape' && this.#step !== null) {
      this.leave(chart);
      return true;
    }
    if (move === undefined || steps.length === 0) {
      return false;
    }
    this.#step = steps[this.#placeAfter(move, steps)];
    this.#point(chart);
    const { title = [], body = [], footer = [] } = chart.tooltip ?? {};
    const values = body.flatMap(({ lines }) => lines.map((line) => line.trim()));
    this.root.textContent = [...title, ...values, ...footer].join('; ');
    return true;
  }

  /** Points at the same step after the chart was drawn anew. */
  keep(chart: Curves): void {
    if (this.#step !== null) {
      this.#point(chart);
    }
  }

  /** Points at nothing any more. */
  leave(chart: Curves): void {
    if (this.#step !== null) {
      this.#step = null;
      this.root.textContent = '';
      this.#point(chart);
    }
  }

  /** Begins at the end that the key comes from; a step that is no longer shown stands for the next one that is. */
  #placeAfter(move: number, steps: readonly number[]): number {
    const last = steps.length - 1;
    const step = this.#step;
    if (step === null) {
      return move > 0 ? 0 : last;
    }
    const next = steps.findIndex((each) => each >= step);
    return Math.min(Math.max((next === -1 ? last : next) + move, 0), last);
  }

  #point(chart: Curves): void {
    const active = chart.data.datasets.flatMap(({ data, label }, datasetIndex) => {
      const index =
        label === '' ? -1 : data.findIndex(({ x, y }) => x === this.#step && !Number.isNaN(y));
      return index === -1 ? [] : [{ datasetIndex, index }];
    });
    const place = { x: chart.scales.x.getPixelForValue(this.#step ?? 0), y: chart.chartArea.top };
    chart.setActiveElements(active);
    chart.tooltip?.setActiveElements(active, place);
    chart.render();
  }
}

/** The steps at which any curve has a point, among those that are shown. */
function shownSteps({ data, scales: { x } }: Curves): number[] {
  const steps = data.datasets.flatMap((dataset) =>
    dataset.label === ''
      ? []
      : dataset.data.filter(({ y }) => !Number.isNaN(y)).map((point) => point.x),
  );
  return [...new Set(steps)]
    .filter((step) => step >= x.min && step <= x.max)
    .sort((one, other) => one - other);
}
