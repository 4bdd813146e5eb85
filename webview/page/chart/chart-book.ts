import type { Colours } from '../colours.js';
import { element } from '../element.js';
import type { ChartExporter } from '../export/chart-exporter.js';
import { kept } from '../patch.js';
import type { Zoom } from '../zoom.js';
import type { ChartContent } from './content.js';
import { LineChart } from './line-chart.js';

/** What all charts of a page have in common. */
export interface ChartSurroundings {
  readonly colours: Colours;
  readonly zoom: Zoom;
  readonly exporter: ChartExporter;
}

/** The charts of one section: each stays itself while the section around it is built anew. */
export class ChartBook {
  readonly #colours: Colours;
  readonly #zoom: Zoom;
  readonly #exporter: ChartExporter;
  readonly #charts = new Map<string, LineChart>();
  readonly #placed = new Set<string>();

  constructor({ colours, zoom, exporter }: ChartSurroundings) {
    this.#colours = colours;
    this.#zoom = zoom;
    this.#exporter = exporter;
  }

  /** The chart of this content, to be put into the section; for a chart that is there already, what holds its place. */
  place(content: ChartContent): HTMLElement {
    this.#placed.add(content.id);
    const chart = this.#charts.get(content.id);
    if (chart !== undefined) {
      chart.show(content);
      return kept(content.id, element('figure', {}));
    }
    const made = new LineChart(content, this.#colours, this.#zoom, this.#exporter);
    this.#charts.set(content.id, made);
    return made.root;
  }

  /** Ends a building of the section `root`: every chart stands in its place, and those not placed are gone. */
  settle(root: Element): void {
    for (const [id, chart] of this.#charts) {
      if (!this.#placed.has(id)) {
        chart.dispose();
        this.#charts.delete(id);
      } else if (!root.contains(chart.root)) {
        root.querySelector(`figure[data-key="${CSS.escape(id)}"]`)?.replaceWith(chart.root);
      }
    }
    this.#placed.clear();
  }

  /** What draws the charts, each on its own, and then what new ones begin with; one that is gone by then is left out. */
  draw(): (() => void)[] {
    const ofEach = (charts: readonly LineChart[], perform: (chart: LineChart) => void) =>
      charts.map((chart) => () => {
        if (this.#charts.get(chart.content.id) === chart) {
          perform(chart);
        }
      });
    const charts = [...this.#charts.values()];
    return [
      ...ofEach(charts, (chart) => {
        chart.draw();
      }),
      ...ofEach(
        charts.filter(({ isBegun }) => !isBegun),
        (chart) => {
          chart.begin();
        },
      ),
    ];
  }

  dispose(): void {
    this.#charts.forEach((chart) => {
      chart.dispose();
    });
    this.#charts.clear();
  }
}
