/** μ of one regular step for branch k and for the fusion parameters that feed it; null where undefined. */
export interface RelativeGradient {
  /** μ(θ_k): of the branch's own trainable parameters. */
  readonly branch: number | null;
  /** μ(θ_k'): of its excitation layer and the shared squeeze layer; null without fusion. */
  readonly fusion: number | null;
}

/** Σ μ(θ_k; i) and Σ μ(θ_k'; i) over the regular steps so far, one entry a branch; plain JSON, for checkpoints. */
export interface SpeedSums {
  readonly branch: readonly number[];
  readonly fusion: readonly number[];
}

/**
 * μ(θ; i) = ‖∂L/∂θ‖² / ‖θ‖² (paper): how fast a group of parameters learns, relative to its size.
 *
 * @param gradientSquared ‖∂L/∂θ‖² over the whole group
 * @param weightsSquared ‖θ‖² over the whole group, at the parameters where the gradient was taken
 * @returns null where an argument is, or where the quotient is not finite
 */
export function mu(gradientSquared: number | null, weightsSquared: number | null): number | null {
  return finiteOrNull((gradientSquared ?? Number.NaN) / (weightsSquared ?? Number.NaN));
}

/**
 * s_k = log10( Σ μ(θ_k') / Σ μ(θ_k) ), the conditional learning speed (paper), from the two sums of branch k; null
 * where a sum is zero or not finite. Positive: the fusion that feeds the branch learns faster than the branch itself.
 */
export function conditionalSpeed(branchSum: number, fusionSum: number): number | null {
  return finiteOrNull(Math.log10(fusionSum / branchSum));
}

/** The cumulative conditional learning speeds of a run, from its first step on. */
export class ConditionalLearningSpeed {
  readonly #branch: number[];
  readonly #fusion: number[];
  #speeds: readonly (number | null)[];

  /** Continues from `sums`, as a checkpoint kept them. */
  constructor(sums: SpeedSums) {
    this.#branch = [...sums.branch];
    this.#fusion = [...sums.fusion];
    this.#speeds = this.#branch.map((sum, k) => conditionalSpeed(sum, this.#fusion[k]));
  }

  /** At the start of a run with `branchCount` branches. */
  static start(branchCount: number): ConditionalLearningSpeed {
    const zeros = Array.from({ length: branchCount }, () => 0);
    return new ConditionalLearningSpeed({ branch: zeros, fusion: zeros });
  }

  /**
   * Takes up a regular step; re-balancing steps are left out of the sums (paper).
   *
   * Where a μ is undefined or not finite, the branch's speed is null until the next regular step, and neither of its
   * sums takes up the step: one overflow must not spoil the run's sums, nor a checkpoint.
   */
  regularStep(step: readonly RelativeGradient[]): void {
    this.#speeds = step.map(({ branch, fusion }, k) => {
      if (!isFiniteNumber(branch) || !isFiniteNumber(fusion)) {
        return null;
      }
      this.#branch[k] += branch;
      this.#fusion[k] += fusion;
      return conditionalSpeed(this.#branch[k], this.#fusion[k]);
    });
  }

  /** s_k per branch, up to and including the last regular step. */
  get speeds(): readonly (number | null)[] {
    return this.#speeds;
  }

  /** The sums, for a checkpoint. */
  get sums(): { branch: number[]; fusion: number[] } {
    return { branch: [...this.#branch], fusion: [...this.#fusion] };
  }
}

function isFiniteNumber(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
