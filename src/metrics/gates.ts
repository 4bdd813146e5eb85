import { gateBins, type GateCourse, type GateSummary } from '../record/gates.js';
import { percentile } from './percentile.js';

/** One gate g·σ(e_k) of a fusion module on some samples; matrices are [samples × channels], row-major. */
export interface GateValues {
  readonly channels: number;
  readonly live: Float32Array;
  /**
   * By modality: the same gate with that modality's squeezed vector held at its mean over these samples; null for the
   * branch's own.
   */
  readonly held: readonly (Float32Array | null)[];
  /** What a re-balancing step freezes it to, one value a channel; null where there is none yet. */
  readonly constant: Float32Array | null;
}

/** What another modality has to do with one channel of a gate. */
export interface GateInfluence {
  readonly share: number;
  readonly correlation: number;
}

/**
 * How much of what a gate's channel does comes with another modality (ours). Let a_i be the gate on sample i, h_i the same
 * with the other modality's squeezed vector held at its mean, and d_i = a_i − h_i what that modality adds.
 *
 * - share = Var(d) / (Var(d) + Var(h)), 0 to 1: 0 where the other modality never moves the gate, 1 where nothing else does.
 * - correlation = Corr(a, d), −1 to 1: how closely the gate follows what the other modality adds.
 *
 * Both are exactly 0 where d is the same for every sample, as where the squeeze weights of the other modality are zero.
 */
export function gateInfluence(live: Float64Array, held: Float64Array): GateInfluence {
  const added = live.map((value, sample) => value - held[sample]);
  const moved = variance(added);
  if (moved === 0) {
    return { share: 0, correlation: 0 };
  }
  const spread = Math.sqrt(moved * variance(live));
  return {
    share: moved / (moved + variance(held)),
    correlation: spread === 0 ? 0 : clamp(covariance(live, added) / spread),
  };
}

/** A gate over its samples, channel by channel; numbers are rounded to five digits. */
export function gateSummary(values: GateValues, gateScale: number): GateSummary {
  const { channels, live, held, constant } = values;
  const columns = Array.from({ length: channels }, (_, channel) => column(live, channels, channel));
  const others = held.flatMap((matrix, modality) => {
    if (matrix === null) {
      return [];
    }
    const influences = columns.map((own, channel) =>
      gateInfluence(own, column(matrix, channels, channel)),
    );
    return [
      {
        modality,
        share: influences.map(({ share }) => rounded(share)),
        correlation: influences.map(({ correlation }) => rounded(correlation)),
      },
    ];
  });
  return {
    mean: columns.map((own) => rounded(mean(own))),
    deviation: columns.map((own) => rounded(Math.sqrt(variance(own)))),
    low: columns.map((own) => rounded(percentile(own.slice(), 0.05))),
    high: columns.map((own) => rounded(percentile(own.slice(), 0.95))),
    constant: constant && Array.from(constant, rounded),
    others,
    histogram: histogram(live, gateScale),
  };
}

/** The same gate in short, for an event. */
export function gateInShort(values: GateValues, summary: GateSummary): GateCourse['modules'][0][0] {
  const all = Float64Array.from(values.live);
  return {
    means: summary.mean.map((value) => Number(value.toFixed(3))),
    quantiles: [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => rounded(percentile(all, share))),
    shares: values.held.map((_, modality) => {
      const other = summary.others.find((each) => each.modality === modality);
      return other === undefined ? null : rounded(mean(other.share));
    }),
  };
}

/** How far the constant lies from the live gate's mean, channel by channel; null where there is no constant. */
export function constantShifts({ mean: live, constant }: GateSummary): number[] | null {
  return constant?.map((value, channel) => value - live[channel]) ?? null;
}

/** The mean of some values; NaN of none. */
export function mean(values: readonly number[] | Float64Array): number {
  let sum = 0;
  for (const value of values) {
    sum += value;
  }
  return sum / values.length;
}

function histogram(live: Float32Array, gateScale: number): number[] {
  const bins = Array.from({ length: gateBins }, () => 0);
  for (const value of live) {
    const place = Math.floor((value / gateScale) * gateBins);
    bins[Math.min(gateBins - 1, Math.max(0, place))] += 1;
  }
  return bins;
}

function column(matrix: Float32Array, channels: number, channel: number): Float64Array {
  return Float64Array.from(
    { length: matrix.length / channels },
    (_, sample) => matrix[sample * channels + channel],
  );
}

function variance(values: Float64Array): number {
  return covariance(values, values);
}

/** From the first values on, so that what does not vary has a variance of exactly 0. */
function covariance(left: Float64Array, right: Float64Array): number {
  const [first, second] = [left[0], right[0]];
  let [sumLeft, sumRight, product] = [0, 0, 0];
  left.forEach((value, sample) => {
    const [one, other] = [value - first, right[sample] - second];
    sumLeft += one;
    sumRight += other;
    product += one * other;
  });
  const { length } = left;
  return Math.max(-Infinity, product / length - (sumLeft / length) * (sumRight / length));
}

function clamp(value: number): number {
  return Math.min(1, Math.max(-1, value));
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
