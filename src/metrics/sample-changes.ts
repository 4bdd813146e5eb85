import type { ChangeCounts, SampleChange, SampleFilter } from '../record/samples.js';

/**
 * The classes that every prediction gives every evaluated sample, for M branches; one entry a sample in every array.
 * Classes are indices; −1 where the logits were no numbers.
 */
export interface SamplePredictions {
  readonly labels: Int32Array;
  /** `intact[k]`: branch k with every modality; `intact[M]`: the model. */
  readonly intact: readonly Int32Array[];
  /** `cut[j][k]`: branch k with modality j cut off, null for k = j; `cut[j][M]`: the model without ŷ_j and m_j cut off. */
  readonly cut: readonly (readonly (Int32Array | null)[])[];
}

/** What a cut does to one prediction (ours). */
export function sampleChange(label: number, before: number, after: number): SampleChange {
  if (before === after) {
    return 'same';
  }
  if (before === label) {
    return 'lost';
  }
  return after === label ? 'gained' : 'changed';
}

/** A prediction before and after a cut, by sample. Throws a RangeError where there is no such branch, cut or both. */
export function predictionPair(
  { intact, cut }: SamplePredictions,
  { branch, cut: modality }: Pick<SampleFilter, 'branch' | 'cut'>,
): { readonly before: Int32Array; readonly after: Int32Array } {
  const before = intact[branch];
  const after = cut[modality]?.[branch];
  if (before === undefined || after === undefined || after === null) {
    throw new RangeError(`There is no prediction ${branch} without modality ${modality}.`);
  }
  return { before, after };
}

/**
 * How many samples a cut changes, and how: lost − gained = rightBefore − rightAfter, so over the number of samples it is
 * A(f_k) − A(f_k'), the points of conditional utilization.
 *
 * @param label only samples of this class; null for all
 */
export function changeCounts(
  predictions: SamplePredictions,
  { branch, cut, label }: Pick<SampleFilter, 'branch' | 'cut' | 'label'>,
): ChangeCounts {
  const { labels } = predictions;
  const { before, after } = predictionPair(predictions, { branch, cut });
  const counts = { samples: 0, rightBefore: 0, rightAfter: 0, lost: 0, gained: 0, changed: 0 };
  labels.forEach((own, sample) => {
    if (label !== null && own !== label) {
      return;
    }
    const change = sampleChange(own, before[sample], after[sample]);
    counts.samples += 1;
    counts.rightBefore += before[sample] === own ? 1 : 0;
    counts.rightAfter += after[sample] === own ? 1 : 0;
    if (change !== 'same') {
      counts[change] += 1;
    }
  });
  return counts;
}

/** Positions of the samples that a filter lets through, ascending. */
export function chosenSamples(predictions: SamplePredictions, filter: SampleFilter): Int32Array {
  const { labels } = predictions;
  const { before, after } = predictionPair(predictions, filter);
  const chosen = new Int32Array(labels.length);
  let count = 0;
  labels.forEach((own, sample) => {
    const change = sampleChange(own, before[sample], after[sample]);
    const isWanted = filter.change === null ? change !== 'same' : change === filter.change;
    if (isWanted && (filter.label === null || own === filter.label)) {
      chosen[count] = sample;
      count += 1;
    }
  });
  return chosen.subarray(0, count);
}

/** Positions of the samples that any cut changes in any prediction, ascending. */
export function changedSamples({ labels, intact, cut }: SamplePredictions): Int32Array {
  return Int32Array.from(labels.keys()).filter((sample) =>
    cut.some((ofCut) =>
      ofCut.some((after, branch) => after !== null && after[sample] !== intact[branch][sample]),
    ),
  );
}
