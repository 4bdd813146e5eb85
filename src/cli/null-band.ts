import type { BesideNullBand } from '../metrics/beside-null-band.js';
import { inWords } from '../metrics/findings/words.js';
import { bundle } from '../worker/bundle.js';
import { TrainingProcess } from '../worker/client.js';
import { measureNullBand, type NullBandRequest } from '../worker/measure-null-band.js';

/** d_speed beside its null band, for a table: `0.214, null band [−0.031, 0.052]`; a dash where there is none. */
export function besideBandCell(beside: BesideNullBand | null): string {
  if (beside === null) {
    return '–';
  }
  const { step, speedDifference, low, high } = beside;
  const [value, from, to] = [speedDifference, low, high].map((each) => inWords(each, 'speed'));
  return `${value}, null band [${from}, ${to}] (step ${step})`;
}

/** d_speed beside its null band, as a sentence, and what the band is. */
export function besideBandSentence(beside: BesideNullBand): string {
  const { step, speedDifference, low, high, trainings } = beside;
  const [value, from, to] = [speedDifference, low, high].map((each) => inWords(each, 'speed'));
  const side = low <= speedDifference && speedDifference <= high ? 'inside' : 'outside';
  return (
    `d_speed after step ${step}: ${value}, ${side} its null band [${from}, ${to}].\n` +
    `The band: where d_speed of this model lies when there is nothing to learn, in 95 % of trainings from other weights\n` +
    `with shuffled labels; from ${trainings} of them.`
  );
}

/**
 * Measures a null band in a child of its own and keeps it with the run, saying on standard error how far it is. Trainings
 * that are done are kept where the rest is interrupted.
 *
 * @throws Problem as {@link measureNullBand}
 */
export async function measureBand(request: NullBandRequest): Promise<void> {
  const child = new TrainingProcess({ script: bundle });
  try {
    await measureNullBand(child, request, (index) => {
      process.stderr.write(
        `Training ${index + 1} of ${request.trainings} with shuffled labels, for the null band of d_speed …\n`,
      );
    });
  } finally {
    await child.stop();
  }
}
