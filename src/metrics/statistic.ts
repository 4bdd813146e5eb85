/** A number computed from the accuracies of several correctness vectors, differentiable where it is defined. */
export interface Statistic {
  /** The values at accuracies by [vector][resample], one a resample; NaN where they are undefined. */
  values(accuracies: readonly Float64Array[]): Float64Array;
  /** Derivative by each accuracy, in the order of the vectors; only where the value is defined. */
  gradient(accuracies: readonly number[]): number[];
  /** The least and greatest value there can be. */
  readonly range: readonly [number, number];
}

/** The value of a statistic at these accuracies; null, never NaN, where it is undefined. */
export function valueAt(statistic: Statistic, accuracies: readonly number[]): number | null {
  const [value] = statistic.values(accuracies.map((one) => Float64Array.of(one)));
  return Number.isNaN(value) ? null : value;
}

/** The accuracy of vector number `vector`. */
export function accuracy(vector: number): Statistic {
  return {
    values: (accuracies) => accuracies[vector],
    gradient: (accuracies) => unit(accuracies, vector, 1),
    range: [0, 1],
  };
}

/** A(intact) − A(cut), as a fraction: what is shown times 100 as points. */
export function points(intact: number, cut: number): Statistic {
  return { ...minus(accuracy(intact), accuracy(cut)), range: [-1, 1] };
}

/** (A(intact) − A(cut)) / A(intact), the conditional utilization rate (paper); undefined where A(intact) = 0. */
export function rate(intact: number, cut: number): Statistic {
  return {
    values: (accuracies) => {
      const [whole, rest] = [accuracies[intact], accuracies[cut]];
      const rates = new Float64Array(whole.length);
      for (let index = 0; index < rates.length; index += 1) {
        rates[index] =
          whole[index] === 0 ? Number.NaN : (whole[index] - rest[index]) / whole[index];
      }
      return rates;
    },
    gradient: (accuracies) => {
      const whole = accuracies[intact];
      const gradient = unit(accuracies, cut, -1 / whole);
      gradient[intact] = accuracies[cut] / whole ** 2;
      return gradient;
    },
    range: [Number.NEGATIVE_INFINITY, 1],
  };
}

/** `left` − `right`; undefined where either is. */
export function minus(left: Statistic, right: Statistic): Statistic {
  return {
    values: (accuracies) => {
      const [first, second] = [left.values(accuracies), right.values(accuracies)];
      const differences = new Float64Array(first.length);
      for (let index = 0; index < differences.length; index += 1) {
        differences[index] = first[index] - second[index];
      }
      return differences;
    },
    gradient: (accuracies) => {
      const subtracted = right.gradient(accuracies);
      return left.gradient(accuracies).map((slope, vector) => slope - subtracted[vector]);
    },
    range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  };
}

/** The mean of one or more `statistics`; undefined where one of them is. */
export function mean(statistics: readonly Statistic[]): Statistic {
  return {
    values: (accuracies) => {
      const means = new Float64Array(accuracies[0]?.length ?? 0);
      for (const values of statistics.map((statistic) => statistic.values(accuracies))) {
        for (let index = 0; index < means.length; index += 1) {
          means[index] += values[index];
        }
      }
      return means.map((total) => total / statistics.length);
    },
    gradient: (accuracies) => {
      const gradients = statistics.map((statistic) => statistic.gradient(accuracies));
      return accuracies.map(
        (_, vector) =>
          gradients.reduce((total, slopes) => total + slopes[vector], 0) / statistics.length,
      );
    },
    range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  };
}

function unit(accuracies: readonly number[], vector: number, value: number): number[] {
  return accuracies.map((_, index) => (index === vector ? value : 0));
}
