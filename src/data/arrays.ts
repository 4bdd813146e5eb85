import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { z } from 'zod';
import { Generator } from '../random/generator.js';
import { wanted } from '../record/described-option.js';
import { nearestName } from '../record/nearest-name.js';
import { resolveOptions } from '../record/resolve-options.js';
import { type ArrayFiles, readArrays } from './array-files.js';
import { checkLabels, classNames } from './array-labels.js';
import { type ArraySplit, arraySplit, checkSameModalities } from './array-split.js';
import type { DataPlace } from './data-problem.js';
import { dataProblem } from './data-problem.js';
import type { DataSource, Modality, Split } from './dataset.js';
import { subset } from './memory-split.js';

/** Options of {@link arrays}. Paths are relative to the model file. */
export interface ArraysOptions {
  /**
   * The samples to train on: an NPZ file, a directory of NPY files, or the NPY file of each array by name. One array is
   * called `label`, the others after the modalities.
   */
  readonly train: ArrayFiles;
  /** The samples to choose settings by, in any of the same ways. Default: a share of training, see `holdOut`. */
  readonly validation?: ArrayFiles;
  /** The samples to test on, in any of the same ways. */
  readonly test: ArrayFiles;
  /** Share of training that is held out for validation where there is no `validation`, 0–1. Default: 0.1. */
  readonly holdOut?: number;
  /** Names of the classes; a label is an index into them. Default: as many as training shows, `'0'`, `'1'`, … */
  readonly classes?: readonly string[];
  /** Whether training visits the samples in a fresh order each epoch. Default: true. */
  readonly shuffle?: boolean;
  /** Names of modalities that are drawn as heat maps where samples are looked at, such as spectrograms. Default: none. */
  readonly heatMaps?: readonly string[];
}

const arrayFiles = z
  .union([z.string().min(1), z.record(z.string().min(1), z.string().min(1))])
  .meta(wanted(() => l10n.t("Give a path, or the path of each array: { label: 'label.npy', … }.")));

const optionsSchema = z
  .strictObject({
    train: arrayFiles,
    validation: arrayFiles.optional(),
    test: arrayFiles,
    holdOut: z
      .number()
      .gt(0)
      .lt(1)
      .optional()
      .meta(
        wanted(() =>
          l10n.t('Give a share of training, between 0 and 1, unless there is `validation`.'),
        ),
      ),
    classes: z
      .array(z.string())
      .min(2)
      .nullable()
      .default(null)
      .meta(wanted(() => l10n.t('Give a list of at least two names, or null.'))),
    shuffle: z
      .boolean()
      .default(true)
      .meta(wanted(() => l10n.t('Give true or false.'))),
    heatMaps: z
      .array(z.string())
      .default([])
      .meta(wanted(() => l10n.t('Give a list of names of modalities.'))),
  })
  .refine(({ validation, holdOut }) => validation === undefined || holdOut === undefined, {
    path: ['holdOut'],
    error: () => l10n.t('There is nothing to hold out where `validation` is given.'),
  });

/**
 * Samples from arrays of NumPy: for each split one array a modality, [samples, features] for vectors, [samples, height,
 * width] or [samples, height, width, channels] for images, and `label` [samples], whole numbers from 0.
 *
 * Elements may be bool, integers or floats of any width, in C or Fortran order. Values are taken as they are: scale 8-bit
 * images before saving, or by the branch's first stage. Everything is held in memory.
 *
 * @example
 * data: arrays({ train: 'train.npz', validation: 'validation.npz', test: 'test.npz' })
 * @example
 * data: arrays({ train: 'data/train', test: { depth: 'd.npy', rgb: 'c.npy', label: 'y.npy' }, holdOut: 0.2 })
 * @throws Problem where an option is wrong
 */
export function arrays(options: ArraysOptions): DataSource {
  const {
    train,
    validation,
    test,
    holdOut = 0.1,
    classes,
    shuffle,
    heatMaps,
  } = resolveOptions(optionsSchema, options, 'arrays');
  return {
    description: {
      kind: 'arrays',
      train,
      ...(validation === undefined ? { holdOut } : { validation }),
      test,
      classes,
      shuffle,
      ...(heatMaps.length === 0 ? {} : { heatMaps }),
    },
    async load(directory, seed) {
      const training = await readSplit(train, directory);
      const names = classNames(classes, training.split.labels, training.label);
      checkLabels(training.split.labels, names, training.label);
      const readOther = async (files: ArrayFiles) => {
        const other = await readSplit(files, directory);
        checkSameModalities(training, other, sourcePlace(files, directory));
        checkLabels(other.split.labels, names, other.label);
        return other.split;
      };
      const parts =
        validation === undefined
          ? holdOutShare(training.split, holdOut, seed, sourcePlace(train, directory))
          : { train: training.split, validation: await readOther(validation) };
      return {
        modalities: asHeatMaps(training.modalities, heatMaps, sourcePlace(train, directory)),
        classes: names,
        splits: { ...parts, test: await readOther(test) },
        shuffle,
      };
    },
  };
}

/** The modalities, those of these names drawn as heat maps. Throws a Problem where there is no such modality. */
function asHeatMaps(
  modalities: readonly Modality[],
  heatMaps: readonly string[],
  place: DataPlace,
): Modality[] {
  const names = modalities.map(({ name }) => name);
  const stranger = heatMaps.find((name) => !names.includes(name));
  if (stranger !== undefined) {
    const what = l10n.t(
      '`heatMaps` names {0}, which is no modality; there is {1}.',
      stranger,
      names.join(', '),
    );
    const nearest = nearestName(stranger, names);
    const remedy = nearest === null ? l10n.t('Leave it out.') : l10n.t('Write {0}.', nearest);
    throw dataProblem({ ...place, entry: 'heatMaps' }, what, remedy);
  }
  return modalities.map((modality) =>
    heatMaps.includes(modality.name) ? { ...modality, kind: 'heat-map' } : modality,
  );
}

async function readSplit(files: ArrayFiles, directory: string): Promise<ArraySplit> {
  return arraySplit(await readArrays(files, directory), sourcePlace(files, directory));
}

function sourcePlace(files: ArrayFiles, directory: string): DataPlace {
  return { file: typeof files === 'string' ? path.resolve(directory, files) : directory };
}

/** Holds out a share of the samples, drawn from the run's seed; both parts keep the order of the files. */
function holdOutShare(
  whole: Split,
  share: number,
  seed: number,
  place: DataPlace,
): { train: Split; validation: Split } {
  const held = Math.round(whole.size * share);
  if (held === 0 || held === whole.size) {
    throw dataProblem(
      place,
      held === 0
        ? l10n.t('Holding out {0} of {1} samples leaves none for validation.', share, whole.size)
        : l10n.t('Holding out {0} of {1} samples leaves none to train on.', share, whole.size),
      l10n.t('Give `validation`, or another `holdOut`.'),
    );
  }
  const order = Generator.stream(seed, 'data/hold-out').permutation(whole.size);
  return {
    train: subset(whole, order.subarray(held).sort()),
    validation: subset(whole, order.subarray(0, held).sort()),
  };
}
