/** A proportion with its interval; null where the proportion is not a number or there are no samples. */
export interface Proportion {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The 97.5th percentile of the standard normal distribution. */
const z = 1.959963984540054;

/**
 * Wilson's 95 % interval of a proportion (ours): for accuracies of which only the share and the number of samples are
 * known. It has a width at 0 and 1 too.
 *
 * @param share 0–1, of `samples` samples
 */
export function wilsonInterval(share: number, samples: number): Proportion {
  if (!Number.isFinite(share) || samples <= 0) {
    return { value: null, low: null, high: null };
  }
  const scale = 1 + z ** 2 / samples;
  const centre = (share + z ** 2 / (2 * samples)) / scale;
  const half =
    (z / scale) * Math.sqrt((share * (1 - share)) / samples + z ** 2 / (4 * samples ** 2));
  return {
    value: share,
    low: Math.max(0, Math.min(share, centre - half)),
    high: Math.min(1, Math.max(share, centre + half)),
  };
}
