import { ChartBook, type ChartSurroundings } from '../chart/chart-book.js';
import { patch } from '../patch.js';
import type { BuildSection, PageContext } from './section.js';

/** One section on the page: built anew into what is there, so that nothing a person does in it is lost. */
export class SectionView {
  readonly #build: BuildSection;
  readonly #charts: ChartBook;
  /** Holds the section. */
  readonly root = document.createElement('div');

  constructor(build: BuildSection, surroundings: ChartSurroundings) {
    this.#build = build;
    this.#charts = new ChartBook(surroundings);
  }

  /** Shows `context`; charts are drawn by {@link draw}, once the section is in the document. */
  show(context: PageContext): void {
    const wanted = document.createElement('div');
    wanted.append(this.#build(context, this.#charts));
    patch(this.root, wanted);
    this.#charts.settle(this.root);
  }

  /** What draws its charts, each on its own. */
  draw(): (() => void)[] {
    return this.#charts.draw();
  }

  dispose(): void {
    this.#charts.dispose();
    this.root.remove();
  }
}
