import * as tf from '@tensorflow/tfjs-core';
import * as l10n from '@vscode/l10n';
import type { HostTensor, TensorMap } from '../record/checkpoint.js';
import { Problem } from '../record/problem.js';
import type { Statistic } from './parameter.js';

/** Copies of the named tensors on the host, in their order. */
export async function exportTensors(
  tensors: readonly Statistic[],
): Promise<Map<string, HostTensor>> {
  const entries = tensors.map(async ({ name, variable }): Promise<[string, HostTensor]> => {
    const data = await variable.data<'float32'>();
    // A copy, since some backends hand out the memory they compute on.
    return [name, { shape: [...variable.shape], data: Float32Array.from(data) }];
  });
  return new Map(await Promise.all(entries));
}

/**
 * Sets the named tensors to `values`; nothing is changed unless all of them fit.
 *
 * @throws Problem `weights` naming the first entry that is missing, too many, or of another shape
 */
export function importTensors(tensors: readonly Statistic[], values: TensorMap): void {
  const pairs = tensors.map(({ name, variable }) => {
    const value = values.get(name);
    requireShape(name, variable.shape, value);
    return { variable, value };
  });
  const known = new Set(tensors.map(({ name }) => name));
  for (const name of values.keys()) {
    if (!known.has(name)) {
      throw weightsProblem(name, l10n.t('The network has no such tensor.'));
    }
  }
  for (const { variable, value } of pairs) {
    tf.tidy(() => {
      variable.assign(tf.tensor(value.data.slice(), [...value.shape], variable.dtype));
    });
  }
}

function requireShape(
  name: string,
  shape: readonly number[],
  value: HostTensor | undefined,
): asserts value is HostTensor {
  if (value === undefined) {
    throw weightsProblem(name, l10n.t('The weights lack this tensor.'));
  }
  const fits = tf.util.arraysEqual([...shape], [...value.shape]);
  if (!fits || value.data.length !== tf.util.sizeFromShape([...shape])) {
    throw weightsProblem(
      name,
      l10n.t(
        "Its shape is [{0}] with {1} values, but the network's is [{2}].",
        value.shape.join(', '),
        String(value.data.length),
        shape.join(', '),
      ),
    );
  }
}

function weightsProblem(entry: string, what: string): Problem {
  return new Problem({
    code: 'weights',
    entry,
    what,
    remedy: l10n.t('Use the model file that the weights were trained with.'),
  });
}
