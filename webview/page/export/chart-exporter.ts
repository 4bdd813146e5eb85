import { chartFileName, type ChartFile, type ChartFormat } from '../../../src/record/chart-file.js';
import type { ChartContent } from '../chart/content.js';
import type { Colours } from '../colours.js';
import type { Zoom } from '../zoom.js';
import { chartCsv } from './chart-csv.js';
import { chartPicture } from './chart-picture.js';

/** A chart that can be saved. */
export interface Exportable {
  readonly content: ChartContent;
}

/** Saves charts of a page as files. */
export class ChartExporter {
  readonly #colours: Colours;
  readonly #zoom: Zoom;
  readonly #save: (file: Promise<ChartFile>) => void;
  #names: readonly string[] = [];
  #focused: Exportable | null = null;

  /** @param save puts a file where the person wants it, and says what goes wrong, in making it too */
  constructor(colours: Colours, zoom: Zoom, save: (file: Promise<ChartFile>) => void) {
    this.#colours = colours;
    this.#zoom = zoom;
    this.#save = save;
  }

  /** Names of what the charts are of, for their pictures and their files. */
  set names(names: readonly string[]) {
    this.#names = names;
  }

  /** Notes which chart the person worked with last. */
  focus(chart: Exportable): void {
    this.#focused = chart;
  }

  /** Forgets a chart that is gone. */
  forget(chart: Exportable): void {
    this.#focused = this.#focused === chart ? null : this.#focused;
  }

  /** Saves the chart that the person worked with last; false where there is none. */
  exportFocused(format: ChartFormat): boolean {
    if (this.#focused !== null) {
      this.export(this.#focused, format);
    }
    return this.#focused !== null;
  }

  /** Saves a chart as it is drawn now: its colours, its zoom. */
  export({ content }: Exportable, format: ChartFormat): void {
    this.#save(this.#fileOf(content, format));
  }

  async #fileOf(content: ChartContent, format: ChartFormat): Promise<ChartFile> {
    const { range } = this.#zoom;
    const name = chartFileName(...this.#names.slice(0, 1), content.title);
    if (format === 'csv') {
      return { name, content: { format, text: chartCsv(content, range) } };
    }
    const source = this.#names.join(', ');
    const picture = await chartPicture({ content, colours: this.#colours, range, source });
    return { name, content: { format, base64: await base64Of(picture) } };
  }
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  // A call takes only so many arguments.
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(binary);
}
