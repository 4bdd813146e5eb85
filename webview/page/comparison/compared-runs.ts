import * as l10n from '@vscode/l10n';
import { isReferenceOf, whyNotComparable } from '../../../src/record/comparable-runs.js';
import { configured } from '../../../src/record/configurations.js';
import { whyAlone } from '../../../src/record/pooling-key.js';
import { strategyInWords } from '../../../src/record/run-in-words.js';
import type { ShownRun } from '../shown-run.js';

/** A run of the whole network whose numbers can stand beside those of the others. */
export interface ComparedRun {
  readonly run: ShownRun;
  /** Letter of its configuration; runs with the same letter are seeds of one configuration. */
  readonly configuration: string;
  /** `A guided, seed 1`, and the run's id where that is not enough. */
  readonly name: string;
  /** The runs of one modality alone that its branches are held to. */
  readonly references: readonly ShownRun[];
}

/** Runs that are compared, and what is to be said of those that are not, or not with all others. */
export interface ComparedRuns {
  readonly runs: readonly ComparedRun[];
  /** Runs of one modality alone. */
  readonly references: readonly ShownRun[];
  /** The name of any run, by its place among all. */
  readonly nameOf: (run: ShownRun) => string;
  /** What does not stand beside the others, or is not pooled with them, and why: one sentence each. */
  readonly caveats: readonly string[];
}

/** Finds what of the runs on a page can be compared, by the same rules as the command line's `compare`. */
export function comparedRuns(all: readonly ShownRun[]): ComparedRuns {
  const whole = all.filter(({ snapshot }) => snapshot.description.only === null);
  const references = all.filter(({ snapshot }) => snapshot.description.only !== null);
  const [first] = whole;
  const reasonOf = ({ snapshot }: ShownRun): string | null =>
    first === undefined ? null : whyNotComparable(snapshot.description, first.snapshot.description);
  const fitting = whole.filter((run) => reasonOf(run) === null);
  const found = configured(
    fitting.map((run) => ({
      ...{ run, description: run.snapshot.description, events: run.snapshot.events },
    })),
  );
  const names = namesOf(all, new Map(found.map((each) => [each.run.run, each.configuration])));
  const nameOf = (run: ShownRun): string => names.get(run) ?? run.name;
  const runs = found.map(({ run: { run }, configuration }) => ({
    ...{ run, configuration, name: nameOf(run) },
    references: references.filter(
      (each) =>
        reasonOf(each) === null &&
        isReferenceOf(each.snapshot.description, run.snapshot.description),
    ),
  }));
  const unfitting = all.flatMap((run) => {
    const reason = reasonOf(run);
    return reason === null
      ? []
      : [l10n.t('{0} cannot be compared with {1}. {2}', nameOf(run), nameOf(first), reason)];
  });
  const unpooled = found.flatMap(({ run, twin }) => caveatsOf(nameOf, run, twin?.run ?? null));
  const noWhole =
    first === undefined && all.length > 0
      ? [l10n.t('Every run trained one modality alone: there is no other to cut off.')]
      : [];
  return {
    ...{ runs, references, nameOf },
    caveats: [...noWhole, ...unfitting, ...unpooled, ...unused(references, runs, reasonOf, nameOf)],
  };
}

type Facts = Parameters<typeof whyAlone>[0] & { readonly run: ShownRun };

function caveatsOf(
  nameOf: (run: ShownRun) => string,
  facts: Facts,
  twin: ShownRun | null,
): string[] {
  const name = nameOf(facts.run);
  const twice =
    twin === null
      ? []
      : [
          l10n.t(
            '{0} has the configuration and the seed of {1}: over seeds only one of the two counts.',
            name,
            nameOf(twin),
          ),
        ];
  switch (whyAlone(facts)) {
    case 'switched':
      return [
        ...twice,
        l10n.t('{0} is not pooled with other seeds: its strategy was switched midway.', name),
      ];
    case 'unfinished':
      return [...twice, l10n.t('{0} is not pooled with other seeds: it has not finished.', name)];
    case 'unknown':
      return [
        ...twice,
        l10n.t('{0} is not pooled with other seeds: it does not say what was trained.', name),
      ];
    case null:
      return twice;
  }
}

/** References that no run is held to. */
function unused(
  references: readonly ShownRun[],
  runs: readonly ComparedRun[],
  reasonOf: (run: ShownRun) => string | null,
  nameOf: (run: ShownRun) => string,
): string[] {
  return references
    .filter(
      (each) => reasonOf(each) === null && runs.every((run) => !run.references.includes(each)),
    )
    .map((each) => l10n.t('{0}: no run here has that seed and branch.', nameOf(each)));
}

function namesOf(
  all: readonly ShownRun[],
  letters: ReadonlyMap<ShownRun, string>,
): Map<ShownRun, string> {
  const plain = all.map((run) => plainName(run, letters.get(run)));
  return new Map(
    all.map((run, place) => {
      const isUnique = plain.filter((name) => name === plain[place]).length === 1;
      const { id } = run.snapshot.description;
      return [run, isUnique ? plain[place] : `${plain[place]}, ${id}`];
    }),
  );
}

function plainName({ snapshot }: ShownRun, letter: string | undefined): string {
  const { balancing, only, seed } = snapshot.description;
  if (only !== null) {
    return l10n.t('{0} alone, seed {1}', only, seed);
  }
  const strategy = strategyInWords(balancing.strategy);
  return letter === undefined
    ? l10n.t('{0}, seed {1}', strategy, seed)
    : l10n.t('{0} {1}, seed {2}', letter, strategy, seed);
}
