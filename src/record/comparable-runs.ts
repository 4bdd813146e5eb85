import { canonicalJson } from './canonical-json.js';
import type { RunDescription } from './run.js';
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
    return `Its classes are ${run.classes.join(', ')}; the other's are ${other.classes.join(', ')}.`;
  }
  const [own, others] = [run, other].map(({ modalities }) =>
    modalities.map(({ name, shape }) => `${name} [${shape.join(', ')}]`),
  );
  const isAlone = run.only !== null || other.only !== null;
  if (isAlone ? !isPart(own, others) : own.join() !== others.join()) {
    return `Its modalities are ${own.join(', ')}; the other's are ${others.join(', ')}.`;
  }
  for (const split of ['train', 'validation', 'test'] as const) {
    if (run.samples[split] !== other.samples[split]) {
      return `It has ${run.samples[split]} ${split} samples; the other has ${other.samples[split]}.`;
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
    ? 'Its data are others.'
    : `The option '${option}' of its data is ${valueInWords(ours.get(option))}; the other's is ${valueInWords(theirs.get(option))}.`;
}
