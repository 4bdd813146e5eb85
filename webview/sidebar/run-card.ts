import * as l10n from '@vscode/l10n';
import type { LiveStatus, PreferredBalancing } from '../../src/record/page-message.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import type { Host } from '../host.js';
import { balancingInForce } from '../../src/record/balancing-in-force.js';
import { courseInWords, holdUp, shareDone, whereaboutsInWords } from '../live/course-in-words.js';
import { RunControls } from '../live/run-controls.js';
import { isOn } from '../live/shown.js';
import { balancingInWords } from '../../src/record/run-in-words.js';
import { element } from '../page/element.js';
import { patchChildren } from '../page/patch.js';
import { ActionButton } from '../ui/button.js';
import { ProgressBar } from '../ui/progress-bar.js';
import { cardFacts } from './card-facts.js';

/** One run in the sidebar: what it is, how far it has come, what can be done with it, and what it shows. */
export class RunCard {
  readonly root = element('article', { className: 'card' });
  readonly #heading = element('div', { className: 'heading' });
  readonly #progress = new ProgressBar(l10n.t('Progress of the training'));
  readonly #course = element('p', { className: 'course' });
  readonly #controls: RunControls;
  readonly #facts = element('div', { className: 'card-facts' });

  constructor(host: Host, run: RunSnapshot, preferred: PreferredBalancing) {
    this.#controls = new RunControls(host, run, preferred, (controls) => [
      new ActionButton(l10n.t('Open'), {
        title: l10n.t('Open the run in a panel'),
        onClick: () => {
          controls.ask('openPanel', l10n.t('Opening…'));
        },
      }),
    ]);
    this.root.setAttribute('aria-label', `${run.description.name}, ${run.directory}`);
    this.root.append(
      this.#heading,
      this.#progress.root,
      this.#course,
      this.#controls.root,
      this.#facts,
    );
  }

  /** @param now the host's time */
  show(
    run: RunSnapshot,
    live: LiveStatus | null,
    preferred: PreferredBalancing,
    now: number,
  ): void {
    const state = element('span', { className: 'state' }, whereaboutsInWords(run, live));
    state.dataset.state = run.state;
    patchChildren(this.#heading, [
      element('h2', { title: run.directory }, run.description.name),
      state,
      element('span', { className: 'strategy' }, balancingInWords(balancingInForce(run))),
    ]);
    this.#progress.root.hidden = !isOn(run, live);
    this.#progress.share = shareDone(run);
    this.showCourse(run, live, now);
    this.#controls.show(run, live, preferred);
    patchChildren(this.#facts, cardFacts(run));
  }

  /** What changes by the clock alone. */
  showCourse(run: RunSnapshot, live: LiveStatus | null, now: number): void {
    const stalled = isOn(run, live) ? holdUp(run, live, now) : null;
    patchChildren(this.#course, [
      ...courseInWords(run, live).map((part) => element('span', {}, part)),
      ...(stalled === null ? [] : [element('strong', { className: 'stalled' }, stalled)]),
    ]);
  }
}
