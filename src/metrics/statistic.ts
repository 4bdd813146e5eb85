/** A number computed from the accuracies of several correctness vectors, differentiable where it is defined. */
export interface Statistic {
  /** The value at these accuracies; null, never NaN, where it is undefined. */
  value(accuracies: readonly number[]): number | null;
  /** Derivative by each accuracy, in the order of the vectors; only where the value is defined. */
  gradient(accuracies: readonly number[]): number[];
  /** The least and greatest value there can be. */
  readonly range: readonly [number, number];
}

/** The accuracy of vector number `vector`. */
export function accuracy(vector: number): Statistic {
  return {
    value: (accuracies) => accuracies[vector],
    gradient: (accuracies) => unit(accuracies, vector, 1),
    range: [0, 1],
  };
}

/** A(intact) − A(cut), as a fraction: what is shown times 100 as points. */
export function points(intact: number, cut: number): Statistic {
  return { ...minus(accuracy(intact), accuracy(cut)), range: [-1, 1] };
}

/** (A(intact) − A(cut)) / A(intact), the conditional utilization rate (paper); null where A(intact) = 0. */
export function rate(intact: number, cut: number): Statistic {
  return {
    value: (accuracies) => {
      const whole = accuracies[intact];
      return whole === 0 ? null : (whole - accuracies[cut]) / whole;
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

/** `left` − `right`; null where either is. */
export function minus(left: Statistic, right: Statistic): Statistic {
  return {
    value: (accuracies) => {
      const [first, second] = [left.value(accuracies), right.value(accuracies)];
      return first === null || second === null ? null : first - second;
    },
    gradient: (accuracies) => {
      const subtracted = right.gradient(accuracies);
      return left.gradient(accuracies).map((slope, vector) => slope - subtracted[vector]);
    },
    range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  };
}

/** The mean of one or more `statistics`; null where one of them is. */
export function mean(statistics: readonly Statistic[]): Statistic {
  return {
    value: (accuracies) => {
      let total = 0;
      for (const statistic of statistics) {
        const value = statistic.value(accuracies);
        if (value === null) {
          return null;
        }
        total += value;
      }
      return total / statistics.length;
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
