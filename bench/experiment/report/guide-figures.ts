import type { RunResult } from '../result.js';
import { dSpeedFigure } from './guide/d-speed-figure.js';
import { losesFigure } from './guide/loses-figure.js';
import { mendedFigure } from './guide/mended-figure.js';

/** The seed whose runs the walkthrough shows: the first, whatever came out. */
const shownSeed = 0;

/**
 * The pictures of the walkthrough in VS Code, by file name, drawn from the runs of one seed. They are in the colours of
 * the window.
 *
 * @throws Error where that seed has no run of a condition
 */
export function guideFigures(results: readonly RunResult[]): Readonly<Record<string, string>> {
  const run = (name: string): RunResult => {
    const found = results.find(({ condition, seed }) => condition === name && seed === shownSeed);
    if (found === undefined) {
      throw new Error(`There is no run of ${name} with seed ${shownSeed}.`);
    }
    return found;
  };
  const [vanilla, guided] = [run('vanilla'), run('guided')];
  return {
    'see.svg': dSpeedFigure(vanilla),
    'measure.svg': losesFigure(vanilla),
    'mend.svg': mendedFigure(vanilla, guided),
  };
}
