import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { z } from 'zod';
import { Generator } from '../random/generator.js';
import { wanted } from '../record/described-option.js';
import { resolveOptions } from '../record/resolve-options.js';
import type { SplitName } from '../record/utilization.js';
import { addNoise, drawColors, drawPalette, paint } from './coloring.js';
import { dataProblem } from './data-problem.js';
import type { DataSource, Modality, Split } from './dataset.js';
import { digitClasses, digitPixels, digitSide, type Digits, selectDigits } from './digits.js';
import { drawDigits } from './drawn-digits.js';
import { memorySplit } from './memory-split.js';
import { readMnist } from './mnist-files.js';

/** Options of {@link coloredAndGrayMnist}. */
export interface ColoredAndGrayMnistOptions {
  /**
   * Where the digits come from: `'drawn'` (default) has the program draw them, so that nothing needs downloading;
   * `{ directory }` reads MNIST's four IDX files (plain or `.gz`) from a directory, relative to the model file.
   */
  readonly source?: 'drawn' | { readonly directory: string };
  /** Digits to train on. Default: 4,000 drawn; of MNIST, all that are not held out for validation. */
  readonly train?: number;
  /** Digits held out of training, with colours like training's. Default: 1,000 drawn, 10,000 of MNIST. */
  readonly validation?: number;
  /** Digits to test on, whose colours say nothing of the class. Default: 2,000 drawn; of MNIST, all 10,000. */
  readonly test?: number;
  /** Variance of each channel of a digit's colour (0–1) around its mean colour. Default: 0.030, the paper's. */
  readonly variance?: number;
  /** Standard deviation of the noise on the gray image, whose values are 0–1. Default: 0.25 (ours); 0 for none. */
  readonly grayNoise?: number;
}

const count = z
  .int()
  .positive()
  .optional()
  .meta(wanted(() => l10n.t('Give a whole number of digits, from 1.')));

const optionsSchema = z.strictObject({
  source: z
    .union([z.literal('drawn'), z.strictObject({ directory: z.string().min(1) })])
    .default('drawn')
    .meta(wanted(() => l10n.t("Give 'drawn' or { directory: '…' }."))),
  train: count,
  validation: count,
  test: count,
  variance: z
    .number()
    .nonnegative()
    .default(0.03)
    .meta(wanted(() => l10n.t('Give a finite number of at least 0.'))),
  grayNoise: z
    .number()
    .nonnegative()
    .default(0.25)
    .meta(wanted(() => l10n.t('Give a finite number of at least 0.'))),
});

type Options = z.output<typeof optionsSchema>;

/** What is subtracted of every value, which is 0–1 before: about the mean over all pixels (ours). */
const shift = 0.2;

const modalities: readonly Modality[] = [
  { name: 'gray', shape: [digitSide, digitSide, 1], kind: 'image' },
  { name: 'color', shape: [digitSide, digitSide, 3], kind: 'image' },
];

/**
 * Colored-and-gray MNIST (Wu et al., ICML 2022, colours after Kim et al., CVPR 2019): modality `gray` [28, 28, 1] shows
 * a digit, modality `color` [28, 28, 3] the same digit in a colour.
 *
 * Each class has a mean colour. In training and validation a digit's colour is drawn around its class's mean, so that
 * colour gives the class away; in test around the mean of a class chosen at random, so that it says nothing. A network
 * that has leant on colour fails there. Colours, noise and drawn digits come from the run's seed. Values are 0–1 less
 * 0.2.
 *
 * @example
 * data: coloredAndGrayMnist({ source: 'drawn' })
 * @example
 * data: coloredAndGrayMnist({ source: { directory: 'mnist' }, variance: 0.02 })
 * @throws Problem where an option is wrong
 */
export function coloredAndGrayMnist(options: ColoredAndGrayMnistOptions = {}): DataSource {
  const resolved = resolveOptions(optionsSchema, options, 'coloredAndGrayMnist');
  return {
    description: { kind: 'coloredAndGrayMnist', ...resolved },
    async load(directory, seed) {
      const digits =
        resolved.source === 'drawn'
          ? drawSplits(resolved, seed)
          : await mnistSplits(path.resolve(directory, resolved.source.directory), resolved, seed);
      const palette = drawPalette(Generator.stream(seed, 'data/palette'));
      const split = (name: SplitName) => coloredSplit(digits[name], name, palette, resolved, seed);
      return {
        modalities,
        classes: digitClasses,
        splits: { train: split('train'), validation: split('validation'), test: split('test') },
        shuffle: true,
      };
    },
  };
}

function coloredSplit(
  digits: Digits,
  name: SplitName,
  palette: Float32Array,
  { variance, grayNoise }: Options,
  seed: number,
): Split {
  const noisy = addNoise(digits, grayNoise, Generator.stream(seed, `data/noise/${name}`));
  const random = Generator.stream(seed, `data/colors/${name}`);
  const colors = drawColors(digits.labels, palette, variance, random, (label) =>
    name === 'test' ? random.integer(digitClasses.length) : label,
  );
  return memorySplit(
    digits.labels,
    new Map([
      [
        'gray',
        {
          width: digitPixels,
          write: (sample, target, offset) => {
            for (let pixel = 0; pixel < digitPixels; pixel += 1) {
              target[offset + pixel] = noisy[sample * digitPixels + pixel] / 255 - shift;
            }
          },
        },
      ],
      [
        'color',
        {
          width: digitPixels * 3,
          write: (sample, target, offset) => {
            paint(digits, colors, sample, target, offset, shift);
          },
        },
      ],
    ]),
  );
}

function drawSplits(options: Options, seed: number): Record<SplitName, Digits> {
  const draw = (name: SplitName, size: number) =>
    drawDigits(options[name] ?? size, Generator.stream(seed, `data/digits/${name}`));
  return {
    train: draw('train', 4000),
    validation: draw('validation', 1000),
    test: draw('test', 2000),
  };
}

async function mnistSplits(
  directory: string,
  options: Options,
  seed: number,
): Promise<Record<SplitName, Digits>> {
  const mnist = await readMnist(directory);
  const available = mnist.train.labels.length;
  const validation = options.validation ?? 10_000;
  const train = options.train ?? available - validation;
  const test = options.test ?? mnist.test.labels.length;
  if (train < 1 || train + validation > available || test > mnist.test.labels.length) {
    throw dataProblem(
      { file: directory },
      l10n.t(
        'These files have {0} digits for training and validation and {1} for test; train, validation and test ask for {2}, {3} and {4}.',
        ...[available, mnist.test.labels.length, train, validation, test],
      ),
      l10n.t('Ask for fewer digits.'),
    );
  }
  // Validation is taken from the end, so that its size changes nothing about the training digits before it.
  const order = Generator.stream(seed, 'data/hold-out').permutation(available);
  const testOrder = Generator.stream(seed, 'data/test').permutation(mnist.test.labels.length);
  return {
    train: selectDigits(mnist.train, order.subarray(0, train)),
    validation: selectDigits(mnist.train, order.subarray(available - validation)),
    test: selectDigits(mnist.test, testOrder.subarray(0, test)),
  };
}
