import { ChartBook } from '../chart/chart-book.js';
import type { Colours } from '../colours.js';
import { patch } from '../patch.js';
import type { Zoom } from '../zoom.js';
import type { BuildSection, PageContext } from './section.js';

/** One section on the page: built anew into what is there, so that nothing a person does in it is lost. */
export class SectionView {
  readonly #build: BuildSection;
  readonly #charts: ChartBook;
  /** Holds the section. */
  readonly root = document.createElement('div');

  constructor(build: BuildSection, colours: Colours, zoom: Zoom) {
    this.#build = build;
    this.#charts = new ChartBook(colours, zoom);
  }

  /** Shows `context`; charts are drawn by {@link draw}, once the section is in the document. */
  show(context: PageContext): void {
    const wanted = document.createElement('div');
    wanted.append(this.#build(context, this.#charts));
    patch(this.root, wanted);
    this.#charts.settle(this.root);
  }

  draw(): void {
    this.#charts.draw();
  }

  dispose(): void {
    this.#charts.dispose();
    this.root.remove();
  }
}
