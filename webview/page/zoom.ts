/** A range of training steps. */
export interface StepRange {
  readonly first: number;
  readonly last: number;
}

/** Which training steps the charts of a page show: all of them, or a range that they share. */
export class Zoom {
  #range: StepRange | null = null;
  readonly #listeners = new Set<(range: StepRange | null) => void>();

  /** The range that is shown; null for all steps. */
  get range(): StepRange | null {
    return this.#range;
  }

  set range(range: StepRange | null) {
    if (range?.first !== this.#range?.first || range?.last !== this.#range?.last) {
      this.#range = range;
      this.#listeners.forEach((listener) => {
        listener(range);
      });
    }
  }

  /** Calls `listener` after every change. */
  onChange(listener: (range: StepRange | null) => void): void {
    this.#listeners.add(listener);
  }
}

/** Fewest steps that a chart is zoomed to. */
const fewestSteps = 4;

/**
 * The range that a key asks for on a focused chart that has steps from 0 to `end`: `+` and `-` around the middle, the
 * arrows (with Shift) by a fifth of what is shown, Home for all. Undefined for any other key.
 */
export function zoomedByKey(
  pressed: string,
  shown: StepRange | null,
  end: number,
): StepRange | null | undefined {
  const { first, last } = shown ?? { first: 0, last: end };
  const width = last - first;
  switch (pressed) {
    case '+':
    case '=':
      return within(first + width / 4, last - width / 4, end);
    case '-':
      return within(first - width / 2, last + width / 2, end);
    case 'ArrowLeft':
      return within(first - width / 5, last - width / 5, end);
    case 'ArrowRight':
      return within(first + width / 5, last + width / 5, end);
    case 'Home':
      return null;
    default:
      return undefined;
  }
}

/** How much more, or less, of what is shown a turn of the wheel leaves (ours: that of the zoom plugin). */
const turn = 0.1;

/**
 * The range that a turn of the wheel asks for on a chart that has steps from 0 to `end`; null for all.
 *
 * @param towards less than 0 to see less, as a wheel says it
 * @param at which share of what is shown lies before the pointer, 0–1: the step there stays where it is
 */
export function zoomedByWheel(
  towards: number,
  at: number,
  shown: StepRange | null,
  end: number,
): StepRange | null {
  const { first, last } = shown ?? { first: 0, last: end };
  const less = (last - first) * (towards < 0 ? turn : 1 - 1 / (1 - turn));
  return within(first + less * at, last - less * (1 - at), end);
}

/** `first` to `last`, no narrower than can be seen and moved inside 0 to `end`; null where that is everything. */
export function within(first: number, last: number, end: number): StepRange | null {
  const width = Math.max(last - first, fewestSteps);
  if (width >= end) {
    return null;
  }
  const start = Math.min(Math.max((first + last - width) / 2, 0), end - width);
  return { first: start, last: start + width };
}
