import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { isFile, listDirectory, readDataFile } from './data-file.js';
import { dataProblem } from './data-problem.js';
import { digitClasses, digitSide, type Digits } from './digits.js';
import { parseIdx } from './idx.js';

/**
 * The training and the test digits of MNIST, from its four IDX files in `directory`: `train-images-idx3-ubyte`,
 * `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte`, `t10k-labels-idx1-ubyte`, also with `.idx` for `-idx`, each plain
 * or with `.gz`.
 *
 * @throws Problem where a file is missing, damaged or does not fit the others
 */
export async function readMnist(directory: string): Promise<{ train: Digits; test: Digits }> {
  await listDirectory(directory);
  const train = await readDigits(directory, 'train');
  const test = await readDigits(directory, 't10k');
  return { train, test };
}

async function readDigits(directory: string, part: 'train' | 't10k'): Promise<Digits> {
  const imageFile = await findFile(directory, `${part}-images`, 'idx3-ubyte');
  const labelFile = await findFile(directory, `${part}-labels`, 'idx1-ubyte');
  const images = parseIdx(await readDataFile(imageFile), 3, imageFile);
  const labels = parseIdx(await readDataFile(labelFile), 1, labelFile);
  const [count, ...sides] = images.shape;
  if (sides.some((side) => side !== digitSide)) {
    const what = l10n.t('Its images are {0} pixels; MNIST’s are 28×28.', sides.join('×'));
    throw dataProblem({ file: imageFile }, what, l10n.t('Put MNIST’s own file in its place.'));
  }
  if (labels.shape[0] !== count) {
    const what = l10n.t(
      'It has {0} labels for the {1} images of {2}.',
      labels.shape[0],
      count,
      path.basename(imageFile),
    );
    throw dataProblem(
      { file: labelFile },
      what,
      l10n.t('Put files that belong together in their places.'),
    );
  }
  const stray = labels.values.findIndex((label) => label >= digitClasses.length);
  if (stray >= 0) {
    const what = l10n.t('Label number {0} is {1}; a digit is 0 to 9.', stray, labels.values[stray]);
    throw dataProblem({ file: labelFile }, what, l10n.t('Put MNIST’s own file in its place.'));
  }
  return { pixels: images.values, labels: Int32Array.from(labels.values) };
}

async function findFile(directory: string, part: string, suffix: string): Promise<string> {
  const usual = `${part}-${suffix}`;
  for (const name of [usual, `${part}.${suffix}`]) {
    for (const file of [path.join(directory, name), path.join(directory, `${name}.gz`)]) {
      if (await isFile(file)) {
        return file;
      }
    }
  }
  throw dataProblem(
    { file: directory, entry: usual },
    l10n.t('MNIST’s {0} is not here, neither plain nor as {0}.gz.', usual),
    l10n.t("Put the four files of MNIST here, or draw digits with `source: 'drawn'`."),
  );
}
