import * as l10n from '@vscode/l10n';
import { canonicalJson } from './canonical-json.js';
import type { RunDescription } from './run.js';
import type { SplitName } from './utilization.js';
import { valueInWords } from './value-in-words.js';

type Compared = Pick<
  RunDescription,
  'classes' | 'modalities' | 'samples' | 'configuration' | 'only' | 'seed'
>;

/**
 * Why numbers of `run` cannot stand beside those of `other`, in one sentence that says what differs: other classes,
 * modalities, sizes of the splits, or data. Null where they can. A run of one modality alone need only have a modality
 * of the other.
 */
export function whyNotComparable(run: Compared, other: Compared): string | null {
  if (canonicalJson(run.classes) !== canonicalJson(other.classes)) {
    return l10n.t(
      "Its classes are {0}; the other's are {1}.",
      run.classes.join(', '),
      other.classes.join(', '),
    );
  }
  const [own, others] = [run, other].map(({ modalities }) =>
    modalities.map(({ name, shape }) => `${name} [${shape.join(', ')}]`),
  );
  const isAlone = run.only !== null || other.only !== null;
  if (isAlone ? !isPart(own, others) : own.join() !== others.join()) {
    return l10n.t(
      "Its modalities are {0}; the other's are {1}.",
      own.join(', '),
      others.join(', '),
    );
  }
  for (const split of ['train', 'validation', 'test'] as const) {
    if (run.samples[split] !== other.samples[split]) {
      return otherSize(split, run.samples[split], other.samples[split]);
    }
  }
  return differingData(run.configuration.data, other.configuration.data);
}

/**
 * Whether `reference` is a uni-modal reference of one of `run`'s branches (ours): the same branch trained alone, on the
 * same data, with the same seed, from which data are drawn and split; so the same samples were kept from both.
 *
 * @param reference comparable with `run`
 */
export function isReferenceOf(reference: Compared, run: Compared): boolean {
  const { only } = reference;
  return (
    only !== null &&
    run.only === null &&
    reference.seed === run.seed &&
    branchIn(reference, only) === branchIn(run, only)
  );
}

function otherSize(split: SplitName, own: number, other: number): string {
  switch (split) {
    case 'train':
      return l10n.t('It has {0} train samples; the other has {1}.', own, other);
    case 'validation':
      return l10n.t('It has {0} validation samples; the other has {1}.', own, other);
    case 'test':
      return l10n.t('It has {0} test samples; the other has {1}.', own, other);
  }
}

function isPart(own: readonly string[], others: readonly string[]): boolean {
  return own.every((each) => others.includes(each)) || others.every((each) => own.includes(each));
}

function branchIn({ configuration: { modalities } }: Compared, name: string): string {
  const branch = Object.entries(modalities ?? {}).find(([each]) => each === name);
  return canonicalJson(branch ?? null);
}

function differingData(own: unknown, other: unknown): string | null {
  if (canonicalJson(own ?? null) === canonicalJson(other ?? null)) {
    return null;
  }
  const [ours, theirs] = [new Map(Object.entries(own ?? {})), new Map(Object.entries(other ?? {}))];
  const option = [...ours.keys(), ...theirs.keys()].find(
    (name) => canonicalJson(ours.get(name) ?? null) !== canonicalJson(theirs.get(name) ?? null),
  );
  return option === undefined
    ? l10n.t('Its data are others.')
    : l10n.t(
        "The option '{0}' of its data is {1}; the other's is {2}.",
        option,
        valueInWords(ours.get(option)),
        valueInWords(theirs.get(option)),
      );
}
