import * as l10n from '@vscode/l10n';
import type { LiveStatus } from '../../src/record/page-message.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import { courseInWords, holdUp, shareDone, whereaboutsInWords } from '../live/course-in-words.js';
import { balancingInForce } from '../../src/record/balancing-in-force.js';
import { isOn, type Shown } from '../live/shown.js';
import { balancingInWords } from '../../src/record/run-in-words.js';
import { element } from '../page/element.js';
import { patchChildren } from '../page/patch.js';
import { ProgressBar } from '../ui/progress-bar.js';

/** What the panel's run is and how far it has come; for several runs their names. */
export class Header {
  readonly root = element('header', { className: 'run-header' });
  readonly #title = element('h1', {});
  readonly #facts = element('p', { className: 'facts-line' });
  readonly #progress = new ProgressBar(l10n.t('Progress of the training'));
  readonly #course = element('p', { className: 'course' });

  constructor() {
    this.root.append(this.#title, this.#facts, this.#progress.root, this.#course);
  }

  show(shown: Shown): void {
    const { runs, now, isComparison } = shown;
    const names = [...new Set(runs.map(({ description }) => description.name))];
    const name = names.length === 0 ? 'Modality Lens' : names.join(', ');
    const title = isComparison ? l10n.t('{0}: {1} runs compared', name, runs.length) : name;
    if (this.#title.textContent !== title) {
      this.#title.textContent = title;
    }
    const [run] = runs;
    const isSingle = runs.length === 1 && !isComparison;
    const live = isSingle ? shown.live(run) : null;
    this.#progress.root.hidden = !isSingle || !isOn(run, live);
    this.#facts.hidden = !isSingle;
    this.#course.hidden = !isSingle;
    if (isSingle) {
      patchChildren(this.#facts, facts(run, live));
      this.#progress.share = shareDone(run);
      this.showCourse(run, live, now);
    }
  }

  /** What changes by the clock alone. */
  showCourse(run: RunSnapshot, live: LiveStatus | null, now: number): void {
    const stalled = isOn(run, live) ? holdUp(run, live, now) : null;
    patchChildren(this.#course, [
      element('span', {}, courseInWords(run, live).join(' · ')),
      ...(stalled === null ? [] : [element('strong', { className: 'stalled' }, stalled)]),
    ]);
  }
}

function facts(run: RunSnapshot, live: LiveStatus | null): HTMLElement[] {
  const { description, state } = run;
  const badge = element('span', { className: 'state' }, whereaboutsInWords(run, live));
  badge.dataset.state = state;
  const words = [
    balancingInWords(balancingInForce(run)),
    description.device.description,
    l10n.t('seed {0}', description.seed),
  ];
  return [badge, ...words.map((word) => element('span', {}, word))];
}
