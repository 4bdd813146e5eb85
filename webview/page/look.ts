/** How the modality, model or run of a curve is told apart: by colour, and always by dashes or marker too. */
export interface Look {
  /** Name of the CSS custom property with the colour, which light and dark set differently. */
  readonly colour: string;
  /** Lengths of strokes and gaps, px; empty for a whole line. */
  readonly dash: readonly number[];
  /** Chart.js's name of the marker; false for none. */
  readonly marker: 'circle' | 'triangle' | 'rect' | 'rectRot' | 'star' | false;
}

const markers = ['circle', 'triangle', 'rect', 'rectRot', 'star'] as const;

const dashes: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3], [14, 4]];

/** The number of colours for modalities, and for runs, in scheme.css. */
const colours = 5;

/** Dashes that no other place has: from the sixth on they come in pairs, further and further apart. */
function dashOf(place: number): readonly number[] {
  const pattern = dashes[place % dashes.length];
  const round = Math.floor(place / dashes.length);
  if (round === 0) {
    return pattern;
  }
  const twice = pattern.length === 0 ? [24, 4, 24, 4] : [...pattern, ...pattern];
  return [...twice.slice(0, -1), (twice.at(-1) ?? 0) + 6 * round];
}

/** Decides how curves look, the same everywhere on a page. */
export class Looks {
  readonly #modalities: readonly string[];
  readonly #severalRuns: boolean;

  /** @param modalities names of all modalities of all runs, in the order of the runs */
  constructor(modalities: readonly string[], runCount: number) {
    this.#modalities = [...new Set(modalities)];
    this.#severalRuns = runCount > 1;
  }

  /** A modality's curve: its colour and marker; dashes tell modalities apart in one run, and runs where there are several. */
  modality(name: string, run: number): Look {
    const place = Math.max(0, this.#modalities.indexOf(name));
    return {
      colour: `--lens-modality-${place % colours}`,
      dash: dashOf(this.#severalRuns ? run : place),
      marker: markers[place % markers.length],
    };
  }

  /** A curve of a whole run: the foreground where there is one run. */
  run(run: number): Look {
    return {
      colour: this.#severalRuns ? `--lens-run-${run % colours}` : '--lens-foreground',
      dash: dashOf(run),
      // Long dashes are hard to tell apart on a noisy curve.
      marker:
        run < dashes.length
          ? false
          : markers[(Math.floor(run / dashes.length) - 1) % markers.length],
    };
  }
}
