/** ln(n!) by n, as far as it was needed. */
const logFactorials = [0];

/**
 * How many of `trials` succeed, each with `probability`: the binomial law by inversion, searched from its mode outwards.
 * Some √(n·p·(1 − p)) additions and no further random numbers, which for the cells of a few thousand samples is several
 * times as fast as what goes by way of beta variates (ours).
 *
 * @returns the draws of one probability, given `uniform` in [0, 1)
 */
export function binomial(probability: number): (trials: number, uniform: number) => number {
  if (probability <= 0) {
    return () => 0;
  }
  if (probability >= 1) {
    return (trials) => trials;
  }
  const odds = probability / (1 - probability);
  const [logSuccess, logFailure] = [Math.log(probability), Math.log1p(-probability)];
  /** The mode's probability by trials: thousands of draws have a few hundred numbers of them. */
  const atModes: number[] = [];
  return (trials, uniform) => {
    const mode = Math.min(trials, Math.floor((trials + 1) * probability));
    const atMode = (atModes[trials] ??= Math.exp(
      logFactorial(trials) -
        logFactorial(mode) -
        logFactorial(trials - mode) +
        mode * logSuccess +
        (trials - mode) * logFailure,
    ));
    return search(trials, odds, mode, atMode, uniform);
  };
}

/** Takes the probabilities, from the mode's outwards, off `uniform`, until one is more than is left of it. */
function search(
  trials: number,
  odds: number,
  mode: number,
  atMode: number,
  uniform: number,
): number {
  let left = uniform - atMode;
  let [below, above] = [mode, mode];
  let [atBelow, atAbove] = [atMode, atMode];
  while (left >= 0 && (below > 0 || above < trials)) {
    if (above < trials) {
      atAbove *= ((trials - above) / (above + 1)) * odds;
      above += 1;
      left -= atAbove;
      if (left < 0) {
        return above;
      }
    }
    if (below > 0) {
      atBelow *= below / ((trials - below + 1) * odds);
      below -= 1;
      left -= atBelow;
      if (left < 0) {
        return below;
      }
    }
  }
  // Also where rounding left a sliver of the whole probability over.
  return mode;
}

function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next += 1) {
    logFactorials.push(logFactorials[next - 1] + Math.log(next));
  }
  return logFactorials[n];
}
