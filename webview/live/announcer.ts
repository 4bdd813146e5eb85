import * as l10n from '@vscode/l10n';
import { inWords, listed } from '../../src/metrics/findings/words.js';
import type { RunState } from '../../src/record/event.js';
import { stateInWords } from '../../src/record/run-in-words.js';
import type { RunCourse } from '../../src/series/growing-snapshot.js';
import { element } from '../page/element.js';

/** Least time from one announcement to the next, milliseconds: a screen reader gets to the end of one. */
const pause = 5000;

/** What was known of a run when it was last looked at. */
interface Known {
  readonly state: RunState;
  readonly epochs: number;
  readonly findings: ReadonlySet<string>;
}

/**
 * Tells a screen reader what has changed, politely: an epoch that ended with its numbers, a new state, a new finding;
 * never a single step. What changes faster than it can be said is said in its last form only.
 */
export class Announcer {
  readonly root = element('p', { className: 'unseen' });
  readonly #known = new Map<string, Known>();
  readonly #waiting = new Map<string, string>();
  #timer: number | null = null;
  #lastSaid = -Infinity;

  constructor() {
    this.root.setAttribute('role', 'status');
  }

  /** Takes note of the runs as they are now. Of a run that is new to it, it says nothing. */
  show(runs: readonly RunCourse[]): void {
    for (const run of runs) {
      const before = this.#known.get(run.directory);
      this.#known.set(run.directory, known(run));
      if (before !== undefined) {
        for (const [about, words] of news(run, before)) {
          const whose = runs.length > 1 ? `${run.description.name}: ${words}` : words;
          this.#waiting.set(`${run.directory} ${about}`, whose);
        }
      }
    }
    if (this.#waiting.size > 0) {
      const wait = Math.max(0, this.#lastSaid + pause - Date.now());
      this.#timer ??= window.setTimeout(() => {
        this.#say();
      }, wait);
    }
  }

  #say(): void {
    this.#timer = null;
    this.#lastSaid = Date.now();
    this.root.textContent = [...this.#waiting.values()].join(' ');
    this.#waiting.clear();
  }
}

function known({ state, events, findings }: RunCourse): Known {
  return {
    state,
    epochs: events.filter(({ type }) => type === 'epoch').length,
    findings: new Set(findings.map(({ id }) => id)),
  };
}

/** What is new of a run, by what it is about. */
function news(run: RunCourse, before: Known): [about: string, words: string][] {
  const now = known(run);
  return [
    ...(now.epochs > before.epochs ? epochNews(run) : []),
    ...run.findings.flatMap(({ id, sentences }): [string, string][] =>
      before.findings.has(id) ? [] : [[`finding ${id}`, sentences[0] ?? '']],
    ),
    ...(now.state === before.state
      ? []
      : [['state', l10n.t('State: {0}.', stateInWords(now.state))] satisfies [string, string]]),
  ];
}

function epochNews({ events, description }: RunCourse): [string, string][] {
  const last = events.findLast((event) => event.type === 'epoch');
  if (last?.type !== 'epoch') {
    return [];
  }
  const { epoch, evaluation } = last;
  if (evaluation === null) {
    return [['epoch', l10n.t('Epoch {0} has ended.', epoch)]];
  }
  const branches = description.modalities.map(
    ({ name }, place) =>
      `${name} ${inWords(evaluation.branchAccuracies[place] ?? null, 'accuracy')} %`,
  );
  const words = l10n.t(
    'Epoch {0} has ended: accuracy of the model {1} %, of the branches {2}.',
    epoch,
    inWords(evaluation.accuracy, 'accuracy'),
    listed(branches),
  );
  return [['epoch', words]];
}
