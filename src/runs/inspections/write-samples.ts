import type { SamplePredictions } from '../../metrics/sample-changes.js';
import { pictureBytes } from '../../record/picture.js';
import type { SampleMeasurement } from '../../record/samples.js';
import type { Run } from '../read-run.js';
import { writeHeader, type WrittenTensor } from '../safetensors-header.js';
import { keepInspection, samplesPath } from './inspection-files.js';
import { measurementKey, tensorNames } from './sample-format.js';

/** The pictures of some samples. */
export interface KeptPictures {
  /** Positions of the samples, ascending. */
  readonly samples: Int32Array;
  /** One record a sample: its pictures, one modality after another. */
  readonly bytes: Uint8Array;
}

/**
 * Keeps with the run what its predictions say of every sample, and the pictures of those that change.
 *
 * @returns path of the file below the run directory, with forward slashes
 * @throws Problem where it cannot be written
 */
export async function writeSamples(
  run: Run,
  measurement: SampleMeasurement,
  predictions: SamplePredictions,
  pictures: KeptPictures,
): Promise<string> {
  const relative = samplesPath(measurement);
  await keepInspection(run, relative, encodeSamples(measurement, predictions, pictures));
  return relative;
}

/** The bytes of a file of samples: see {@link tensorNames}. */
export function encodeSamples(
  measurement: SampleMeasurement,
  { labels, intact, cut }: SamplePredictions,
  { samples, bytes }: KeptPictures,
): Uint8Array {
  const count = labels.length;
  const rows = new Int32Array(count).fill(-1);
  samples.forEach((sample, row) => {
    rows[sample] = row;
  });
  const none = new Int32Array(count).fill(-1);
  const parts: [name: string, shape: number[], values: Int32Array][] = [
    [tensorNames.labels, [count], labels],
    [tensorNames.rows, [count], rows],
    [tensorNames.intact, [intact.length, count], joined(intact)],
    [
      tensorNames.cut,
      [cut.length, intact.length, count],
      joined(cut.flat().map((row) => row ?? none)),
    ],
  ];
  const stride = measurement.modalities.reduce((sum, each) => sum + pictureBytes(each), 0);
  const tensors: WrittenTensor[] = [
    ...parts.map(([name, shape, values]) => [name, shape, values.byteLength, 'I32'] as const),
    [tensorNames.pictures, [samples.length, stride], bytes.byteLength, 'U8'],
  ];
  const metadata = new Map([[measurementKey, JSON.stringify(measurement)]]);
  const raw = parts.map(([, , { buffer, byteOffset, byteLength }]) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  return Buffer.concat([writeHeader(tensors, metadata), ...raw, bytes]);
}

function joined(rows: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(rows.reduce((sum, row) => sum + row.length, 0));
  let start = 0;
  for (const row of rows) {
    all.set(row, start);
    start += row.length;
  }
  return all;
}
