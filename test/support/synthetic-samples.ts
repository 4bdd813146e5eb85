import type { SamplePredictions } from '../../src/metrics/sample-changes.js';
import { pictureBytes } from '../../src/record/picture.js';
import type { PicturedModality, SampleMeasurement, SamplePage } from '../../src/record/samples.js';
import type { KeptPictures } from '../../src/runs/inspections/write-samples.js';

/** What samples that nobody measured are made of. */
export interface SyntheticSamples {
  /** Id of the run. */
  readonly run: string;
  readonly samples?: number;
  readonly step?: number;
  readonly modalities?: readonly PicturedModality[];
  /** Of how many of the samples that change the pictures are kept, at most. */
  readonly pictured?: number;
}

const image = { form: 'image', tiles: 1, height: 4, width: 4, low: 0, high: 1 } as const;

/** An image in gray and one in colour. */
export const grayAndColor: readonly PicturedModality[] = [
  { name: 'gray', ...image, channels: 1 },
  { name: 'color', ...image, channels: 3 },
];

/** The byte at `place` of the pictures of a sample. */
export function pictureByte(sample: number, place: number): number {
  return (sample * 29 + place * 53) % 256;
}

/** Two classes by turns; every fifth sample is mistaken, and a cut changes the other two modalities' every third. */
export function syntheticSamples({
  run,
  samples = 60,
  step = 500,
  modalities = grayAndColor,
  pictured = Number.POSITIVE_INFINITY,
}: SyntheticSamples): {
  readonly measurement: SampleMeasurement;
  readonly predictions: SamplePredictions;
  readonly pictures: KeptPictures;
} {
  const row = (predict: (sample: number) => number): Int32Array =>
    Int32Array.from({ length: samples }, (_, sample) => predict(sample));
  const before = (sample: number): number => (sample % 5 === 0 ? 1 - (sample % 2) : sample % 2);
  const isChanged = (sample: number): boolean => sample % 3 === 0;
  const after = (sample: number): number =>
    isChanged(sample) ? 1 - before(sample) : before(sample);
  const branches = [...modalities.keys(), modalities.length];
  const changed = row((sample) => sample).filter(isChanged);
  const kept = changed.subarray(0, pictured);
  const stride = modalities.reduce((sum, modality) => sum + pictureBytes(modality), 0);
  return {
    measurement: {
      ...{ schemaVersion: 1, run, step, split: 'test', cut: 'mean', measured: 0, samples },
      changed: changed.length,
      pictured: kept.length,
      modalities: [...modalities],
    },
    predictions: {
      labels: row((sample) => sample % 2),
      intact: branches.map(() => row(before)),
      cut: [...modalities.keys()].map((cut) =>
        branches.map((branch) => (branch === cut ? null : row(after))),
      ),
    },
    pictures: {
      samples: kept,
      bytes: Uint8Array.from({ length: kept.length * stride }, (_, place) =>
        pictureByte(kept[Math.floor(place / stride)], place % stride),
      ),
    },
  };
}

/** A page of two of those samples, one with its pictures. */
export function syntheticSamplePage(run: string): SamplePage {
  const { measurement, pictures } = syntheticSamples({ run });
  const first = pictures.bytes.subarray(0, pictures.bytes.length / pictures.samples.length);
  const row = { label: 1, before: 1, after: 0 };
  return {
    measurement,
    counts: { samples: 60, rightBefore: 48, rightAfter: 36, lost: 16, gained: 4, changed: 0 },
    ...{ total: 2, offset: 0 },
    rows: [
      { ...row, sample: 3, pictures: Buffer.from(first).toString('base64') },
      { ...row, sample: 9, pictures: null },
    ],
  };
}
