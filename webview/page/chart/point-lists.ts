/** A point of a chart: training step and value; NaN is a gap. */
export interface Point {
  x: number;
  y: number;
}

/**
 * The points of a chart, list by list, in the memory of those that were drawn before: a chart that grows four times a second
 * would leave tens of thousands of points a second to the collector of garbage, which holds up whatever is drawn.
 */
export class PointLists {
  readonly #lists: Point[][] = [];
  #taken = 0;

  /** What is asked for from here on takes the place of what was asked for before. */
  begin(): void {
    this.#taken = 0;
  }

  /** The next list, of the points that `x` and `y` are of. */
  next(x: readonly number[], y: readonly (number | null)[]): Point[] {
    const list = (this.#lists[this.#taken] ??= []);
    this.#taken += 1;
    for (let place = 0; place < x.length; place += 1) {
      const value = y[place] ?? Number.NaN;
      const point = list.at(place);
      if (point === undefined) {
        list[place] = { x: x[place], y: value };
      } else {
        point.x = x[place];
        point.y = value;
      }
    }
    list.length = x.length;
    return list;
  }
}
