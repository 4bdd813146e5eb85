import { GammaSource } from '../random/gamma.js';
import { Generator } from '../random/generator.js';
import type { ClassUtilization, UtilizationEntry } from '../record/utilization.js';
import { correctnessPairs, type Correctness, type CorrectnessPair } from './correctness.js';
import { estimate, undefinedEstimate } from './interval.js';
import { jointCells } from './joint-cells.js';
import { resampleCount } from './resamples.js';
import { smoothedResample } from './smoothed-resamples.js';
import { accuracy, points, rate } from './statistic.js';

/** A class with fewer samples, or with a lower recall, shows points but no rate (design: ours). */
const leastSamplesForRate = 30;
const leastRecallForRate = 0.1;

/**
 * The entries of each class, where an accuracy is the class's recall (ours).
 *
 * Intervals hold simultaneously over the C classes that have samples: each is taken at 1 − 0.05/C (Bonferroni), from
 * resamples made for small samples, so that for one entry all C intervals are right at once in about 95 % of cases,
 * however many classes a person looks through. That holds whatever they have to do with each other: all are drawn from the
 * same random numbers.
 */
export function classUtilizations(correctness: Correctness, seed: number): ClassUtilization[] {
  const members = samplesOfClasses(correctness.labels, correctness.classCount);
  const family = members.filter((samples) => samples.length > 0).length;
  const pairs = correctnessPairs(correctness);
  const gamma = new GammaSource(resampleCount, Generator.stream(seed, 'intervals/classes').uniform);
  return members.map((samples, index) => ({
    class: index,
    samples: samples.length,
    entries: pairs.map((pair) => {
      const generator = Generator.stream(seed, `intervals/class ${String(index)}`);
      return classEntry(pair, samples, family, { gamma, generator });
    }),
  }));
}

function classEntry(
  { branch, cut, intactVector, cutVector }: CorrectnessPair,
  samples: Int32Array,
  family: number,
  { gamma, generator }: { readonly gamma: GammaSource; readonly generator: Generator },
): UtilizationEntry {
  const cells = jointCells([intactVector, cutVector], samples);
  const resamples = smoothedResample(cells, gamma, generator);
  const recall = estimate(resamples, accuracy(0), family);
  const hasRate =
    samples.length >= leastSamplesForRate && (recall.value ?? 0) >= leastRecallForRate;
  return {
    branch,
    cut,
    accuracy: recall,
    accuracyCut: estimate(resamples, accuracy(1), family),
    points: estimate(resamples, points(0, 1), family),
    rate: hasRate ? estimate(resamples, rate(0, 1), family) : undefinedEstimate,
  };
}

function samplesOfClasses(labels: Int32Array, classCount: number): Int32Array[] {
  const members = Array.from({ length: classCount }, (): number[] => []);
  labels.forEach((label, sample) => {
    members[label].push(sample);
  });
  return members.map((samples) => Int32Array.from(samples));
}
