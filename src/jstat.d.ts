/** The part of jstat that is used here; the package comes without types. */
declare module 'jstat' {
  const jstat: {
    readonly studentt: {
      /** Quantile of Student's t distribution: `probability` in 0–1, `degrees` of freedom above 0. */
      inv(probability: number, degrees: number): number;
    };
    readonly normal: {
      /** Distribution function of the normal distribution. */
      cdf(x: number, mean: number, deviation: number): number;
    };
    readonly gamma: {
      /** Distribution function of the gamma distribution. */
      cdf(x: number, shape: number, scale: number): number;
    };
    /** Spearman's rank correlation, ties at their mean rank; NaN where one side does not vary. */
    spearmancoeff(left: readonly number[], right: readonly number[]): number;
  };
  export default jstat;
}
