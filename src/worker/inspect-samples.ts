import { performance } from 'node:perf_hooks';
import type { Dataset } from '../data/dataset.js';
import {
  pictureOf,
  picturePlan,
  picturePoints,
  pictureRange,
  type PicturePlan,
  type PictureRange,
} from '../data/picture.js';
import { changedSamples } from '../metrics/sample-changes.js';
import { pictureBytes } from '../record/picture.js';
import {
  mostPictureBytes,
  type PicturedModality,
  type SampleMeasurement,
} from '../record/samples.js';
import type { SplitName } from '../record/utilization.js';
import { writeSamples, type KeptPictures } from '../runs/inspections/write-samples.js';
import { pieces } from '../training/batches.js';
import { UtilizationMeasurement } from '../training/conditional-utilization.js';
import type { SampleInspectionRequest } from './protocol.js';
import { batchSize, useCheckpoint } from './use-checkpoint.js';

/** What one modality's samples are drawn by. */
interface Pictured {
  readonly name: string;
  readonly plan: PicturePlan;
}

/**
 * Finds which samples of a split change when a modality is cut off, for the weights in a run's checkpoint, and keeps the
 * predictions of all samples and the pictures of those with the run. Runs the run's own copies of its model files.
 *
 * @throws Problem where the run has no two modalities, something of it is missing, damaged or changed, or the file cannot
 *   be written
 */
export function inspectSamples(request: SampleInspectionRequest): Promise<SampleMeasurement> {
  return useCheckpoint(request, async ({ run, step, network, dataset, reader, names }) => {
    const { seed, id } = run.description;
    const { split, cut } = request;
    const predictions = await new UtilizationMeasurement({
      ...{ network, reader, batchSize, seed, recordingSamples: null },
      clock: () => performance.now(),
    }).measurePredictions(split, cut);
    const changed = changedSamples(predictions);
    const { modalities, pictures } = await drawPictures(dataset, names, split, changed);
    const measurement: SampleMeasurement = {
      ...{ schemaVersion: 1, run: id, step, split, cut, measured: Date.now() },
      samples: predictions.labels.length,
      changed: changed.length,
      pictured: pictures.samples.length,
      modalities,
    };
    await writeSamples(run, measurement, predictions, pictures);
    return measurement;
  });
}

/** The pictures of the first of the changed samples, as many as are kept. */
async function drawPictures(
  dataset: Dataset,
  names: readonly string[],
  split: SplitName,
  changed: Int32Array,
): Promise<{ readonly modalities: PicturedModality[]; readonly pictures: KeptPictures }> {
  const pictured = names.map((name): Pictured => {
    const modality = dataset.modalities.find((each) => each.name === name);
    if (modality === undefined) {
      throw new TypeError(`The data set has no modality '${name}'.`);
    }
    return { name, plan: picturePlan(modality) };
  });
  const stride = pictured.reduce((sum, { plan }) => sum + pictureBytes(plan.layout), 0);
  const samples = changed.subarray(0, Math.floor(mostPictureBytes / stride));
  const source = dataset.splits[split];
  // The range of the values must be known before they are made bytes: the samples are read twice, not held.
  const extremes = pictured.map(() => ({ least: Infinity, greatest: -Infinity }));
  await visitPoints(source, samples, pictured, (points, modality) => {
    const extreme = extremes[modality];
    for (const value of points) {
      extreme.least = Math.min(extreme.least, value);
      extreme.greatest = Math.max(extreme.greatest, value);
    }
  });
  const ranges = extremes.map(({ least, greatest }): PictureRange => pictureRange(least, greatest));
  const bytes = new Uint8Array(samples.length * stride);
  let place = 0;
  await visitPoints(source, samples, pictured, (points, modality) => {
    bytes.set(pictureOf(points, ranges[modality]), place);
    place += points.length;
  });
  const modalities = pictured.map(({ name, plan }, index) => ({
    ...{ name, ...plan.layout },
    ...ranges[index],
  }));
  return { modalities, pictures: { samples, bytes } };
}

/** Hands the points of every sample's pictures to `visit`, sample by sample, one modality after another. */
async function visitPoints(
  source: Dataset['splits'][SplitName],
  samples: Int32Array,
  pictured: readonly Pictured[],
  visit: (points: Float32Array, modality: number) => void,
): Promise<void> {
  for (const piece of pieces(samples, batchSize)) {
    const values = await source.read(piece);
    for (const place of piece.keys()) {
      pictured.forEach(({ name, plan }, modality) => {
        const all = values.get(name) ?? new Float32Array();
        const width = all.length / piece.length;
        visit(picturePoints(plan, all.subarray(place * width, (place + 1) * width)), modality);
      });
    }
  }
}
