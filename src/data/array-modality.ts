import * as l10n from '@vscode/l10n';
import type { PlacedArray } from './array-files.js';
import { dataProblem } from './data-problem.js';
import type { Modality } from './dataset.js';
import type { Column } from './memory-split.js';
import type { NumericValues } from './npy.js';

/**
 * What an array of shape [samples, features], [samples, height, width] or [samples, height, width, channels] shows of each
 * sample.
 *
 * @throws Problem where it has another number of axes, or an axis is empty
 */
export function arrayModality(name: string, { shape, place }: PlacedArray): Modality {
  const [, ...axes] = shape;
  if (axes.length < 1 || axes.length > 3 || shape.includes(0)) {
    throw dataProblem(
      place,
      l10n.t('The array has the shape ({0}).', shape.join(', ')),
      l10n.t(
        'Save vectors as (samples, features), images as (samples, height, width) or (samples, height, width, channels).',
      ),
    );
  }
  if (axes.length === 1) {
    return { name, shape: axes, kind: 'vector' };
  }
  return { name, shape: axes.length === 2 ? [...axes, 1] : axes, kind: 'image' };
}

/**
 * The samples of an array of shape [samples, …]. Elements of more than 16 bits are held as 32-bit floats.
 *
 * @throws Problem where a value is not finite as a 32-bit float
 */
export function arrayColumn({ shape, values, place }: PlacedArray): Column {
  const width = values.length / shape[0];
  const held = values.BYTES_PER_ELEMENT > 2 ? toFloat32(values) : values;
  const stray =
    held instanceof Float32Array ? held.findIndex((value) => !Number.isFinite(value)) : -1;
  if (stray >= 0) {
    throw dataProblem(
      place,
      l10n.t('A value of sample {0} is {1}.', Math.floor(stray / width), values[stray]),
      l10n.t('Save finite numbers that 32-bit floats can hold.'),
    );
  }
  return {
    width,
    write: (sample, target, offset) => {
      target.set(held.subarray(sample * width, (sample + 1) * width), offset);
    },
  };
}

function toFloat32(values: NumericValues): Float32Array {
  return values instanceof Float32Array ? values : Float32Array.from(values);
}
